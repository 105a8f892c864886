"""Frames in a sentence: first which of them can match at all, then where their classes stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from textmine.lexicons.model import Frame, Lexicon, is_literal
from textmine.pipeline.clauses import Clause
from textmine.pipeline.state import Hit, Match

_MAX_COMBINATIONS = 64


class CompiledFrame(NamedTuple):
    """A frame with its needs and blockers as sets of class ids."""

    frame: Frame
    groups: tuple[frozenset[str], ...]
    blockers: frozenset[str]


class FrameMatcher:
    """Find the frames whose classes stand together in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_anchor: dict[str, list[CompiledFrame]] = defaultdict(list)
        for frame in lexicon.frames.values():
            groups = tuple(frozenset().union(*(lexicon.members[need] for need in group)) for group in frame.needs)
            blockers = frozenset().union(*(lexicon.members[name] for name in frame.without))
            compiled = CompiledFrame(frame, groups, blockers)
            for cls in groups[0]:
                self._by_anchor[cls].append(compiled)

    def candidates(self, hits: Iterable[Hit]) -> Iterator[CompiledFrame]:
        """Yield the frames of which every group has a word among the hits."""
        present = {hit.cls for hit in hits}
        seen: set[str] = set()
        for cls in sorted(present):
            for compiled in self._by_anchor.get(cls, ()):
                if compiled.frame.id not in seen and all(not group.isdisjoint(present) for group in compiled.groups):
                    seen.add(compiled.frame.id)
                    yield compiled

    def match(self, hits: Sequence[Hit], clauses: Sequence[Clause], candidates: Iterable[CompiledFrame]) -> list[Match]:
        """Return the matches in one sentence.

        Parameters
        ----------
        hits : sequence of Hit
            The hits of the sentence.
        clauses : sequence of Clause
            Its clauses, ascending, without gaps.
        candidates : iterable
            What :meth:`candidates` gave for these hits.
        """
        clause_of = {token: number for number, clause in enumerate(clauses) for token in range(clause.start, clause.end)}
        start, end = clauses[0].start, clauses[-1].end
        found: list[Match] = []
        for compiled in candidates:
            found += [Match(compiled.frame.id, tuple(chosen), start, end) for chosen in _fillings(compiled, hits, clause_of)]
        return found


def _fillings(compiled: CompiledFrame, hits: Sequence[Hit], clause_of: dict[int, int]) -> Iterator[list[Hit]]:
    """Yield the tightest choice of one hit a group, for every hit of the first group, without using a word twice."""
    frame = compiled.frame
    options = [[hit for hit in hits if hit.cls in group] for group in compiled.groups]
    used: set[int] = set()
    for anchor in options[0]:
        if anchor.start in used:
            continue
        near = [[hit for hit in group if _within(anchor, hit, frame, clause_of)] for group in options[1:]]
        near = [sorted(group, key=lambda hit: abs(hit.start - anchor.start))[:4] for group in near]
        best: tuple[int, list[Hit]] | None = None
        for number, rest in enumerate(product(*near)):
            chosen = [anchor, *rest]
            if number < _MAX_COMBINATIONS and _fits(chosen, frame):
                width = max(hit.end for hit in chosen) - min(hit.start for hit in chosen)
                if best is None or width < best[0]:
                    best = (width, chosen)
        if best and not _blocked(compiled.blockers, best[1], hits, frame, clause_of):
            used.update(token for hit in best[1] for token in range(hit.start, hit.end))
            yield best[1]


def _within(anchor: Hit, hit: Hit, frame: Frame, clause_of: dict[int, int]) -> bool:
    if abs(hit.start - anchor.start) > frame.gap + 1:
        return False
    return frame.scope != "bijzin" or clause_of.get(hit.start) == clause_of.get(anchor.start)


def _fits(chosen: Sequence[Hit], frame: Frame) -> bool:
    tokens = [token for hit in chosen for token in range(hit.start, hit.end)]
    if len(tokens) != len(set(tokens)) or max(tokens) - min(tokens) - len(tokens) + 1 > frame.gap:
        return False
    return not frame.ordered or all(a.start < b.start for a, b in pairwise(chosen))


def _blocked(
    blockers: frozenset[str], chosen: Sequence[Hit], hits: Iterable[Hit], frame: Frame, clause_of: dict[int, int]
) -> bool:
    """Whether a blocker stands in the scope: any word written out, or one of a class that says more than the words of the frame."""
    if not blockers:
        return False
    used = {token for hit in chosen for token in range(hit.start, hit.end)}
    scopes = {clause_of.get(hit.start) for hit in chosen}
    return any(
        hit.cls in blockers
        and (is_literal(hit.cls) or not used.issuperset(range(hit.start, hit.end)))
        and (frame.scope != "bijzin" or clause_of.get(hit.start) in scopes)
        for hit in hits
    )
