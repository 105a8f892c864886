from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_toy import TREEBANK, sentence, word

from textmine.pipeline.lemmas import PARTICLES, LemmaTables, Script, apply_script, edit_script, strip_ge, tag_key
from textmine.training.lemmas import build_tables, domain_exceptions, learn_rules, separable_verbs

PAST = "Number=Sing|Tense=Past|VerbForm=Fin"
PLURAL = "Number=Plur"


@given(st.text(alphabet="abdegklnoprtw", min_size=1, max_size=12), st.text(alphabet="abdegklnoprtw", min_size=1, max_size=12))
def test_a_script_leads_from_its_form_to_its_lemma(form, lemma):
    assert apply_script(form, edit_script(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "stripped"),
    [
        ("opgesloten", "opsloten"),
        ("gewerkt", "werkt"),
        ("meegenomen", "meenomen"),
        ("gelen", None),
        ("bedreigd", None),
        ("", None),
    ],
)
def test_participles_lose_their_ge(form, stripped):
    assert strip_ge(form) == stripped


def test_a_script_that_does_not_fit_gives_nothing():
    assert apply_script("nee", Script(True, 1, "en")) is None
    assert apply_script("nee", Script(False, 4, "en")) is None


def test_the_order_of_features_does_not_matter():
    assert tag_key("VERB", "VerbForm=Fin|Number=Sing|Tense=Past") == tag_key("VERB", PAST) == "VERB Past Sing Fin"
    assert tag_key("NOUN", "_") == "NOUN"


TABLES = LemmaTables(
    seen={("was", "AUX"): "zijn", ("gods", "PROPN"): "god", ("verdachte", "NOUN"): "verdachte"},
    known={"sloeg": "slaan", "paspoorten": "paspoort", "roemeense": "roemeens", "bekende": "bekennen"},
    rules={
        ("VERB Part", "t"): Script(True, 1, "ken"),
        ("NOUN Plur", "en"): Script(False, 2, ""),
        ("NOUN Plur", "zen"): Script(False, 3, "s"),
    },
)


@pytest.mark.parametrize(
    ("form", "upos", "feats", "opens", "lemma"),
    [
        ("Was", "AUX", PAST, True, "zijn"),
        ("Verdachte", "NOUN", "_", True, "verdachte"),
        ("sloeg", "VERB", PAST, False, "slaan"),
        ("Paspoorten", "NOUN", PLURAL, True, "paspoort"),
        ("bekende", "NOUN", "Number=Sing", False, "bekende"),  # the list's bekennen cannot be a noun's lemma
        ("Roemeense", "ADJ", "Degree=Pos", False, "Roemeens"),
        ("Roemeense", "ADJ", "Degree=Pos", True, "roemeens"),
        ("Jansen", "PROPN", "_", False, "Jansen"),
        ("ID-kaarten", "NOUN", PLURAL, False, "ID-kaart"),
        ("huizen", "NOUN", PLURAL, False, "huis"),
        ("afgepakt", "VERB", "VerbForm=Part", False, "afpakken"),
        ("Zij", "PRON", "_", True, "zij"),
        ("2.000", "NUM", "_", False, "2.000"),
        ("👍", "SYM", "_", False, "👍"),
    ],
)
def test_lemmas_from_each_source(form, upos, feats, opens, lemma):
    assert TABLES.lemma(form, upos, feats, opens=opens) == lemma


@pytest.mark.parametrize("tables", [TABLES, LemmaTables(), LemmaTables(known={"a": "b"})])
def test_tables_survive_being_saved(tables):
    assert LemmaTables.from_bytes(tables.to_bytes()) == tables


def test_the_treebank_gives_the_bare_verb_where_its_part_stands_elsewhere():
    tables = build_tables(TREEBANK, {}, {})
    assert tables.seen["pakte", "VERB"] == "pakken"
    assert tables.seen["vastgehouden", "VERB"] == "vasthouden"
    assert ("Jansen", "PROPN") not in tables.seen


def test_exceptions_win():
    tables = build_tables(TREEBANK, {}, {("vrouw", "NOUN"): "mevrouw"})
    assert tables.lemma("vrouw", "NOUN") == "mevrouw"


def test_the_most_frequent_lemma_wins_and_ties_are_broken_alike():
    words = [word("was", "NOUN", 0, "root", lemma) for lemma in ("wassen", "was", "was")]
    assert build_tables([sentence(*words)], {}, {}).seen["was", "NOUN"] == "was"


def test_a_longer_ending_stays_only_where_it_decides_otherwise():
    types = {
        ("boeken", "boek", "NOUN Plur"),
        ("hoeken", "hoek", "NOUN Plur"),
        ("zaken", "zaak", "NOUN Plur"),
        ("taken", "taak", "NOUN Plur"),
    }
    rules = learn_rules(
        types | {("boten", "boot", "NOUN Plur"), ("riemen", "riem", "NOUN Plur"), ("banken", "bank", "NOUN Plur")}
    )
    assert rules["NOUN Plur", ""] == Script(False, 2, "")
    assert ("NOUN Plur", "oeken") not in rules
    assert LemmaTables(rules=rules).lemma("maken", "NOUN", PLURAL) == "maak"


def test_separable_verbs_of_the_treebank_and_of_the_list():
    found = separable_verbs(TREEBANK, {"neemt": "nemen", "neemt in": "innemen", "innen": "innen", "nen": "nen"}, PARTICLES)
    assert "afpakken" in found
    assert "innemen" in found
    assert "innen" not in found  # too short to be in + nen


def test_packaged_exceptions_are_sound():
    table = domain_exceptions()
    assert table["verdachten", "NOUN"] == "verdachte"
    assert table["meer", "ADV"] == "meer"
    assert all(form == form.lower() for form, _ in table)
