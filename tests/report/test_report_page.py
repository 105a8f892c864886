"""The whole page: complete, accessible, and right in its numbers."""

import re
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest
from report_reading import case, check_balance, page, section, table_with, tree, words
from report_toy import CODEBOOK, KINDS, RUN, narrative_id, toy_data, toy_tables, toy_typology

from textmine.codings.hand import HandCodings
from textmine.records import HandCoding
from textmine.report import ReportData
from textmine.report.page import SECTIONS
from textmine.typology import fit_typology
from textmine.validation import validate


def variants():
    tables = toy_tables()
    empty = {"typology": pd.DataFrame(), "clusters": pd.DataFrame(), "cluster_codes": pd.DataFrame()}
    yield "whole", toy_data()
    yield "nothing", ReportData()
    yield "tables only", ReportData(**tables)
    yield "no typology", toy_data(**empty, reference_scores=pd.DataFrame(), typology_diagnostics=pd.DataFrame())
    yield "no validation", ReportData(**tables, **toy_typology(), run=RUN)
    yield "no texts", toy_data(texts={})
    yield (
        "too few to cluster",
        toy_data(typology=toy_typology()["typology"].assign(cluster=-1, outlier=""), clusters=pd.DataFrame()),
    )
    yield "synthetic", toy_data(run={**RUN, "corpus": "synthetic"})


@pytest.mark.parametrize("with_text", [True, False])
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("name", "data"), list(variants()), ids=[name for name, _ in variants()])
class TestEveryPage:
    def test_is_whole_balanced_and_loads_nothing(self, name, data, lang, with_text):
        text = page(data, lang=lang, with_text=with_text)
        check_balance(text)
        assert "default-src 'none'" in text
        assert not re.search(r"<(script|iframe|object|embed|link|img|base|form)\b", text)
        named = re.findall(r"""\b(?:src|href|action|srcset|poster|data|background)\s*=\s*["']?([^"'\s>]*)""", text)
        assert {target for target in named if not target.startswith("#")} == set()
        assert not re.search(r"url\(|@import", text)
        assert not re.search(r"\b(None|nan|NaN|inf)\b", text)

    def test_has_its_parts_in_order_with_headings_and_a_language(self, name, data, lang, with_text):
        root = tree(data, lang=lang, with_text=with_text)
        assert root.get("lang") == lang
        assert [node.get("id") for node in root.xpath("//main/section")] == list(SECTIONS)
        assert len(root.xpath("//h1")) == 1
        levels = [int(node.tag[1]) for node in root.xpath("//main//*[self::h2 or self::h3 or self::h4]")]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert [link.get("href") for link in root.xpath("//nav//a")] == [f"#{name}" for name in SECTIONS]

    def test_can_be_read_without_eyes(self, name, data, lang, with_text):
        root = tree(data, lang=lang, with_text=with_text)
        assert all(svg.get("aria-label") for svg in root.xpath("//svg"))
        assert all(th.get("scope") for th in root.xpath("//th"))
        assert all(len(table.xpath("./caption")) == 1 for table in root.xpath("//table"))
        assert all(figure.xpath("./figcaption") for figure in root.xpath("//figure"))
        assert root.xpath("//body/a[@class='skip'][@href='#main']")
        assert all(root.xpath(f"//label[@for='{box.get('id')}']") for box in root.xpath("//input"))

    def test_every_link_leads_somewhere_and_no_id_is_given_twice(self, name, data, lang, with_text):
        root = tree(data, lang=lang, with_text=with_text)
        ids = Counter(root.xpath("//@id"))
        assert [value for value, n in ids.items() if n > 1] == []
        assert {href for href in root.xpath("//@href") if href[1:] not in ids} == set()


@pytest.mark.parametrize("i", [0, 1, 2])
def test_evidence_is_marked_where_it_stands(i):
    root = tree(toy_data())
    own = case(root, narrative_id(i))
    text, found = KINDS[i]
    [shown] = own.xpath(".//div[@class='text']")
    for number in shown.xpath(".//sup"):
        number.drop_tree()
    assert shown.text_content() == text
    rows = own.xpath(".//table[contains(@class, 'codings')]/tbody/tr")
    assert len(rows) == len(found)
    for row in rows:
        [target] = row.xpath("./td[1]/a/@href")
        [mark] = root.xpath(f"//mark[@id='{target[1:]}']")
        label = words(row.xpath("./th")[0])
        evidence = next(phrase for phrase, code, *_ in found if CODEBOOK.label(code) == label)
        assert evidence.startswith(mark.text_content())
        assert label in mark.get("title")
        assert "→" in mark.get("title") and "toy_1" in mark.get("title")


def test_overlapping_codings_share_a_mark_and_keep_their_own_numbers():
    own = case(tree(toy_data()), narrative_id(0))
    marks = [(mark.text_content(), mark.get("title").count("→")) for mark in own.xpath(".//mark")][:2]
    assert marks == [("nam haar ", 1), ("paspoort af", 2)]
    assert [words(number) for number in own.xpath(".//sup")][:2] == ["1 2?", "3"]


def test_presence_is_said_in_words_not_by_colour_alone():
    own = case(tree(toy_data()), narrative_id(0))
    chips = {words(chip): chip.get("class") for chip in own.xpath(".//dl[@class='chips']//dd/*")}
    uncertain = f"{CODEBOOK.label('machtsmiddel.bedreiging')} (onzeker)"
    assert chips[uncertain] == "pu"
    assert chips[CODEBOOK.label("machtsmiddel.schuldbinding")] == "pa"
    denied = case(tree(toy_data()), narrative_id(1))
    assert f"{CODEBOOK.label('machtsmiddel.bedreiging')} (ontkend)" in words(denied)


def test_a_coding_that_does_not_count_is_listed_but_gives_no_chip():
    own = case(tree(toy_data()), narrative_id(2))
    beaten = CODEBOOK.label("machtsmiddel.mishandeling")
    assert beaten not in words(own.xpath(".//dl[@class='chips']")[0])
    [row] = [row for row in own.xpath(".//table[contains(@class, 'codings')]/tbody/tr") if beaten in words(row)]
    assert "(telt niet mee)" in words(row)


@pytest.mark.parametrize("change", [{"end": 9999}, {"start": -3}, {"text": "iets anders"}, {"start": float("nan")}, {"end": 0}])
def test_a_coding_that_does_not_fit_its_text_is_listed_not_marked(change):
    tables = toy_tables(1)
    tables["codings"] = tables["codings"].head(1).assign(**change)
    own = case(tree(ReportData(**tables)), narrative_id(0))
    assert not own.xpath(".//mark")
    assert "(passage niet gevonden in de tekst)" in words(own)


def test_the_heat_map_its_table_and_the_value_table_say_the_same():
    root = tree(toy_data())
    label = CODEBOOK.label("machtsmiddel.papieren_afpakken")
    titles = {title.text for title in root.xpath("//section[@id='means']//*[local-name()='title']")}
    assert f"{label}, alle casussen: 4 van 12 casussen (33%)" in titles
    assert f"{label}, cluster 0: 4 van 4 casussen (kleine groep, geen percentage)" in titles
    assert table_with(root, "Dezelfde cijfers als tabel")[label][:5] == ["4 · 33%", "4", "0", "0", "0"]
    assert table_with(root, "Waarde per machtsmiddel")[label][:4] == ["4 33%", "0", "0", "8"]
    threat = CODEBOOK.label("machtsmiddel.bedreiging")
    assert table_with(root, "Waarde per machtsmiddel")[threat][:4] == ["4 33%", "4", "4", "0"]


def test_the_summary_counts_what_is_there():
    text = words(section(tree(toy_data()), "summary"))
    assert "12 (100%)" in text
    assert f"{CODEBOOK.label('machtsmiddel.papieren_afpakken')}, 4 casussen (33%)" in text
    assert "psychologisch machtsmiddel is gecodeerd in 8 casussen (67%), een fysiek machtsmiddel in 4 casussen (33%)" in text
    assert "Van de 4 casussen met een fysiek machtsmiddel hebben er 0 ook" in text
    assert "3 clusters, waarvan 1 stabiel. Buiten de clusters: 1 casus (8%)." in text
    assert text.index("(A × B)") < text.index("(textmine × A)")
    assert "F1 0,83 [0,73–0,93]" in text


def test_the_coders_come_before_the_program_and_rare_codes_get_counts_only():
    root = tree(toy_data())
    text = words(section(root, "agreement"))
    assert text.index("Codeurs onderling, alle codes") < text.index("Programma tegenover codeur, alle codes")
    table = table_with(root, "textmine × A: per code")
    assert table[CODEBOOK.label("machtsmiddel.schuldbinding")][:5] == ["40", "23%", "7", "1", "2"]
    assert table[CODEBOOK.label("machtsmiddel.schuldbinding")][5] == "0,73 [0,63–0,83]"
    assert table[CODEBOOK.label("machtsmiddel.voodoo")] == ["40", "8%", "2", "0", "1", "alleen aantallen"]
    assert table_with(root, "Overeenstemming in typologie")["textmine cluster × A"][2:4] == ["0,61 [0,40–0,80]", "0,00; 0,12"]
    assert set(table_with(root, "Kruistabel")) == {"cluster 0", "buiten de clusters"}
    disagreement = table_with(root, "Verschillen textmine × A")
    assert disagreement[narrative_id(0)] == [
        f"machtsmiddelen – {CODEBOOK.label('machtsmiddel.voodoo')}",
        "niet vermeld",
        "aanwezig",
    ]


def test_the_limits_give_the_measured_errors():
    text = words(section(tree(toy_data()), "limits"))
    assert "Gemeten bij 590 oordelen (textmine × A)" in text
    assert "is 71% dat ook volgens de codeur" in text
    assert "niet gemeten" in words(section(tree(ReportData(**toy_tables())), "limits"))


@pytest.mark.parametrize("key", ["banner", "limits"])
def test_a_synthetic_corpus_is_said_to_be_one(key):
    real, invented = tree(toy_data()), tree(toy_data(run={**RUN, "corpus": "synthetic"}))
    place = "//aside" if key == "banner" else "//section[@id='limits']"
    assert "verzonnen" in words(invented.xpath(place)[0])
    assert "verzonnen" not in words(real.xpath(place)[0])


@pytest.mark.parametrize(
    ("verdict", "expected"), [("stabiel", "Stabiel:"), ("patroon", "Een patroon:"), ("", "Niet beoordeeld.")]
)
def test_stability_is_said_in_words(verdict, expected):
    clusters = toy_typology()["clusters"].assign(verdict=verdict)
    assert words(section(tree(toy_data(clusters=clusters)), "typology")).count(expected) == 3


def test_when_nothing_was_clustered_the_page_says_why():
    typology = toy_typology()["typology"].assign(cluster=-1, outlier="")
    note = pd.DataFrame([{"name": "method", "value": "geen", "note_nl": "Niet geclusterd: te weinig casussen."}])
    root = tree(toy_data(typology=typology, clusters=pd.DataFrame(), cluster_codes=pd.DataFrame(), typology_diagnostics=note))
    assert "Niet geclusterd: te weinig casussen." in words(section(root, "typology"))
    assert "Naar cluster" not in words(section(root, "means"))
    assert not root.xpath("//input[@type='radio']")


def test_no_reference_type_is_explained():
    typology = toy_typology()["typology"].assign(reference_type="geen", reference_reason="score_te_laag")
    own = case(tree(toy_data(typology=typology)), narrative_id(0))
    assert "geen van de vier (hoogste score 0,62; voorsprong op het tweede type 0,11)" in words(own)
    assert "de casus lijkt op geen van de typen genoeg" in words(own)


def test_english_page_has_english_labels():
    root = tree(toy_data(), lang="en")
    assert words(root.xpath("//h1")[0]).startswith("Coercion means")
    assert CODEBOOK.label("machtsmiddel.papieren_afpakken", "en") in words(section(root, "means"))
    assert "0.83 [0.73–0.93]" in words(section(root, "agreement"))
    assert "Romania" in words(section(root, "narratives"))


def test_it_takes_what_typology_and_validation_make():
    tables = toy_tables(24)
    typology = fit_typology(tables["codes"], actors=tables["actors"], k=3, n_boot=5)
    given = [
        HandCoding(row.narrative_id, coder, row.code, row.presence)
        for coder in ("A", "B")
        for row in tables["codings"].itertuples()
        if coder == "A" or row.code != "machtsmiddel.schuldbinding"
    ]
    hand = HandCodings(tuple(given), coded=frozenset((name, coder) for name in tables["texts"] for coder in ("A", "B")))
    validation = validate(tables["codes"], hand, typology=typology.typology, n_boot=20)
    root = tree(ReportData(**tables, **typology.frames(), **validation.frames(), run=RUN))
    assert words(section(root, "agreement")).count("gemiddelde over codes") == 3
    assert len(root.xpath("//article[@class='cluster']")) == len(typology.clusters) > 0
    assert len(root.xpath("//details[starts-with(@class, 'case')]")) == 24
    assert "Lijkt het meest op" in words(section(root, "typology")) or "Past als geheel bij geen" in words(
        section(root, "typology")
    )
