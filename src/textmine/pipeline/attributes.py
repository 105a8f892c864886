"""Attributes of actors: age, sex and origin, from the words beside their mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from spacy.tokens import Doc

from textmine.pipeline.actors import Cast, Person
from textmine.pipeline.entities import region
from textmine.pipeline.mentions import Ref
from textmine.records import Actor, Mention

NEAR: Final = 5
"""Tokens between a mention and the age or origin that is its own (``SO (16 jr, Nederlandse)``, ``19-jarige Sanne``)."""
ADULT_AGE: Final = 18
_ROLES: Final = {
    "ander_slachtoffer": "slachtoffer",
    "klant": "betrokkene",
    "familie": "betrokkene",
    "getuige": "betrokkene",
    "derde": "betrokkene",
}
_LEFT_OUT: Final = frozenset({"verbalisant"})


def describe_actors(doc: Doc, cast: Cast, entities: Sequence[Mapping[str, Any]], sentence_of: Sequence[int]) -> list[Actor]:
    """Return the actors of a narrative with their attributes, in the order of their first mention.

    Parameters
    ----------
    doc : Doc
    cast : Cast
        The persons and their mentions.
    entities : sequence of mapping
        The entities; LEEFTIJD, LAND and NATIONALITEIT give age and origin.
    sentence_of : sequence of int
        The number of the sentence of every token.
    """
    ages: dict[int, str] = {}
    origins: dict[int, list[str]] = {}
    people = [person for person in cast.persons if person.refs and person.rol not in _LEFT_OUT]
    by_sentence: dict[int, list[tuple[Ref, Person]]] = defaultdict(list)
    for person in people:
        for ref in person.refs:
            by_sentence[sentence_of[ref.start]].append((ref, person))
    for entity in entities:
        if entity["label"] not in ("LEEFTIJD", "LAND", "NATIONALITEIT") or not entity["value"]:
            continue
        span = doc.char_span(int(entity["start"]), int(entity["end"]), alignment_mode="expand")
        owner = _owner(span.start, span.end, by_sentence[sentence_of[span.start]]) if span is not None else None
        if owner is None:
            continue
        if entity["label"] == "LEEFTIJD":
            ages.setdefault(id(owner), str(entity["value"]))
        elif entity["value"] not in origins.setdefault(id(owner), []):
            origins[id(owner)].append(str(entity["value"]))
    people.sort(key=lambda person: person.refs[0].start)
    return [
        _actor(number, person, doc, ages.get(id(person), ""), origins.get(id(person), []))
        for number, person in enumerate(people, start=1)
    ]


def _owner(start: int, end: int, refs: Sequence[tuple[Ref, Person]]) -> Person | None:
    """The person of the sentence whose mention stands nearest; one before goes before one after at equal distance."""
    best: tuple[float, Person] | None = None
    for ref, person in refs:
        if ref.possessive:
            continue
        distance = start - ref.end if ref.end <= start else ref.start - end + 0.5
        if 0 <= distance <= NEAR and (best is None or distance < best[0]):
            best = (distance, person)
    return best[1] if best else None


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


def _actor(number: int, person: Person, doc: Doc, age: str, origins: Sequence[str]) -> Actor:
    mentions = tuple(_mention(ref, doc) for ref in person.refs)
    rol = _ROLES.get(person.rol, person.rol)
    sex = person.sex or ("vrouw" if any(ref.sex == "vrouw" for ref in person.refs) else "")
    regions = tuple(dict.fromkeys(region(origin) for origin in origins))
    known_age = age if age not in ("0-17", "18-") else ""
    return Actor(f"A{number}", (rol,) if rol else (), known_age, age_group(age), sex, tuple(origins), regions, mentions)


def _mention(ref: Ref, doc: Doc) -> Mention:
    span = doc[ref.start : ref.end]
    return Mention(span.start_char, span.end_char, span.text, ref.kind)
