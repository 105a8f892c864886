"""Where the components keep their findings on a Doc: plain values in ``doc.user_data``, so that DocBin and processes can carry them.

Not on span extensions: two spans with equal offsets share their ``._.`` values, so one passage that is both maltreatment and
threat would get one presence. The getters build frozen records from the plain values.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from spacy.tokens import Doc

from textmine.codebook import load_codebook
from textmine.codings.levels import narrative_codes
from textmine.records import Actor, Coding, Entity, Section

KEY = "textmine"


class Hit(NamedTuple):
    """A word or phrase of a lexical class: class id, dictionary form, verb kind, and tokens ``[start, end)``.

    ``apart`` and ``apart_end`` are the tokens of the separate part of a verb (``pakte ... af``), -1 without one.
    """

    cls: str
    lemma: str
    kind: str
    start: int
    end: int
    apart: int = -1
    apart_end: int = -1


class Match(NamedTuple):
    """A frame whose classes were found: frame id, the hits that filled it, and the sentence's tokens ``[start, end)``."""

    frame: str
    hits: tuple[Hit, ...]
    sent_start: int
    sent_end: int

    @property
    def head(self) -> Hit:
        """The word that carries the action: the first verb, else the first word."""
        return next((hit for hit in self.hits if hit.kind), self.hits[0])

    @property
    def start(self) -> int:
        """First token of the evidence."""
        return min(token for hit in self.hits for token in (hit.start, hit.apart) if token >= 0)

    @property
    def end(self) -> int:
        """Token after the last of the evidence."""
        return max(max(hit.end, hit.apart_end) for hit in self.hits)


class Part(NamedTuple):
    """Who does it to whom in a match, and who says so.

    ``fits`` is False where the frame excludes the role that was found.
    """

    agent: str
    target: str
    how: str
    source: str
    fits: bool


def state(doc: Doc) -> dict[str, Any]:
    """Return the Doc's own dict of findings, made on first use."""
    found: dict[str, Any] = doc.user_data.setdefault(KEY, {})
    return found


def register_extensions() -> None:
    """Make ``doc._.codings``, ``.actors``, ``.entities``, ``.sections`` and ``.codes`` available; harmless when repeated."""
    getters = {"codings": codings, "actors": actors, "entities": entities, "sections": sections, "codes": codes}
    for name, getter in getters.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)


def codings(doc: Doc) -> tuple[Coding, ...]:
    """Return the codings of a Doc, in the order of their evidence."""
    return tuple(Coding.from_dict(values) for values in state(doc).get("codings", ()))


def actors(doc: Doc) -> tuple[Actor, ...]:
    """Return the actors of a Doc, in the order of their first mention."""
    return tuple(Actor.from_dict(values) for values in state(doc).get("actors", ()))


def entities(doc: Doc) -> tuple[Entity, ...]:
    """Return the entities of a Doc, in the order of the text."""
    return tuple(Entity.from_dict(values) for values in state(doc).get("entities", ()))


def sections(doc: Doc) -> tuple[Section, ...]:
    """Return the sections of a Doc; together they cover its text."""
    return tuple(Section.from_dict(values) for values in state(doc).get("sections", ()))


def codes(doc: Doc) -> dict[str, str]:
    """Return the value of every code of the codebook for this narrative."""
    return narrative_codes(codings(doc), tuple(load_codebook().codes))
