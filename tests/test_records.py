from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.records import Actor, Coding, Entity, Failure, Mention, Narrative, Section, Segment

RECORDS = [
    Coding("machtsmiddel.controle", start=2, end=9, text="x" * 7, cues=("a", "b"), parts=(("A", 2, 4), ("B", 5, 9))),
    Actor("A1", ("slachtoffer",), "17", "minderjarig", "vrouw", ("NL",), ("nederland",), (Mention(0, 2, "SO", "rolwoord"),)),
    Entity("DATUM", 0, 4, "2016", "2016"),
    Section("tekst", 0, 10),
    Failure("a.csv", "rij 3", "lege_tekst", "the text is empty"),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_records_survive_json(record):
    assert type(record).from_dict(json.loads(json.dumps(record.to_dict()))) == record


def test_unknown_field_is_refused():
    with pytest.raises(TypeError, match="has no field kleur"):
        Coding.from_dict({"code": "machtsmiddel.controle", "kleur": "rood"})


@pytest.mark.parametrize(
    ("code", "agent", "target", "counts"),
    [
        ("machtsmiddel.mishandeling", "uitbuiter", "slachtoffer", True),
        ("machtsmiddel.mishandeling", "onbekend", "onbekend", True),
        ("machtsmiddel.mishandeling", "facilitator", "ander_slachtoffer", True),
        ("machtsmiddel.mishandeling", "familie", "slachtoffer", False),
        ("machtsmiddel.mishandeling", "uitbuiter", "derde", False),
        ("uitbuiting.vervoer", "klant", "slachtoffer", False),
        ("kwetsbaarheid.mishandeling_verleden", "familie", "slachtoffer", True),
        ("locatie.hotel", "onbekend", "onbekend", True),
    ],
)
def test_what_counts(code, agent, target, counts):
    assert Coding(code, agent=agent, target=target).counts is counts


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 50)), min_size=1, max_size=6), st.data())
def test_source_position_follows_the_segments(runs, data):
    segments, at = [], 0
    for length, source_start in runs:
        segments.append(Segment(at, at + length, source_start, 1))
        at += length
    narrative = Narrative("1", "x" * at, segments=tuple(segments))
    offset = data.draw(st.integers(0, at - 1))
    segment = next(s for s in segments if s.start <= offset < s.end)
    assert narrative.source_position(offset) == (1, segment.source_start + offset - segment.start)


def test_source_position_outside_names_the_narrative():
    with pytest.raises(ValueError, match="narrative 7: offset 5"):
        Narrative("7", "abc").source_position(5)
