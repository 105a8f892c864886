"""Frozen values that cross every border between the folders.

Nothing here knows spaCy or pandas. All offsets are characters (Unicode code points) of the narrative's text, half open:
``text[start:end]`` is the passage itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

Presence = Literal["aanwezig", "ontkend", "onzeker"]
NarrativePresence = Literal["aanwezig", "ontkend", "onzeker", "niet_vermeld"]

PRESENCE: tuple[Presence, ...] = ("aanwezig", "ontkend", "onzeker")
NIET_VERMELD = "niet_vermeld"

_COUNTING_AGENTS = frozenset({"uitbuiter", "facilitator", "onbekend"})
_COUNTING_TARGETS = frozenset({"slachtoffer", "ander_slachtoffer", "onbekend"})


class _Record:
    """Plain-dict conversion shared by the records below."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as a plain dict of JSON-ready values."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Build the record from :meth:`to_dict`'s output; lists become tuples, unknown keys are refused."""
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        unknown = set(values) - known
        if unknown:
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        return cls(**{key: _tupled(value) for key, value in values.items()})


def _tupled(value: Any) -> Any:
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Segment(_Record):
    """A run of narrative text that stands character by character in the source.

    ``text[start:end]`` of the narrative equals ``source_text[source_start:source_start + end - start]`` of page ``page``
    (1-based) of the source's own text; ``page`` is None for sources without pages.
    """

    start: int
    end: int
    source_start: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Narrative:
    """One text to be coded, and where it came from.

    Parameters
    ----------
    id : str
        The user's own identifier, kept letter by letter (``00000123`` keeps its zeros).
    text : str
        The text that all offsets point into.
    source : str
        File the text came from, relative to what the user named.
    locator : str
        Place inside that file, such as ``rij 12``; empty for a document that is one narrative.
    meta : Mapping[str, str]
        Other columns or document properties, as text.
    segments : tuple of Segment
        Map from the text back to the source, ascending; empty when the text is the source's own.
    """

    id: str
    text: str
    source: str = ""
    locator: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()

    def source_position(self, offset: int) -> tuple[int | None, int]:
        """Return ``(page, offset)`` in the source's own text for an offset in :attr:`text`.

        Characters that the reader put in itself (a joined line, a page break) map to the nearest earlier source character.

        Examples
        --------
        >>> n = Narrative("1", "abcdef", segments=(Segment(0, 3, 10, 1), Segment(3, 6, 2, 2)))
        >>> n.source_position(4)
        (2, 3)
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"narrative {self.id}: offset {offset} lies outside its {len(self.text)} characters")
        found: Segment | None = None
        for segment in self.segments:
            if segment.start > offset:
                break
            found = segment
        if found is None:
            return (None, offset)
        return (found.page, found.source_start + min(offset, found.end) - found.start)


@dataclass(frozen=True, slots=True)
class Failure(_Record):
    """A record that could not be read or processed: where, what kind of error, and what to do about it."""

    source: str
    locator: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Section(_Record):
    """A stretch of text with one voice: a heading's block, an interview turn, a chat line.

    ``kind`` is an id of ``lexicons/data/sections.toml``; ``speaker`` a value of the codebook's ``source`` list.
    """

    kind: str
    start: int
    end: int
    speaker: str = "verbalisant"


@dataclass(frozen=True, slots=True)
class Mention(_Record):
    """One reference to a person: ``kind`` is ``naam``, ``rolwoord`` or ``voornaamwoord``."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entity(_Record):
    """A passage with a normalised value: ISO 8601 date or duration, ISO 3166 country, EUR amount ..."""

    label: str
    start: int
    end: int
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Actor(_Record):
    """A person who takes part in what is told. ``rol``, ``herkomst`` and ``herkomst_regio`` may hold several values."""

    id: str
    rol: tuple[str, ...] = ()
    leeftijd: str = ""
    leeftijdsgroep: str = ""
    geslacht: str = ""
    herkomst: tuple[str, ...] = ()
    herkomst_regio: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Build the actor with its mentions from :meth:`to_dict`'s output."""
        mentions = tuple(Mention.from_dict(m) if isinstance(m, Mapping) else m for m in values.get("mentions", ()))
        rest = {key: _tupled(value) for key, value in values.items() if key != "mentions"}
        return cls(**rest, mentions=mentions)


@dataclass(frozen=True, slots=True)
class Coding(_Record):
    """This code, in this narrative, on the ground of this evidence.

    Parameters
    ----------
    code : str
        Id of the codebook, such as ``machtsmiddel.bedreiging``.
    presence : {'aanwezig', 'ontkend', 'onzeker'}
    agent, target, phase, source : str
        Values of the codebook: who did it, to whom, when in the story, and who says so.
    start, end, text
        The evidence: ``narrative.text[start:end] == text``.
    rule : str
        Id of the frame that found it.
    cues : tuple of str
        What changed or set a qualifier, each as ``qualifier=value:words@offset``.
    score : float
        Confidence in [0, 1]; 1.0 for a frame without a statistical opinion.
    parts : tuple of (class id, start, end)
        The words that filled the frame's slots, for explanation.
    """

    code: str
    presence: str = "aanwezig"
    agent: str = "onbekend"
    target: str = "onbekend"
    phase: str = "verloop"
    source: str = "onbekend"
    start: int = 0
    end: int = 0
    text: str = ""
    rule: str = ""
    cues: tuple[str, ...] = ()
    score: float = 1.0
    parts: tuple[tuple[str, int, int], ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the coding decides the narrative's value.

        What is taken from or done to a person (``machtsmiddel``, ``uitbuiting``) counts when an exploiter, a facilitator or
        an unnamed agent did it to a victim. All other codes count as they are.
        """
        if self.code.partition(".")[0] not in {"machtsmiddel", "uitbuiting"}:
            return True
        return self.agent in _COUNTING_AGENTS and self.target in _COUNTING_TARGETS

    def explain(self, lang: Literal["nl", "en"] = "nl") -> str:
        """Return in words what the coding says, on which evidence, what found it and which cue changed it.

        The text holds the evidence: it is for the screen of somebody who may read the narrative, not for a log.
        """
        from textmine.codings.explain import explain  # noqa: PLC0415  (records know nothing of the codebook)

        return explain(self, lang)


@dataclass(frozen=True, slots=True)
class HandCoding(_Record):
    """One decision of a human coder; ``start``, ``end`` and ``text`` are None for a coding of the whole narrative.

    A typology coding has code ``typologie`` and the type's id as value; otherwise value is aanwezig, ontkend or onzeker.
    """

    narrative_id: str
    coder: str
    code: str
    value: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the pipeline says of one narrative: plain values only, ready to be stored or sent between processes."""

    narrative_id: str
    n_tokens: int
    vorm: str = ""
    route: str = ""
    codings: tuple[Coding, ...] = ()
    actors: tuple[Actor, ...] = ()
    entities: tuple[Entity, ...] = ()
    sections: tuple[Section, ...] = ()
