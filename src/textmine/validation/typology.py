"""Typologies side by side: a coder's types, another coder's, the program's clusters and reference types.

Agreement between two groupings is easily overrated when narratives are few: with 12 narratives in four groups of three, five
percent of random groupings reach an adjusted Rand index of .29. So the same index under random labels stands beside it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score, v_measure_score

from textmine.validation.agreement import FloatArray
from textmine.validation.bootstrap import percentile_interval, resample_weights

TYPOLOGY_COLUMNS = (
    *("comparison", "n", "n_types_a", "n_types_b", "ari", "ari_low", "ari_high"),
    *("ari_null_mean", "ari_null_95", "ari_p", "ami", "v_measure"),
)
CONFUSION_COLUMNS = ("comparison", "row", "column", "n")


def typology_row(
    comparison: str, a: pd.Series[str], b: pd.Series[str], cases: Sequence[Hashable], *, n_boot: int, seed: int
) -> dict[str, Any]:
    """Return a row of the ``typology_agreement`` table.

    Parameters
    ----------
    comparison : str
        Name of the pair.
    a, b : pandas.Series
        Types of the same narratives, in the same order.
    cases : sequence
        The case of each narrative, drawn as a whole in the bootstrap.
    n_boot, seed : int
        Number of draws, and of permutations for the null; where randomness starts.

    Notes
    -----
    Where either side has fewer than two types nothing is defined. The p value is one-sided and counts the observed grouping
    among the permutations (Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9(1), 39).
    """
    n_types = (a.nunique(), b.nunique())
    row: dict[str, Any] = dict.fromkeys(TYPOLOGY_COLUMNS, float("nan"))
    row |= {"comparison": comparison, "n": len(a), "n_types_a": n_types[0], "n_types_b": n_types[1]}
    if min(n_types) < 2:
        return row
    ari = float(adjusted_rand(a, b, np.ones((1, len(a))))[0])
    interval = percentile_interval(adjusted_rand(a, b, resample_weights(cases, n_boot, seed)))
    null = adjusted_rand_null(a, b, n_permutations=n_boot, seed=seed)
    return row | {
        "ari": ari,
        "ari_low": float(interval.low),
        "ari_high": float(interval.high),
        "ari_null_mean": float(null.mean()),
        "ari_null_95": float(np.quantile(null, 0.95)),
        "ari_p": float((1 + (null >= ari - 1e-12).sum()) / (1 + len(null))),
        "ami": float(adjusted_mutual_info_score(a, b)),
        "v_measure": float(v_measure_score(a, b)),
    }


def confusion_rows(comparison: str, a: pd.Series[str], b: pd.Series[str]) -> Iterator[dict[str, Any]]:
    """Yield the cells of the table of types of `a` (rows) by types of `b` (columns), zeros included."""
    table = pd.crosstab(a.to_numpy(), b.to_numpy())
    for row in table.index:
        for column in table.columns:
            yield dict(zip(CONFUSION_COLUMNS, (comparison, row, column, int(table.loc[row, column])), strict=True))


def adjusted_rand(a: Sequence[Any] | pd.Series[str], b: Sequence[Any] | pd.Series[str], weights: FloatArray) -> FloatArray:
    """Adjusted Rand index of two groupings, for each row of weights.

    Parameters
    ----------
    a, b : sequence
        The group of each narrative in the two groupings.
    weights : numpy.ndarray
        Shape (draws, narratives): how often each narrative was drawn; ones for the index of the data itself.

    Notes
    -----
    Hubert and Arabie (1985), Journal of Classification 2, 193-218. A narrative drawn twice makes no pair with its own copy:
    such pairs always agree and would make every draw look better than the data.

    Examples
    --------
    >>> adjusted_rand(["a", "a", "b", "b"], ["x", "x", "y", "z"], np.ones((1, 4))).round(4).tolist()
    [0.5714]
    """
    left, right = _indicators(a), _indicators(b)
    cells = (left[:, :, None] * right[:, None, :]).reshape(len(left), -1)
    together, in_a, in_b = (_pairs(weights, groups) for groups in (cells, left, right))
    return _adjusted(together, in_a, in_b, _pairs(weights, np.ones((len(left), 1))))


def adjusted_rand_null(
    a: Sequence[Any] | pd.Series[str], b: Sequence[Any] | pd.Series[str], *, n_permutations: int, seed: int
) -> FloatArray:
    """Adjusted Rand index when the groups of `b` are dealt out at random, once a permutation.

    Examples
    --------
    >>> groups = [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3
    >>> float(np.quantile(adjusted_rand_null(groups, groups, n_permutations=2000, seed=1), 0.95).round(2))
    0.29
    """
    left, right = _indicators(a), _indicators(b)
    rng = np.random.default_rng(seed)
    tables = np.stack([left.T @ rng.permutation(right) for _ in range(n_permutations)])
    together = (tables * (tables - 1) / 2).sum(axis=(1, 2))
    once = np.ones((1, len(left)))
    return _adjusted(together, _pairs(once, left), _pairs(once, right), _pairs(once, once.T))


def _indicators(groups: Sequence[Any] | pd.Series[str]) -> FloatArray:
    numbers, names = pd.factorize(pd.Series(list(groups), dtype=object))
    return np.asarray(np.eye(len(names))[numbers])


def _pairs(weights: FloatArray, groups: FloatArray) -> FloatArray:
    """Pairs of different narratives in one group, summed over groups, for each row of weights."""
    return np.asarray(((weights @ groups) ** 2 - weights**2 @ groups).sum(axis=1) / 2)


def _adjusted(together: FloatArray, in_a: FloatArray, in_b: FloatArray, pairs: FloatArray) -> FloatArray:
    expected = in_a * in_b / np.where(pairs > 0, pairs, np.nan)
    span = (in_a + in_b) / 2 - expected
    return np.asarray((together - expected) / np.where(np.abs(span) > 1e-12, span, np.nan))
