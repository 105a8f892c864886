"""The finder: offsets, order, robustness, and errors in its data."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.errors import LexiconError
from textmine.pipeline.entities import EntityFinder
from textmine.pipeline.entities.tables import packaged_folder
from textmine.records import Entity
from textmine.resources import read_tree

FINDER = EntityFinder.from_package()
REPORT = (
    "Op 12 maart 2017 gaf de 19-jarige Mihaela P. in Den Haag € 1.500,- aan Kevin van der B. Zij komt uit Roemenië.\n"
    "De Bulgaarse man (35 jaar) reed in een zwarte BMW met kenteken 12-ABC-3 en belde met 06-12345678. Dat duurde drie weken.\n"
    "Volgens het Leger des Heils liep het contact via Facebook."
)
TRIGGERS = (
    "Sanne|Roos|Mark|de|van|der|Vries|De|Van|mevr.|dhr|[slachtoffer 1]|[|]|12|3|19|1998|2017|maart|mei|begin|eind|zomer|jaar|jarige|jaren|'90|"
    "oud|dertig|zestien|in|te|op|haar|was|toen|zij|van|de|twintig|rond|€|euro|1.500,-|500|duizend|dollar|06-12345678|+31|0031|uur|per|dag|om|"
    "een|half|en|anderhalf|Den|Haag|'s-Hertogenbosch|Best|Roemeense|Pools|spreekt|Congo|Stichting|B.V.|OM|Fier|www.|.nl|kinky|Facebook|zwarte|"
    "BMW|kenteken|AB-123-C|(|)|,|.|:|;|-|/|\n|\r\n|é|ë|\u0308|\U0001f600|\u200b|½|²|İ|ß|AMSTERDAM|SANNE"
)
PIECES = TRIGGERS.split("|")


def check(text: str) -> tuple[Entity, ...]:
    entities = FINDER.find(text)
    end = 0
    for entity in entities:
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        end = entity.end
    return entities


@given(st.text(max_size=300))
def test_any_text_keeps_offsets(text):
    check(text)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", " ", "\n", "-"])), max_size=40))
def test_any_mix_of_triggers_keeps_offsets(pieces):
    check("".join(piece + gap for piece, gap in pieces))


def test_report_has_all_its_entities():
    assert [(e.label, e.value) for e in check(REPORT)] == [
        ("DATUM", "2017-03-12"),
        ("LEEFTIJD", "19"),
        ("PERSOON", "Mihaela P.|v"),
        ("PLAATS", "NL:Den Haag"),
        ("GELDBEDRAG", "EUR 1500.00"),
        ("PERSOON", "Kevin van der B.|m"),
        ("LAND", "RO"),
        ("NATIONALITEIT", "BG"),
        ("LEEFTIJD", "35"),
        ("VOERTUIG", "BMW"),
        ("VOERTUIG", "12-ABC-3"),
        ("TELEFOON", "+31612345678"),
        ("DUUR", "P3W"),
        ("ORGANISATIE", "Leger des Heils"),
        ("PLATFORM", "Facebook"),
    ]


@pytest.mark.parametrize("line_end", ["\r\n", "\n\n", "\r"])
def test_line_ends_do_not_change_values(line_end):
    values = [(e.label, e.value) for e in check(REPORT)]
    assert [(e.label, e.value) for e in check(REPORT.replace("\n", line_end))] == values


def test_decomposed_accents_are_read():
    text = unicodedata.normalize("NFD", "Zij komt uit Roemenië en heet Zoë.")
    assert [(e.label, e.value) for e in check(text)] == [("LAND", "RO"), ("PERSOON", unicodedata.normalize("NFD", "Zoë|v"))]


def test_mis_decoded_text_does_no_harm():
    check(REPORT.encode("utf-8").decode("latin-1"))
    check(REPORT + "\ufffd\ufeff\x00")


@pytest.mark.parametrize("text", ["", " ", "\n", "1", "A", "€", "[", ".", "ja"])
def test_almost_nothing_gives_nothing(text):
    assert FINDER.find(text) == ()


def test_a_hundred_thousand_words():
    copies = 2_000
    entities = check((REPORT + "\n") * copies)
    assert len(entities) == copies * len(FINDER.find(REPORT))


@pytest.mark.parametrize(
    "piece", ["mr. ", "een half ", "Engels en ", "A.", "a-", "1.", "(0)", "12 maart ", "van de ", "Jan ", "zwarte ", "ongeveer ", "KEVIN ", "www.a"]
)  # fmt: skip
def test_repetition_ends(piece):
    check(piece * 20_000)


def test_the_same_data_give_the_same_finder():
    tree = read_tree(packaged_folder())
    again = EntityFinder({f"entities/{name}": text for name, text in FINDER.tree.items()})
    assert FINDER.tree == tree
    assert again.find(REPORT) == FINDER.find(REPORT)
    assert EntityFinder(tree).content_hash == FINDER.content_hash
    changed = {**tree, "organisations.toml": tree["organisations.toml"].replace('"Leger des Heils"', '"Heilsleger"')}
    assert EntityFinder(changed).content_hash != FINDER.content_hash


def test_from_package_is_made_once():
    assert EntityFinder.from_package() is FINDER


def test_missing_file_is_named():
    tree = {name: text for name, text in FINDER.tree.items() if name != "ages.toml"}
    with pytest.raises(LexiconError, match=r"ages\.toml"):
        EntityFinder(tree)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('label = "LEEFTIJD"', "", "entities/ages: the entry 'label' is missing"),
        ('label = "LEEFTIJD"', "label = 3", "entities/ages: the entry 'label' must be a text"),
        ("[parts]", "[partz]", "entities/ages: the entry 'parts' is missing"),
        ('label = "LEEFTIJD"', "label =", "ages.toml: not valid TOML"),
    ],
)
def test_wrong_data_name_file_and_entry(old, new, message):
    tree = {**FINDER.tree, "ages.toml": FINDER.tree["ages.toml"].replace(old, new)}
    with pytest.raises(LexiconError, match=message):
        EntityFinder(tree)
