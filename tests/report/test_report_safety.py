"""What the page must never do: run what is in the data, give away a case, fall over an odd value."""

import re

import pandas as pd
import pytest
from lxml import html
from report_reading import case, check_balance, page, section, table_with, tree, words
from report_toy import CODEBOOK, RUN, narrative_id, toy_data, toy_tables, toy_typology

from textmine.errors import InputError
from textmine.report import ReportData

NASTY = "<script>alert('x')</script><img src=http://evil.example/a onerror=alert(1)>\"'&{{ 7*7 }}</style></mark><b>"


def _nasty_data():
    tables = toy_data()
    frames = {}
    for name in ReportData.__dataclass_fields__:
        if name in ("texts", "run"):
            continue
        frame = getattr(tables, name).copy()
        for column in frame.columns.difference(["cluster", "n", "scope", "kind", "presence"]):
            if pd.api.types.is_string_dtype(frame[column]) and column not in CODEBOOK.codes:
                frame[column] = [f"{NASTY}{i}" if column == "narrative_id" else NASTY for i in range(len(frame))]
        frames[name] = frame
    frames["codes"]["narrative_id"] = frames["typology"]["narrative_id"] = frames["narratives"]["narrative_id"]
    frames["codings"]["narrative_id"] = frames["narratives"]["narrative_id"].iloc[0]
    frames["codings"]["text"] = ""
    texts = dict.fromkeys(frames["narratives"]["narrative_id"], NASTY * 3)
    return ReportData(**frames, texts=texts, run=dict.fromkeys([*RUN, NASTY], NASTY))


@pytest.mark.parametrize("with_text", [True, False])
def test_nothing_in_the_data_becomes_markup(with_text):
    text = page(_nasty_data(), with_text=with_text)
    assert "<script" not in text
    root = html.fromstring(text)
    assert not root.xpath("//script | //img | //b")
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
    assert all(href.startswith("#") for href in root.xpath("//@href"))
    assert len(root.xpath("//style")) == 1
    assert "49" not in {words(node) for node in root.iter() if isinstance(node.tag, str)}
    check_balance(text)


def test_text_comes_through_letter_by_letter():
    text = "Regel één\r\n  twee <b>& 'drie' \"vier\" 🙂\n" + NASTY
    data = ReportData(**{**toy_tables(1), "texts": {narrative_id(0): text}, "codings": pd.DataFrame()})
    [shown] = tree(data).xpath("//div[@class='text']")
    assert shown.text_content() == text.replace("\r\n", "\n")


def test_the_page_of_totals_holds_no_single_narrative():
    data = toy_data(60)
    text = page(data, with_text=False)
    texts = [part for narrative in data.texts.values() for part in re.split(r"[.,] ?", narrative) if part]
    assert not [part for part in texts if part in text]
    assert not [narrative for narrative in data.texts if narrative in text]
    assert "export.csv" not in text and "rij 9" not in text
    assert "<mark" not in text and "scatter" not in text
    assert not html.fromstring(text).xpath("//section[@id='typology']//svg")


def test_the_page_of_totals_shows_no_small_count():
    root = tree(toy_data(12), with_text=False)
    for cells in (
        *table_with(root, "Waarde per machtsmiddel").values(),
        *table_with(root, "Dezelfde cijfers als tabel").values(),
    ):
        counts = [re.match(r"[0-9]+", cell) for cell in cells]
        assert not [found.group() for found in counts if found and 0 < int(found.group()) < 5]
    titles = [title.text for title in root.xpath("//section[@id='means']//*[local-name()='title']")]
    assert not [title for title in titles if re.search(r": [1-4] van", title)]
    assert "Minder dan 5 casussen; in deze uitgave niet beschreven." in words(section(root, "typology"))
    assert "Beschrijving van groep" not in words(section(root, "typology"))


def test_min_cell_is_the_users_to_set():
    assert "<3" in words(section(tree(toy_data(6, **toy_typology(6)), with_text=False, min_cell=3), "means"))
    with pytest.raises(ValueError, match="min_cell is 0"):
        page(toy_data(), min_cell=0)


def test_five_hundred_narratives_stay_a_page_that_can_be_mailed():
    assert len(page(toy_data(500, **toy_typology(500))).encode()) < 3_000_000


def test_a_single_long_dossier():
    tables = toy_tables(1)
    tables["texts"] = {narrative_id(0): tables["texts"][narrative_id(0)] + " Verslag." * 100_000}
    own = case(tree(ReportData(**tables)), narrative_id(0))
    assert len(own.xpath(".//mark")) == 4


def test_a_lone_surrogate_does_not_stop_the_page_from_being_written():
    assert "export?.csv" in page(toy_data(run={"sources": "export\udce9.csv"})).encode("utf-8").decode()


def test_missing_values_are_read_as_nothing():
    tables = toy_tables(2)
    for name in ("narratives", "actors", "codings"):
        for column in ("vorm", "herkomst", "leeftijdsgroep", "rule", "cues", "locator"):
            if column in tables[name]:
                tables[name][column] = None
    text = page(ReportData(**tables))
    assert not re.search(r"\b(None|nan|NaN|<NA>)\b", text)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"codings": pd.DataFrame({"narrative_id": ["1"]})}, "table codings lacks the columns code, presence, agent"),
        ({"codes": pd.DataFrame({"narrative_id": ["1", "1"]})}, "table codes holds narrative 1 more than once"),
    ],
)
def test_a_wrong_table_is_named(tables, message):
    with pytest.raises(InputError, match=message):
        ReportData(**tables)


def test_the_tables_given_are_not_changed():
    tables = toy_tables(3)
    before = {name: frame.copy() for name, frame in tables.items() if name != "texts"}
    page(ReportData(**tables))
    for name, frame in before.items():
        pd.testing.assert_frame_equal(tables[name], frame)
