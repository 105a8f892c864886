"""Sentences, sections and clauses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.lexicons import packaged_lexicon
from textmine.lexicons.morphology import normalise
from textmine.pipeline.clauses import ClauseSplitter
from textmine.pipeline.sections import SectionFinder

LEXICON = packaged_lexicon()
SPLITTER = ClauseSplitter(LEXICON.grammar)
FINDER = SectionFinder(LEXICON.sections)

SENTENCES = [
    ("SO verklaart niets. VE niet thuis.", ["SO verklaart niets.", "VE niet thuis."]),
    ("Bevindingen\nSO aangetroffen", ["Bevindingen\n", "SO aangetroffen"]),
    ("Zij kreeg o.a. kleding en evt. geld. Meer niet.", ["Zij kreeg o.a. kleding en evt. geld.", "Meer niet."]),
    ("Gesproken met D. Bakker. Hij zweeg.", ["Gesproken met D. Bakker.", "Hij zweeg."]),
    ("Op 12-03-2017 om 14.30 uur aangetroffen. Daarna weg.", ["Op 12-03-2017 om 14.30 uur aangetroffen.", "Daarna weg."]),
    ("Waarom? Dat weet zij niet!", ["Waarom?", "Dat weet zij niet!"]),
    ('Hij zei: "Ik weet het niet." Zij ook niet.', ['Hij zei: "Ik weet het niet."', "Zij ook niet."]),
    ("geen punt aan het eind", ["geen punt aan het eind"]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_sentences(nlp, text, wanted):
    assert [sentence.text.strip() for sentence in nlp(text).sents] == [part.strip() for part in wanted]


CLAUSES = [
    ("ze zegt dat hij haar sloeg", ["ze zegt", "dat hij haar sloeg"]),
    ("hij sloeg haar omdat zij te weinig verdiende", ["hij sloeg haar", "omdat zij te weinig verdiende"]),
    ("zij pakte haar tas en haar jas", ["zij pakte haar tas en haar jas"]),
    ("zij pakte haar tas en hij keek toe", ["zij pakte haar tas", "en hij keek toe"]),
    ("mag niet naar buiten , moet geld afgeven", ["mag niet naar buiten ,", "moet geld afgeven"]),
    ("dat geld was voor hem", ["dat geld was voor hem"]),
    ("de man , die zij niet kende , nam haar mee", ["de man ,", "die zij niet kende ,", "nam haar mee"]),
]


@pytest.mark.parametrize(("text", "wanted"), CLAUSES)
def test_clauses(text, wanted):
    words = text.split()
    assert [" ".join(words[c.start : c.end]) for c in SPLITTER.split(words, 0, len(words))] == wanted


@given(
    st.lists(
        st.sampled_from([",", ";", "en", "dat", "hij", "sloeg", "haar", "omdat", "of", "(", "niet"]), min_size=1, max_size=30
    )
)
def test_clauses_cover_the_sentence(words):
    clauses = SPLITTER.split([normalise(word) for word in words], 0, len(words))
    assert clauses[0].start == 0
    assert clauses[-1].end == len(words)
    assert all(one.end == other.start and one.start < one.end for one, other in pairwise(clauses))


SECTIONS = [
    (
        "Verhoor verdachte\nV: Waar was u?\nA: Thuis.",
        ["verklaring_verdachte verdachte", "vraag verbalisant", "antwoord verdachte"],
    ),
    ("Getuigenverhoor\nVraag: Wat zag u?\nAntwoord: Niets.", ["tekst verbalisant", "vraag verbalisant", "antwoord getuige"]),
    ("Proces-verbaal van aangifte\nIk ben door hem geslagen. Ik wil aangifte doen. Hij had mijn geld.", ["tekst slachtoffer"]),
    ("Anonieme melding\nIn dat huis werken vrouwen.", ["melding melder"]),
    ("Verklaring SO\nHij had mijn geld.\nBevindingen\nGeld gezien.", ["verklaring_slachtoffer slachtoffer", "kop verbalisant"]),
    ("21:14 SO: waar ben je\n21:15 VE: onderweg", ["chat slachtoffer", "chat verdachte"]),
    ("Controle woning. Niets bijzonders.", ["tekst verbalisant"]),
    (
        "Verhoor aangeefster\nV: Waar was u? A: Thuis.\nO: Wij tonen een foto.\nVraag verbalisanten: Wie is dit?\nAntwoord aangeefster: VE.",
        [
            "tekst verbalisant",
            "vraag verbalisant",
            "antwoord slachtoffer",
            "opmerking verbalisant",
            "vraag verbalisant",
            "antwoord slachtoffer",
        ],
    ),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), SECTIONS)
def test_sections(text, wanted):
    assert [f"{turn.kind} {turn.speaker}" for turn in FINDER.find(text)] == wanted


@given(st.text(max_size=300))
def test_sections_cover_the_text(text):
    turns = FINDER.find(text)
    assert "".join(text[turn.start : turn.end] for turn in turns) == text


@pytest.mark.parametrize("entry", LEXICON.sections["section"], ids=lambda entry: entry["id"])
def test_section_openings_hold_their_examples(entry):
    for example in entry["match"]:
        assert FINDER.find(example)[0].kind == entry["id"], example
    for example in entry["no_match"]:
        assert FINDER.find(example)[0].kind != entry["id"], example
