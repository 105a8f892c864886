"""Who did what to whom, who says so, and whether it is denied: the components together, on wordings that no lexicon entry settles."""

from __future__ import annotations

import pytest

SLAAN = "machtsmiddel.mishandeling"
PAPIEREN = "machtsmiddel.papieren_afpakken"
CONTEXT = "SO werkt in de prostitutie. "

# sentence, code, presence, agent, target, source ("" = any)
ROLES = [
    ("VE sloeg SO.", SLAAN, "aanwezig", "uitbuiter", "slachtoffer", "verbalisant"),
    ("SO werd door VE geslagen.", SLAAN, "aanwezig", "uitbuiter", "slachtoffer", "verbalisant"),
    ("SO werd geslagen.", SLAAN, "aanwezig", "onbekend", "slachtoffer", ""),
    ("SO is meermaals geslagen door hem.", SLAAN, "aanwezig", "uitbuiter", "slachtoffer", ""),
    ("VE schold en sloeg haar.", SLAAN, "aanwezig", "uitbuiter", "slachtoffer", ""),
    ("De man die haar sloeg heet Kees.", SLAAN, "aanwezig", "uitbuiter", "slachtoffer", ""),
    ("VE wachtte haar op en heeft haar geslagen.", SLAAN, "aanwezig", "uitbuiter", "slachtoffer", ""),
    ("Een klant heeft haar geslagen.", SLAAN, "aanwezig", "klant", "slachtoffer", ""),
    ("Haar vader sloeg haar.", "kwetsbaarheid.mishandeling_verleden", "aanwezig", "familie", "slachtoffer", ""),
    (
        "Zij werd vroeger door haar ex-man geslagen.",
        "kwetsbaarheid.mishandeling_verleden",
        "aanwezig",
        "familie",
        "slachtoffer",
        "",
    ),
    ("VE pakte haar paspoort af.", PAPIEREN, "aanwezig", "uitbuiter", "slachtoffer", ""),
    ("Haar paspoort is afgepakt.", PAPIEREN, "aanwezig", "onbekend", "slachtoffer", ""),
]

PRESENCE = [
    ("VE heeft SO nooit geslagen.", SLAAN, "ontkend", "verbalisant"),
    ("SO verklaart dat VE haar heeft geslagen.", SLAAN, "aanwezig", "slachtoffer"),
    ("VE ontkent dat hij haar heeft geslagen.", SLAAN, "ontkend", "verdachte"),
    ("VE ontkent niet dat hij haar heeft geslagen.", SLAAN, "aanwezig", "verdachte"),
    ("Volgens melder wordt SO door VE geslagen.", SLAAN, "aanwezig", "melder"),
    ("VE zou haar hebben geslagen.", SLAAN, "onzeker", ""),
    ("Vermoedelijk wordt SO geslagen.", SLAAN, "onzeker", ""),
    ("Er is geen sprake van mishandeling.", SLAAN, "ontkend", ""),
    ("SO is niet alleen geslagen maar ook geschopt.", SLAAN, "aanwezig", ""),
    ("Dat VE haar heeft geslagen is niet komen vast te staan.", SLAAN, "onzeker", ""),
    ("SO zegt niet door VE te zijn geslagen.", SLAAN, "ontkend", "slachtoffer"),
    ("Zij had geen geld, maar VE sloeg haar toch.", SLAAN, "aanwezig", ""),
]

INTERVIEW = "Verhoor verdachte\nSO werkt in de prostitutie.\nV: Heeft u haar geslagen?\nA: {}"


def found(nlp, text, code):
    return [coding for coding in nlp(text)._.codings if coding.code == code]


@pytest.mark.parametrize(("sentence", "code", "presence", "agent", "target", "source"), ROLES)
def test_roles(nlp, sentence, code, presence, agent, target, source):
    codings = found(nlp, CONTEXT + sentence, code)
    assert codings, f"{code} is not found"
    coding = codings[-1]
    assert (coding.presence, coding.agent, coding.target) == (presence, agent, target)
    assert source in ("", coding.source)


@pytest.mark.parametrize(("sentence", "code", "presence", "source"), PRESENCE)
def test_presence(nlp, sentence, code, presence, source):
    codings = found(nlp, CONTEXT + sentence, code)
    assert codings, f"{code} is not found"
    assert {coding.presence for coding in codings} == {presence}, [coding.cues for coding in codings]
    assert source in ("", codings[0].source)


@pytest.mark.parametrize(
    ("answer", "presence"),
    [("Nee.", "ontkend"), ("Nooit.", "ontkend"), ("Ja, een keer.", "aanwezig"), ("Dat weet ik niet.", "onzeker")],
)
def test_the_answer_decides(nlp, answer, presence):
    assert {coding.presence for coding in found(nlp, INTERVIEW.format(answer), SLAAN)} == {presence}


def test_a_condition_that_did_not_come_true_is_nothing(nlp):
    doc = nlp(CONTEXT + "Stel dat hij haar slaat, dan belt ze de politie.")
    assert not [coding for coding in doc._.codings if coding.code == SLAAN]


def test_first_person_belongs_to_who_makes_the_statement(nlp):
    doc = nlp("Proces-verbaal van aangifte\nIk werk achter het raam. Hij heeft mij geslagen. Ik wil aangifte tegen hem doen.")
    [coding] = [coding for coding in doc._.codings if coding.code == SLAAN]
    assert (coding.agent, coding.target, coding.source) == ("uitbuiter", "slachtoffer", "slachtoffer")


def test_a_means_that_names_nobody_is_used_on_the_victim(nlp):
    doc = nlp(CONTEXT + "Mishandeling en bedreiging. Paspoort afgepakt.")
    means = [coding for coding in doc._.codings if coding.code.startswith("machtsmiddel.")]
    assert means
    assert {coding.target for coding in means} == {"slachtoffer"}


def test_without_sex_work_nobody_is_a_victim_of_exploitation(nlp):
    doc = nlp("De man sloeg zijn buurman na een ruzie over de heg.")
    assert [coding.target for coding in doc._.codings if coding.code == SLAAN] == ["derde"]
    assert doc._.codes[SLAAN] == "niet_vermeld"


def test_violence_against_the_offender_is_no_coercion_means(nlp):
    assert nlp(CONTEXT + "SO heeft VE geslagen.")._.codes[SLAAN] == "niet_vermeld"


def test_suspect_denies_and_victim_affirms_are_two_codings(nlp):
    doc = nlp(CONTEXT + "SO verklaart dat VE haar sloeg. VE ontkent dat hij haar heeft geslagen.")
    assert {(coding.source, coding.presence) for coding in doc._.codings if coding.code == SLAAN} == {
        ("slachtoffer", "aanwezig"),
        ("verdachte", "ontkend"),
    }
    assert doc._.codes[SLAAN] == "aanwezig"


def test_every_decision_keeps_its_cue(nlp):
    [coding] = found(nlp, CONTEXT + "VE heeft SO nooit geslagen.", SLAAN)
    assert coding.cues[0].startswith("presence=ontkend:nooit@")
