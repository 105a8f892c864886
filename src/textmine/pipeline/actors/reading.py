"""A narrative as the actors are read from it: sentences with their mentions, linked, and the arguments of their clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textmine.lexicons.model import Lexicon
from textmine.pipeline.actors.arguments import ArgumentReader, Arguments
from textmine.pipeline.actors.dependents import completed
from textmine.pipeline.actors.links import Linker
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.clauses import Clause, ClauseSplitter
from textmine.pipeline.sections import Turn
from textmine.pipeline.state import Hit
from textmine.pipeline.syntax import Parse, verbs_in


class Sentence(NamedTuple):
    """Tokens ``[start, end)``, the section it stands in, its clauses cut for roles, their arguments, and its mentions."""

    start: int
    end: int
    turn: Turn | None
    clauses: Sequence[Clause]
    arguments: Sequence[Arguments]
    refs: Sequence[Ref]


class SentenceReader:
    """Read the sentences of a narrative; one pass over tokens, hits and mentions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._splitter = ClauseSplitter(lexicon.grammar)
        self._linker = Linker(lexicon.grammar)
        self._arguments = ArgumentReader(lexicon.grammar)

    def read(
        self,
        norms: Sequence[str],
        bounds: Sequence[tuple[int, int]],
        refs: Sequence[Ref],
        hits: Sequence[Hit],
        clauses: Mapping[int, Sequence[Clause]],
        turns: Sequence[Turn | None],
        parse: Parse | None = None,
    ) -> list[Sentence]:
        """Return the sentences.

        Parameters
        ----------
        norms : sequence of str
            Normalised words of the document.
        bounds : sequence of (int, int)
            Tokens of every sentence.
        refs, hits : sequence
            All mentions and hits, ascending.
        clauses : mapping
            The clauses of the sentences that were matched, by their first token; the others are cut here.
        turns : sequence of Turn or None
            The section of every sentence.
        parse : Parse, optional
            The parse of the sentences that were matched.
        """
        starts = [ref.start for ref in refs]
        verbs = [hit for hit in hits if hit.kind]
        verb_starts = [hit.start for hit in verbs]
        sentences = []
        for (start, end), turn in zip(bounds, turns, strict=True):
            inside = refs[bisect_left(starts, start) : bisect_left(starts, end)]
            if not inside and start not in clauses:
                sentences.append(Sentence(start, end, turn, (), (), ()))
                continue
            spoken = verbs[bisect_left(verb_starts, start) : bisect_left(verb_starts, end)]
            finite, spoken_at = verbs_in(spoken, parse, start, end)
            linked = self._linker.link(inside, norms, end)
            whole = clauses.get(start) or self._splitter.split(norms, start, end, finite)
            cut = self._arguments.segments(whole, norms, linked, finite)
            arguments = self._arguments.read(cut, norms, linked, spoken_at)
            if parse is not None and any(parse.pos[start:end]):
                arguments = completed(arguments, cut, linked, parse)
            sentences.append(Sentence(start, end, turn, cut, arguments, linked))
        return sentences
