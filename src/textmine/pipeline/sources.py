"""Sources: who says so. A quoted speaker is the source, not the officer who writes it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.clauses import Clause
from textmine.pipeline.qualifiers import Effect
from textmine.pipeline.sections import Turn

SOURCE_OF_ROLE: Final[Mapping[str, str]] = {
    "slachtoffer": "slachtoffer",
    "ander_slachtoffer": "slachtoffer",
    "uitbuiter": "verdachte",
    "facilitator": "verdachte",
    "klant": "getuige",
    "familie": "getuige",
    "derde": "getuige",
    "getuige": "getuige",
    "melder": "melder",
    "verbalisant": "verbalisant",
}


def source_of(
    effects: Sequence[Effect], turn: Turn | None, clauses: Sequence[Clause], refs: Sequence[Ref], cast: Cast
) -> tuple[str, Effect | None]:
    """Return the source of a coding and the cue that named it.

    Parameters
    ----------
    effects : sequence of Effect
        What reached the match; those of qualifier ``source`` are used, the nearest one last.
    turn : Turn or None
        The section it stands in; its speaker is the source when no cue names another.
    clauses, refs, cast
        The sentence's clauses and mentions, to find the subject of ``verklaart``.
    """
    for effect in reversed([effect for effect in effects if effect.qualifier == "source"]):
        if effect.value != "onderwerp":
            return effect.value, effect
        person = reporter(effect, clauses, refs, cast)
        if person is not None:
            return SOURCE_OF_ROLE.get(person.rol, "onbekend"), effect
    return (turn.speaker if turn is not None else "verbalisant"), None


def reporter(effect: Effect, clauses: Sequence[Clause], refs: Sequence[Ref], cast: Cast) -> Person | None:
    """Return who speaks: the free mention nearest to the reporting word in its clause, before it or right after it."""
    clause = next((clause for clause in clauses if clause.start <= effect.start < clause.end), None)
    if clause is None:
        return None
    inside = [ref for ref in refs if clause.start <= ref.start < clause.end and not ref.possessive and "o" in ref.case]
    before = [ref for ref in inside if ref.end <= effect.start]
    after = [ref for ref in inside if ref.start >= effect.end]
    for ref in (*reversed(before), *after[:1]):
        if person := cast.who(ref):
            return person
    return None
