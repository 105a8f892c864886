"""The marked text: codings that overlap or lie in each other, cut into runs that a page can show one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Run:
    """A stretch of text under one and the same set of codings.

    ``inside`` holds the indices of the spans that cover it, ``ends`` those of them that end with it; both ascending.
    """

    text: str
    inside: tuple[int, ...]
    ends: tuple[int, ...]


def cut_runs(text: str, spans: Sequence[tuple[int, int]]) -> list[Run]:
    """Cut a text at every border of a span.

    Parameters
    ----------
    text : str
        The narrative.
    spans : sequence of (start, end)
        Half open, within the text, in any order; they may overlap, nest and be equal.

    Returns
    -------
    list of Run
        In the order of the text; joined they are the text.

    Raises
    ------
    ValueError
        When a span is empty or does not lie in the text.

    Examples
    --------
    >>> [(run.text, run.inside, run.ends) for run in cut_runs("hij nam haar geld", [(0, 7), (4, 17)])]
    [('hij ', (0,), ()), ('nam', (0, 1), (0,)), (' haar geld', (1,), (1,))]
    """
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for i, (start, end) in enumerate(spans):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} does not lie in a text of {len(text)} characters")
        starts.setdefault(start, []).append(i)
        ends.setdefault(end, []).append(i)
    borders = sorted({0, len(text), *starts, *ends})
    runs: list[Run] = []
    inside: set[int] = set()
    for start, end in pairwise(borders):
        inside.update(starts.get(start, ()))
        ending = tuple(sorted(ends.get(end, ())))
        runs.append(Run(text[start:end], tuple(sorted(inside)), ending))
        inside.difference_update(ending)
    return runs
