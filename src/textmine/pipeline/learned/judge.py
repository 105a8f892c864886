"""The narrative as the judge of its sentences: what else it tells makes a code more or less likely.

A sentence such as "dat hield hij zelf" tells that earnings were taken when the narrative is about a window and a debt, and nothing when it is
about a shop. So a code is told by a passage, of up to some twenty sentences; its evidence is the sentences that spoke for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from textmine.pipeline.learned.features import Weights

LONGEST: Final = 24
"""Sentences of a passage at most; a longer narrative is judged in passages of about equal length."""
SHORT: Final = (4, 10)
"""Up to so many sentences the judge of short passages decides, from so many on that of narratives; in between both."""
PRESENCES: Final = ("aanwezig", "onzeker", "ontkend")
"""What frames can say of a code, each a measure of its own."""
OWN: Final = 6 + len(PRESENCES)
"""Measures of a code in a passage."""

Frames = NDArray[np.int8]
"""What frames found, a row a sentence and a column a code: 0 nothing, else one more than the place in PRESENCES."""


def passages(sentences: int) -> Iterator[slice]:
    """Yield the passages of a narrative.

    Examples
    --------
    >>> list(passages(50))
    [slice(0, 17, None), slice(17, 33, None), slice(33, 50, None)]
    """
    parts = -(-sentences // LONGEST)
    edges = [round(part * sentences / parts) for part in range(parts + 1)] if parts else []
    yield from (slice(first, last) for first, last in pairwise(edges))


def measure(scores: Weights, frames: Frames) -> Weights:
    """Measure each code in a passage.

    Parameters
    ----------
    scores : array, shape (n_sentences, n_codes + 2)
        With at least one sentence; the last two columns are for denied and doubted.
    frames : array, shape (n_sentences, n_codes)

    Returns
    -------
    array of float32, shape (n_codes, OWN)
        The three highest scores, about how many sentences tell the code, how denied and how doubted the strongest is, and whether frames
        found it present, uncertain, denied.
    """
    codes = scores[:, :-2]
    highest = np.full((3, codes.shape[1]), -2.0, np.float32)
    order = -np.sort(-codes, axis=0)[:3]
    highest[: len(order)] = order
    strongest = codes.argmax(axis=0)
    telling = (1 / (1 + np.exp(-5 * (codes + 0.4)))).sum(axis=0)
    found = [(frames == place).any(axis=0) for place in range(1, len(PRESENCES) + 1)]
    return np.stack([*highest, telling, scores[strongest, -2], scores[strongest, -1], *found], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Judge:
    """Logistic models over the measures of a passage, one a code.

    Attributes
    ----------
    own : array, shape (n_codes, OWN)
        Weights of a code's own measures.
    context : array, shape (n_codes, n_codes)
        Weights of the highest scores of all codes (rows) for each code (columns).
    shared : array, shape (2, n_codes)
        Weights of the logarithm of the number of sentences, and of the gate's log-odds.
    bias : array, shape (n_codes,)
    """

    own: Weights
    context: Weights
    shared: Weights
    bias: Weights

    def odds(self, measured: Weights, shared: Weights) -> Weights:
        """Return the log-odds of every code; `measured` and `shared` may hold a passage, or passages as the first axis."""
        own = (measured * self.own).sum(axis=-1)
        return np.asarray(own + measured[..., 0] @ self.context + shared @ self.shared + self.bias, np.float32)


def odds_of(short: Judge, whole: Judge, measured: Weights, shared: Weights) -> Weights:
    """Return the log-odds of every code by the judge of short passages, that of narratives, or both, by the number of sentences."""
    first, last = np.log(SHORT)
    part = np.clip((shared[..., :1] - first) / (last - first), 0, 1)
    return np.asarray((1 - part) * short.odds(measured, shared) + part * whole.odds(measured, shared), np.float32)
