"""A narrative with what a coder and what the program made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from spacy.language import Language

from textmine.codings.levels import narrative_codes
from textmine.codings.quoted import CodedNarrative
from textmine.pipeline.state import state
from textmine.records import Actor, Coding

EXPLOITATION: Final = ("machtsmiddel", "uitbuiting")


@dataclass(frozen=True)
class Judged:
    """One narrative.

    Attributes
    ----------
    gold : CodedNarrative
        The coder's work: the standard.
    found : tuple of Coding
    actors : tuple of Actor
        What the program found.
    dropped : sequence of mapping
        What it considered and did not code: rule, code, start, end, reason.
    """

    gold: CodedNarrative
    found: tuple[Coding, ...]
    actors: tuple[Actor, ...] = ()
    dropped: tuple[Mapping[str, Any], ...] = field(default=())

    def values(self, codes: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return the narrative's values by the coder and by the program."""
        return narrative_codes(self.gold.codings, codes), narrative_codes(self.found, codes)

    @property
    def innocent(self) -> bool:
        """Whether the coder found no means and no exploitation in it."""
        return not any(
            coding.counts and coding.presence == "aanwezig" and dimension(coding.code) in EXPLOITATION
            for coding in self.gold.codings
        )


def judged(nlp: Language, narratives: Iterable[CodedNarrative]) -> Iterator[Judged]:
    """Run a pipeline over narratives that a coder coded."""
    for narrative in narratives:
        doc = nlp(narrative.text)
        yield Judged(narrative, doc._.codings, doc._.actors, tuple(state(doc).get("dropped", ())))


def by_second_coder(narratives: Iterable[CodedNarrative], others: Iterable[CodedNarrative]) -> Iterator[Judged]:
    """Yield the narratives that two coders coded, the second in the place of the program: how far people agree."""
    second = {other.id: other for other in others}
    for narrative in narratives:
        other = second.get(narrative.id)
        if other is not None:
            yield Judged(narrative, other.codings, tuple(_actor(str(n), values) for n, values in enumerate(other.actors)))


def _actor(name: str, values: Mapping[str, Any]) -> Actor:
    known = {"rol", "leeftijd", "leeftijdsgroep", "geslacht", "herkomst", "herkomst_regio"}
    return Actor.from_dict({"id": name, **{key: value for key, value in values.items() if key in known}})


def dimension(code: str) -> str:
    """Return the dimension of a code."""
    return code.partition(".")[0]


def overlap(one: Coding, other: Coding) -> int:
    """Return how many characters two pieces of evidence share, 0 or more."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
