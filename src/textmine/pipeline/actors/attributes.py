"""Attributes of actors: age, sex and origin, from the words that belong to their mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.ownership import EARLIER, Fact
from textmine.pipeline.entities import region
from textmine.records import Actor, Mention

ADULT_AGE: Final = 18
_YOUNGEST_TOLD: Final = 12
"""An age at which something happened earlier (``op 14-jarige leeftijd``) stands in for the person's own only from here."""
_ROLES: Final = {
    "": ("betrokkene",),
    "ander_slachtoffer": ("slachtoffer",),
    "klant": ("betrokkene",),
    "familie": ("betrokkene",),
    "getuige": ("betrokkene",),
    "derde": ("betrokkene",),
}
_BOTH: Final = ("uitbuiter", "facilitator")
"""A madam who runs the house (codebook, decision 8)."""


def describe_actors(cast: Cast, told: Iterable[tuple[Person, Fact]], spans: Mapping[int, tuple[int, int, str]]) -> list[Actor]:
    """Return the actors of a narrative with their attributes, in the order of their first mention.

    Parameters
    ----------
    cast : Cast
        The persons and their mentions.
    told : iterable of (Person, Fact)
        Whose the ages and origins are.
    spans : mapping
        Characters and text of every mention, by its first token.
    """
    facts: dict[int, list[Fact]] = defaultdict(list)
    for person, fact in told:
        facts[id(person)].append(fact)
    people = sorted((person for person in cast.persons if person.rol != "verbalisant"), key=lambda person: person.refs[0].start)
    return [_actor(number, person, facts[id(person)], spans) for number, person in enumerate(people, start=1)]


def age_group(age: str) -> str:
    """Return ``minderjarig`` or ``meerderjarig`` for an age (``17``) or range (``30-33``), empty when it cannot be said.

    Examples
    --------
    >>> age_group("17"), age_group("18-"), age_group("16-19"), age_group("")
    ('minderjarig', 'meerderjarig', '', '')
    """
    low, dash, high = age.partition("-")
    if low.isdigit() and int(low) >= ADULT_AGE:
        return "meerderjarig"
    last = high if dash else low
    return "minderjarig" if last.isdigit() and int(last) < ADULT_AGE else ""


def _actor(number: int, person: Person, facts: Sequence[Fact], spans: Mapping[int, tuple[int, int, str]]) -> Actor:
    mentions = tuple(Mention(*spans[ref.start], ref.kind) for ref in person.refs)
    rol = _BOTH if person.klasse == "madam" and person.rol == "uitbuiter" else _ROLES.get(person.rol, (person.rol,))
    age, group = _age([fact for fact in facts if fact.kind == "leeftijd"])
    origins = tuple(dict.fromkeys(fact.value for fact in facts if fact.kind == "herkomst"))
    sex = person.sex or next((fact.sex for fact in facts if fact.sex), "")
    return Actor(f"A{number}", rol, age, group, sex, origins, tuple(dict.fromkeys(map(region, origins))), mentions)


def _age(facts: Sequence[Fact]) -> tuple[str, str]:
    """Return age and age group: the first number that is said outright, else a birth year's, else one of an earlier time."""
    ranked = sorted(facts, key=lambda fact: (fact.rank, not fact.value.isdigit()))
    ages = [fact for fact in ranked if fact.rank < EARLIER or int(fact.value.partition("-")[0] or 0) >= _YOUNGEST_TOLD]
    known = [fact.value for fact in ages if fact.value not in ("0-17", "18-")]
    group = next((age_group(fact.value) for fact in ages if age_group(fact.value)), "")
    return next(iter(known), ""), (age_group(known[0]) or group) if known else group
