"""The narrative as a whole: is it about exploitation, or about other things in the same words.

A boyfriend who brings somebody to work, papers that lie at the municipality and a strict group home use the words of the means. Sentences
alone do not tell them apart; how strongly the narrative speaks of means, exploitation and places of work together does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from textmine.pipeline.learned.features import Weights

GATED: Final = frozenset({"machtsmiddel", "uitbuiting"})
"""Dimensions that need a narrative about exploitation, unless they are denied."""
MEASURES: Final = (("machtsmiddel", 5), ("uitbuiting", 3), ("locatie", 1), ("aangifte", 1))
"""Dimension and number of its codes whose strongest sentences are averaged."""


@dataclass(frozen=True)
class Gate:
    """A logistic model over :meth:`Summary.measured`, with a threshold that depends on how much there is to read.

    Attributes
    ----------
    weights : tuple of float
    bias : float
    thresholds : tuple of (float, float)
        Logarithm of a number of sentences, ascending, and the log-odds from which a narrative of that length is about exploitation; in
        between on a straight line. Two sentences hold less of what a narrative can hold, so less is asked of them.

    Examples
    --------
    >>> gate = Gate((1.0, 0.0, 0.0, 0.0, 0.0, 0.0), bias=0.5, thresholds=((0.0, 0.0), (2.0, 1.0)))
    >>> gate.opens(np.array([-0.2, 0, 0, 0, 0, 0.0])), gate.opens(np.array([-0.2, 0, 0, 0, 0, 2.0]))
    (True, False)
    """

    weights: tuple[float, ...]
    bias: float
    thresholds: tuple[tuple[float, float], ...]

    def odds(self, measured: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of one narrative or, for rows, of several."""
        return np.asarray(measured @ np.array(self.weights) + self.bias)

    def opens(self, measured: NDArray[np.float64]) -> bool:
        """Whether what was measured of a narrative says that it is about exploitation."""
        sizes, thresholds = zip(*self.thresholds, strict=True)
        return bool(self.odds(measured) >= np.interp(measured[-1], sizes, thresholds))


class Summary:
    """Gather the strongest scores of a narrative, batch by batch.

    Parameters
    ----------
    codes : sequence of str
        The codes of the columns; two columns for denied and doubted follow.
    """

    def __init__(self, codes: Sequence[str]) -> None:
        dimensions = np.array([code.partition(".")[0] for code in codes])
        self._groups = [(np.nonzero(dimensions == dimension)[0], n) for dimension, n in MEASURES]
        self._strongest: Weights = np.full(len(codes) + 2, -1.0, np.float32)
        self._sentences = 0

    def add(self, scores: Weights) -> None:
        """Take in the scores of some sentences."""
        self._strongest = np.maximum(self._strongest, scores.max(axis=0, initial=-1.0))
        self._sentences += len(scores)

    def measured(self) -> NDArray[np.float64]:
        """Return a number for each of :data:`MEASURES`, the strongest denial, and the logarithm of the number of sentences."""
        groups = [np.sort(self._strongest[columns])[-n:].mean() if len(columns) else -1.0 for columns, n in self._groups]
        return np.array([*groups, self._strongest[-2], np.log(max(1, self._sentences))], np.float64)
