"""The head of a note: who is introduced there with an age is whom it is about, and an age or origin that nobody owns is that person's.

``Aangetroffen Joas, 19, van de Veluwe.`` and then only *hij*; ``v, Roem., 20 jr`` names no person at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.ownership import SAID, Fact

_HEAD: Final = 3
"""Sentences at the beginning of a narrative, and around the victim's first mention, in which what nobody owns is hers."""


def introduce(cast: Cast, owned: Iterable[tuple[Person, Fact]], starts: Sequence[int]) -> None:
    """Join to a victim without a name the first person who is introduced with an age, and has no role of their own.

    Parameters
    ----------
    cast : Cast
        Is changed.
    owned : iterable of (Person, Fact)
    starts : sequence of int
        First tokens of the sentences.
    """
    victim = cast.victim
    if victim is None or any(ref.kind == "naam" for ref in victim.refs):
        return
    end = starts[_HEAD] if len(starts) > _HEAD else None
    aged = {id(person) for person, fact in owned if fact.kind == "leeftijd" and fact.rank == SAID}
    if id(victim) in aged:
        return
    for person in sorted(cast.persons, key=lambda person: person.refs[0].start):
        early = end is None or person.refs[0].start < end
        fits = not person.sex or not victim.sex or person.sex == victim.sex
        if early and fits and person.open and not person.acts and id(person) in aged:
            _join(cast, victim, person)
            return


def _join(cast: Cast, victim: Person, person: Person) -> None:
    victim.refs = sorted([*victim.refs, *person.refs])
    victim.names += person.names
    victim.sex = person.sex or victim.sex
    person.merged = victim
    cast.of.update({ref.start: victim for ref in person.refs})
    cast.persons.remove(person)


def with_leftovers(
    owned: Iterable[tuple[Person, Fact]], unowned: Sequence[tuple[int, Fact]], cast: Cast, starts: Sequence[int]
) -> Iterator[tuple[Person, Fact]]:
    """Yield the facts that have an owner, then for a victim without an age or origin the first of those that have none.

    Parameters
    ----------
    owned : iterable of (Person, Fact)
    unowned : sequence of (int, Fact)
        Each with the number of its sentence.
    cast : Cast
    starts : sequence of int
        First tokens of the sentences.
    """
    known: set[str] = set()
    for owner, fact in owned:
        person = owner.merged or owner
        if person is cast.victim and fact.rank == SAID:
            known.add(fact.kind)
        yield person, fact
    if cast.victim is None or not cast.victim.refs:
        return
    first = sum(start <= cast.victim.refs[0].start for start in starts) - 1
    for sentence, fact in unowned:
        near = sentence < _HEAD or abs(sentence - first) < _HEAD
        if fact.kind not in known and fact.rank == SAID and near:
            known.add(fact.kind)
            yield cast.victim, fact
