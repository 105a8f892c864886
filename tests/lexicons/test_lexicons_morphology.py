from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.lexicons.morphology import adjective_forms, normalise, noun_forms, verb_forms

VERBS = {
    "pakken": "pak pakt pakte pakten gepakt gepakte",
    "dreigen": "dreig dreigt dreigde gedreigd",
    "leven": "leef leeft leefde geleefd",
    "reizen": "reis reist reisde gereisd",
    "maken": "maak maakt maakte gemaakt",
    "praten": "praat praatte praatten gepraat",
    "controleren": "controleer controleert controleerde gecontroleerd",
    "luisteren": "luister luistert luisterde geluisterd",
    "mishandelen": "mishandel mishandelt mishandelde mishandeld",
    "bedreigen": "bedreig bedreigt bedreigde bedreigd",
    "isoleren": "isoleer geisoleerd",
    "tatoeëren": "tatoeeer tatoeeert tatoeeerde getatoeeerd",
    "slaan": "sla slaat sloeg sloegen geslagen",
    "onthouden": "onthoud onthield onthielden onthouden",
    "verkopen": "verkoop verkocht verkochten",
    "dwingen": "dwing dwong dwongen gedwongen",
    "filmen": "film filmt filmde gefilmd",
    "bellen": "bel belt belde gebeld",
    "appen": "app appt appte geappt geapt",
    "ontmoeten": "ontmoet ontmoette ontmoetten",
    "snuiven": "snuif snoof gesnoven",
}


@pytest.mark.parametrize("verb", VERBS)
def test_verb_forms(verb):
    assert set(VERBS[verb].split()) <= set(verb_forms(verb))


@pytest.mark.parametrize(
    ("verb", "form", "kind"),
    [
        ("pakken", "gepakt", "part"),
        ("pakken", "pakte", "fin"),
        ("pakken", "pakken", "inf"),
        ("bedreigen", "bedreigde", "any"),
        ("verkopen", "verkocht", "any"),
        ("vergeten", "vergeten", "any"),
        ("slaan", "geslagen", "part"),
    ],
)
def test_verb_kinds(verb, form, kind):
    assert verb_forms(verb)[form] == kind


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("schuld", "schuld schulden schuldje"),
        ("man", "man mannen mannetje"),
        ("brief", "brieven briefje"),
        ("huis", "huizen huisje"),
        ("taak", "taken taakje"),
        ("foto", "foto foto's"),
        ("vriendin", "vriendinnen vriendinnetje"),
        ("verdachte", "verdachten verdachtes"),
        ("paspoort", "paspoorten"),
    ],
)
def test_noun_forms(noun, forms):
    assert set(forms.split()) <= noun_forms(noun)


@pytest.mark.parametrize(
    ("adjective", "forms"),
    [("boos", "boze bozer"), ("zwaar", "zware"), ("dik", "dikke dikker"), ("verliefd", "verliefde"), ("vals", "valse")],
)
def test_adjective_forms(adjective, forms):
    assert set(forms.split()) <= adjective_forms(adjective)


@pytest.mark.parametrize(
    ("text", "normal"), [("Één", "een"), ("foto’s", "foto's"), ("GEÏSOLEERD", "geisoleerd"), ("Zoë", "zoe"), ("", "")]
)
def test_normalise(text, normal):
    assert normalise(text) == normal


@given(st.text())
def test_normalise_is_stable(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(string.ascii_lowercase, min_size=1, max_size=12))
def test_every_word_can_be_inflected(word):
    assert word in noun_forms(word)
    assert word in adjective_forms(word)
    assert word + "en" in verb_forms(word + "en")
