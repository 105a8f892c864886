"""Small cells: which counts a page without texts must not show.

A page that leaves the secured environment may show totals only. A count below the threshold is replaced by ``<5``. Where that
cell could be worked out from the total beside it, a second cell of the row is left out too.

Notes
-----
Primary and secondary suppression within one row, as in the handbooks on statistical disclosure control (Hundepool et al.,
Statistical Disclosure Control, 2012, ch. 4). Tables that share a margin are not protected against each other: whoever lets the
page out must still check it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Hidden = Literal["", "small", "complement"]


@dataclass(frozen=True)
class Disclosure:
    """The rule of one page; ``active`` is False when the page holds the texts themselves and hiding counts is pointless."""

    min_cell: int
    active: bool

    def is_small(self, n: float) -> bool:
        """Say whether a single count may not be shown."""
        return self.active and 0 < n < self.min_cell

    def row(self, counts: Sequence[int], absorb: int | None = None) -> list[Hidden]:
        """Say for every cell of a row that adds up to a known total whether it is shown (``""``) and if not, why.

        Parameters
        ----------
        counts : sequence of int
            The parts of the total.
        absorb : int, optional
            The cell to leave out first when a second one has to go; else it is the smallest.

        Examples
        --------
        >>> rule = Disclosure(min_cell=5, active=True)
        >>> rule.row([2, 12, 7, 0])
        ['small', '', 'complement', '']
        >>> rule.row([4, 3, 12])
        ['small', 'small', '']
        >>> Disclosure(min_cell=5, active=False).row([2, 12])
        ['', '']
        """
        hidden: list[Hidden] = ["small" if self.is_small(n) else "" for n in counts]
        total_is_known = not self.is_small(sum(counts))
        while total_is_known and self._can_be_worked_out(counts, hidden):
            shown = [i for i, n in enumerate(counts) if n and not hidden[i]]
            hidden[absorb if absorb in shown else min(shown, key=lambda i: counts[i])] = "complement"
        return hidden

    def _can_be_worked_out(self, counts: Sequence[int], hidden: Sequence[Hidden]) -> bool:
        parts = [n for n, why in zip(counts, hidden, strict=True) if why]
        return bool(parts) and (len(parts) == 1 or sum(parts) < self.min_cell)
