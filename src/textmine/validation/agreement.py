"""Agreement of two or more coders on nominal values: kappa, alpha, AC1, precision, recall, F1.

Two coders meet in a square table of counts, rows the first coder, columns the second. Every function for two coders takes an
array of shape ``(..., q, q)`` and works on all tables at once, which is what makes the bootstrap fast. A statistic that is
not defined is NaN: never 0, never 1.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

STATISTICS = ("percent", "precision", "recall", "f1", "kappa", "alpha", "ac1")


def contingency(a: Sequence[Any], b: Sequence[Any], categories: Sequence[Hashable] | None = None) -> FloatArray:
    """Count how often each pair of values occurs in two aligned sequences.

    Parameters
    ----------
    a, b : sequence
        The values of two coders for the same units in the same order; None or NaN is missing, and such a unit is left out.
    categories : sequence, optional
        The values that were possible, in the order of rows and columns. By default those that occur, sorted by their text.
        Name them all when some may not occur: AC1 depends on how many there are.

    Returns
    -------
    numpy.ndarray
        Square table of counts, rows from `a`, columns from `b`.

    Raises
    ------
    ValueError
        When the sequences differ in length or hold a value outside `categories`.

    Examples
    --------
    >>> contingency(["ja", "nee", "nee", None], ["ja", "ja", "nee", "nee"])
    array([[1., 0.],
           [1., 1.]])
    """
    if len(a) != len(b):
        raise ValueError(f"two coders must judge the same units: got {len(a)} and {len(b)} values")
    left, right = pd.Series(list(a), dtype=object), pd.Series(list(b), dtype=object)
    both = left.notna() & right.notna()
    left, right = left[both], right[both]
    if categories is None:
        categories = sorted({*left, *right}, key=str)
    place = {category: i for i, category in enumerate(categories)}
    unknown = {*left, *right} - place.keys()
    if unknown:
        raise ValueError(f"{len(unknown)} value(s) outside the given categories")
    table = np.zeros((len(place), len(place)))
    np.add.at(table, (left.map(place).to_numpy(int), right.map(place).to_numpy(int)), 1)
    return table


def percent_agreement(tables: ArrayLike) -> FloatArray:
    """Return the share of units on which two coders agree, 0..1; NaN without units.

    Examples
    --------
    >>> float(percent_agreement([[40, 5], [5, 50]]))
    0.9
    """
    t = np.asarray(tables, float)
    return _ratio(_diagonal(t), _total(t))


def cohen_kappa(tables: ArrayLike) -> FloatArray:
    """Return Cohen's kappa; NaN when chance agreement is complete (both coders used one and the same value).

    Notes
    -----
    Cohen (1960), Educational and Psychological Measurement 20(1), 37-46. Kappa falls when a value is rare although coders
    agree (Feinstein and Cicchetti 1990); read it beside AC1 and the table.

    Examples
    --------
    >>> round(float(cohen_kappa([[13, 0, 0], [0, 20, 7], [0, 4, 56]])), 4)
    0.7964
    """
    t = np.asarray(tables, float)
    expected = (t.sum(-1) * t.sum(-2)).sum(-1)
    return _beyond_chance(percent_agreement(t), _ratio(expected, _total(t) ** 2))


def gwet_ac1(tables: ArrayLike) -> FloatArray:
    """Return Gwet's AC1, which stays near the observed agreement when a value is rare.

    Notes
    -----
    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48: chance agreement is
    ``sum(p * (1 - p)) / (q - 1)`` over the `q` values that are possible, with `p` the mean of the two coders' shares.

    Examples
    --------
    >>> round(float(gwet_ac1([[13, 0, 0], [0, 20, 7], [0, 4, 56]])), 4)
    0.8493
    """
    t = np.asarray(tables, float)
    q = t.shape[-1]
    if q < 2:
        return np.full(t.shape[:-2], np.nan)
    shares = _ratio(t.sum(-1) + t.sum(-2), 2 * _total(t)[..., None])
    return _beyond_chance(percent_agreement(t), (shares * (1 - shares)).sum(-1) / (q - 1))


def pair_alpha(tables: ArrayLike) -> FloatArray:
    """Return Krippendorff's nominal alpha of two coders without missing values; NaN when only one value occurs.

    Notes
    -----
    See :func:`krippendorff_alpha`; with two coders the coincidences are the table plus its mirror image.

    Examples
    --------
    >>> round(float(pair_alpha([[13, 0, 0], [0, 20, 7], [0, 4, 56]])), 4)
    0.7973
    """
    t = np.asarray(tables, float)
    return _alpha(t + np.swapaxes(t, -1, -2))


def krippendorff_alpha(ratings: Sequence[Sequence[Any]]) -> float:
    """Return Krippendorff's nominal alpha for any number of coders; NaN when fewer than two values occur.

    Parameters
    ----------
    ratings : sequence of sequences
        One row a coder, one column a unit; None or NaN where a coder did not judge the unit.

    Notes
    -----
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. Units that fewer than two coders judged do not count.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 2, 3, 3, None], [1, 2, 3, 4, 4]]), 4)
    0.6957
    """
    cells = pd.DataFrame([list(row) for row in ratings], dtype=object)
    codes, values = pd.factorize(cells.to_numpy().ravel())
    codes = codes.reshape(cells.shape)
    counts = np.stack([(codes == i).sum(axis=0) for i in range(len(values))], axis=1) if len(values) else np.zeros((0, 0))
    counts = counts[counts.sum(axis=1) >= 2].astype(float)
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    return float(_alpha(counts.T @ weighted - np.diag(weighted.sum(axis=0))))


def pair_scores(tables: ArrayLike, positive: int = 1) -> dict[str, FloatArray]:
    """Return every statistic in :data:`STATISTICS` for tables of two coders.

    Parameters
    ----------
    tables : array_like of shape (..., q, q)
        Counts, rows the program or first coder, columns the standard that precision and recall are measured against.
    positive : int
        Which row and column is the value that precision, recall and F1 are about.

    Examples
    --------
    >>> scores = pair_scores([[38, 1], [1, 1]])
    >>> {name: round(float(scores[name]), 3) for name in ("percent", "f1", "kappa", "ac1")}
    {'percent': 0.951, 'f1': 0.5, 'kappa': 0.474, 'ac1': 0.946}
    """
    t = np.asarray(tables, float)
    hits, found, true = t[..., positive, positive], t[..., positive, :].sum(-1), t[..., :, positive].sum(-1)
    return {
        "percent": percent_agreement(t),
        "precision": _ratio(hits, found),
        "recall": _ratio(hits, true),
        "f1": _ratio(2 * hits, found + true),
        "kappa": cohen_kappa(t),
        "alpha": pair_alpha(t),
        "ac1": gwet_ac1(t),
    }


def two_by_two(tables: ArrayLike, positive: int = 1) -> dict[str, FloatArray]:
    """Return ``n``, ``tp``, ``fp``, ``fn`` and ``tn``, with the second coder (columns) as the standard.

    Examples
    --------
    >>> {name: int(count) for name, count in two_by_two([[38, 1], [2, 4]]).items()}
    {'n': 45, 'tp': 4, 'fp': 2, 'fn': 1, 'tn': 38}
    """
    t = np.asarray(tables, float)
    n, tp = _total(t), t[..., positive, positive]
    fp = t[..., positive, :].sum(-1) - tp
    fn = t[..., :, positive].sum(-1) - tp
    return {"n": n, "tp": tp, "fp": fp, "fn": fn, "tn": n - tp - fp - fn}


def _alpha(coincidences: FloatArray) -> FloatArray:
    """1 - observed / expected disagreement, from tables of coincidences."""
    n = _total(coincidences)
    observed = n - _diagonal(coincidences)
    expected = n**2 - (coincidences.sum(-1) ** 2).sum(-1)
    return 1 - (n - 1) * _ratio(observed, expected)


def _beyond_chance(observed: FloatArray, expected: FloatArray) -> FloatArray:
    return _ratio(observed - expected, 1 - expected)


def _total(tables: FloatArray) -> FloatArray:
    return np.asarray(tables.sum((-1, -2)))


def _diagonal(tables: FloatArray) -> FloatArray:
    return np.asarray(np.trace(tables, axis1=-2, axis2=-1))


def _ratio(numerator: ArrayLike, denominator: ArrayLike) -> FloatArray:
    """Divide, with NaN where the denominator is zero."""
    top, bottom = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    quotient = np.full(bottom.shape, np.nan)
    np.divide(top, bottom, out=quotient, where=np.abs(bottom) > 1e-12)  # 1 - 1 of two rounded shares is not exactly zero
    return quotient
