"""Percentile bootstrap that resamples narratives, or whole cases when one case holds several narratives.

Asymptotic intervals of kappa, alpha and AC1 cover far less than they promise on 10 to 30 narratives (Gwet 2016, Educational
and Psychological Measurement 76(4), 609-637), and codes of one narrative are not independent. So narratives are drawn, never
codes or sentences, and all statistics are computed on the same draws.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from textmine.validation.agreement import FloatArray

MAX_UNDEFINED = 0.5
_MIN_SPREAD = 1e-12


@dataclass(frozen=True)
class Interval:
    """Bounds of a 95 % interval, NaN where there is none, and the share of draws in which the statistic was not defined."""

    low: FloatArray
    high: FloatArray
    undefined: FloatArray


def resample_weights(clusters: Sequence[Hashable], n_boot: int, seed: int) -> FloatArray:
    """Draw clusters with replacement and say how often each unit stands in each draw.

    Parameters
    ----------
    clusters : sequence
        The cluster (case) of each unit; units of one cluster are drawn together.
    n_boot : int
        Number of draws.
    seed : int
        Same seed, same draws.

    Returns
    -------
    numpy.ndarray
        Shape ``(n_boot, len(clusters))``.

    Examples
    --------
    >>> resample_weights(["zaak 1", "zaak 1", "zaak 2"], n_boot=3, seed=1)[:, :2].tolist()
    [[1.0, 1.0], [2.0, 2.0], [0.0, 0.0]]
    """
    member, names = pd.factorize(pd.Series(list(clusters), dtype=object))
    if not len(names):
        return np.zeros((n_boot, 0))
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=n_boot)
    return drawn[:, member].astype(float)


def percentile_interval(draws: FloatArray) -> Interval:
    """Return the middle 95 % of the draws along the first axis.

    Notes
    -----
    There is no interval when more than half of the draws are undefined, nor when all are equal: a statistic that never
    varies (full agreement on a few narratives) says nothing about its own uncertainty, and 1.00-1.00 would say too much.

    Examples
    --------
    >>> interval = percentile_interval(np.linspace(0, 1, 1001))
    >>> round(float(interval.low), 3), round(float(interval.high), 3), float(interval.undefined)
    (0.025, 0.975, 0.0)
    """
    missing = np.isnan(draws)
    undefined = missing.mean(axis=0) if len(draws) else np.ones(draws.shape[1:])
    usable = undefined <= MAX_UNDEFINED
    if not usable.any():
        return Interval(np.full(usable.shape, np.nan), np.full(usable.shape, np.nan), undefined)
    low, high = np.nanquantile(np.where(usable, draws, 0.0), (0.025, 0.975), axis=0)
    varies = usable & (high - low > _MIN_SPREAD)
    return Interval(np.where(varies, low, np.nan), np.where(varies, high, np.nan), undefined)
