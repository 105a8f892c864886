"""Evidence: what a narrative tells of its persons before it is known who they are: who coerces whom, who does sex work for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textmine.lexicons.model import Frame, Lexicon
from textmine.pipeline.actors.arguments import segment_at
from textmine.pipeline.actors.completion import DONE_TO_SOMEONE
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.actors.reading import Sentence
from textmine.pipeline.actors.roles import Roles
from textmine.pipeline.state import Hit

_EXPLOITS = (
    "uitbuiting.",
    *(f"machtsmiddel.{means}" for means in ("dwang_werk", "papieren_afpakken", "schuldbinding", "voodoo")),
)


class Deed(NamedTuple):
    """Who does it to whom in one match; ``exploits``: it is what exploiters do (taking earnings or papers, forcing to work, a debt)."""

    agent: Ref | None
    target: Ref | None
    exploits: bool = False


class Work(NamedTuple):
    """Sex work that is told of: who does it, and for whom."""

    worker: Ref | None
    served: Ref | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is told of the persons of a narrative."""

    deeds: Sequence[Deed]
    works: Sequence[Work]

    def victims(self) -> Iterator[Ref]:
        """Yield the mentions of those who are coerced or work."""
        told = (*(work.worker for work in self.works), *(deed.target for deed in self.deeds))
        return (ref for ref in told if ref is not None)

    def exploiters(self) -> Iterator[Ref]:
        """Yield the mentions of those who coerce or for whom the work is done."""
        told = (*(deed.agent for deed in self.deeds), *(work.served for work in self.works))
        return (ref for ref in told if ref is not None)


class EvidenceReader:
    """Collect the evidence from matches and from words of sex work."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._sex_work = lexicon.members[lexicon.rules["context"]["sex_work"]]
        self._clients = frozenset(lexicon.grammar["voice"]["clients"])
        self._makes = frozenset(lexicon.grammar["voice"]["makes"])

    def deeds(self, matches: Iterable[tuple[Frame, Roles, bool]]) -> list[Deed]:
        """Return what is done to someone.

        Parameters
        ----------
        matches : iterable of (Frame, Roles, bool)
            A frame, its roles, and whether the sentence tells of sex work.
        """
        return [
            Deed(roles.agent, roles.target, frame.code.startswith(_EXPLOITS) or work)
            for frame, roles, work in matches
            if frame.code.startswith(DONE_TO_SOMEONE)
        ]

    def tells(self, hit: Hit) -> bool:
        """Whether a word tells that sex work is done; a client alone does not."""
        return hit.cls in self._sex_work and hit.lemma not in self._clients

    def works(self, hit: Hit, sentence: Sentence, norms: Sequence[str]) -> tuple[Work, Deed | None]:
        """Return who does the work that a word tells of, and who makes her do it (``Karim laat zijn vriendin Demi ... werken``)."""
        number = segment_at(sentence.clauses, hit.start)
        clause, parts = sentence.clauses[number], sentence.arguments[number]
        served = parts.beneficiary or parts.to
        maker = parts.by or parts.van
        if not self._makes.isdisjoint(norms[clause.start : clause.end]) and parts.objects:
            return Work(parts.objects[0], served), Deed(parts.subject, parts.objects[0], True)
        if maker is not None:
            return Work(parts.subject, served), Deed(maker, parts.subject, True)
        return Work(parts.subject, served), None
