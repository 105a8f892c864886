"""Statements: clauses cut finer, so that a cue knows where one assertion ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.lexicons import packaged_lexicon
from textmine.pipeline.clauses import ClauseSplitter
from textmine.pipeline.statements import StatementSplitter, is_participle

CLAUSES = ClauseSplitter(packaged_lexicon().grammar)
STATEMENTS = StatementSplitter(packaged_lexicon().grammar)
VERBS = frozenset({"sloeg", "schopte", "bedreigt", "luisterde", "weigerde"})


def split(words):
    finite = frozenset(index for index, word in enumerate(words) if word in VERBS)
    return STATEMENTS.split(CLAUSES.split(words, 0, len(words), finite), words, finite)[0]


CASES = [
    ("dat hij haar sloeg is niet waar", ["dat hij haar sloeg", "is niet waar"]),
    ("omdat zij niet luisterde sloeg hij haar", ["omdat zij niet luisterde", "sloeg hij haar"]),
    ("wie weigerde werd geslagen", ["wie weigerde", "werd geslagen"]),
    ("of hij haar ook bedreigt is niet bekend", ["of hij haar ook bedreigt", "is niet bekend"]),
    ("ze zegt dat hij haar sloeg en schopte", ["ze zegt", "dat hij haar sloeg", "en schopte"]),
    ("zij heeft schulden die zij niet kan betalen", ["zij heeft schulden", "die zij niet kan betalen"]),
    ("hij ontkent de diefstal ; zij werd geslagen", ["hij ontkent de diefstal ;", "zij werd geslagen"]),
    ("niet bewezen is dat hij haar sloeg", ["niet bewezen is", "dat hij haar sloeg"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_statements(text, wanted):
    words = text.split()
    assert [" ".join(words[one.start : one.end]) for one in split(words)] == wanted


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("ze zegt dat hij haar sloeg en schopte", [True, True]),  # both are what she says
        ("hij zag dat zij niet luisterde en sloeg haar", [True, False]),  # the blow is told, not seen
    ],
)
def test_what_goes_on_with_the_content_clause(text, linked):
    assert [one.linked for one in split(text.split())[1:]] == linked


WORDS = [",", ";", ":", "en", "dat", "die", "of", "hij", "zij", "sloeg", "haar", "omdat", "is", "niet", "geslagen", "toen", "ook"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_statements_cover_the_sentence(words):
    found = split(words)
    assert (found[0].start, found[-1].end) == (0, len(words))
    assert all(one.end == other.start and one.start < one.end for one, other in pairwise(found))


@pytest.mark.parametrize(("word", "wanted"), [("geslagen", True), ("opgesloten", True), ("bedreigd", True), ("slaan", False)])
def test_the_shape_of_a_participle(word, wanted):
    assert is_participle(word) is wanted
