"""How unlike two narratives are: by their codes, and for a modest part by their wording."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from typing import Any, Self

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_array, check_is_fitted

from textmine.typology.arrays import Floats


class MixedDistance(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Weighted Jaccard distance on codes, mixed with cosine distance on text.

    A row is a narrative: first its code features (0 or more), then its text features (any sign). ``transform`` gives the
    distances from new rows to the fitted ones, ``fit_transform`` those among the fitted rows.

    Parameters
    ----------
    n_codes : int, optional
        How many columns are codes; all of them when None.
    text_weight : float
        Share of the text in the distance, 0 to 1.

    Notes
    -----
    Weighted Jaccard (Ruzicka): 1 - sum(min) / sum(max). What both do not mention is no likeness, which is why it is not a
    matching coefficient. A narrative without any code is at distance 1 from every other: silence is not a resemblance.
    Where one of the two has no text features the codes decide alone, as in Gower's (1971) coefficient.

    Examples
    --------
    >>> rows = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    >>> MixedDistance().fit_transform(rows).round(2).tolist()
    [[0.0, 0.5, 1.0], [0.5, 0.0, 1.0], [1.0, 1.0, 0.0]]
    """

    def __init__(self, *, n_codes: int | None = None, text_weight: float = 0.25) -> None:
        self.n_codes = n_codes
        self.text_weight = text_weight

    def fit(self, X: Floats, y: Any = None) -> Self:
        """Keep the rows that distances are taken to."""
        self.rows_ = check_array(X, dtype=np.float64, ensure_min_features=0)
        return self

    def transform(self, X: Floats) -> Floats:
        """Return distances in [0, 1]: a row for each row of `X`, a column for each fitted row."""
        check_is_fitted(self)
        new = check_array(X, dtype=np.float64, ensure_min_features=0)
        split = new.shape[1] if self.n_codes is None else self.n_codes
        by_codes = jaccard_distance(new[:, :split], self.rows_[:, :split])
        if self.text_weight == 0 or split == new.shape[1]:
            return by_codes
        text, fitted_text = new[:, split:], self.rows_[:, split:]
        by_text = cosine_distance(text, fitted_text)
        both_have_text = np.outer(text.any(axis=1), fitted_text.any(axis=1))
        share = self.text_weight * both_have_text
        return np.asarray((1 - share) * by_codes + share * by_text)

    def fit_transform(self, X: Floats, y: Any = None) -> Floats:
        """Return the square matrix of distances among the rows, exactly symmetric with a zero diagonal."""
        square = self.fit(X).transform(X)
        square = (square + square.T) / 2
        np.fill_diagonal(square, 0.0)
        return np.asarray(square)


def jaccard_distance(a: Floats, b: Floats) -> Floats:
    """Weighted Jaccard distance between the rows of two matrices of numbers >= 0; 1 where a row is empty.

    With L1 = sum|a-b| and S = sum(a) + sum(b): sum(min) = (S - L1) / 2 and sum(max) = (S + L1) / 2.
    """
    difference = cdist(a, b, "cityblock") if a.shape[1] else np.zeros((len(a), len(b)))
    size_a, size_b = a.sum(axis=1), b.sum(axis=1)
    union = size_a[:, None] + size_b[None, :] + difference
    distance = np.divide(2 * difference, union, out=np.ones_like(union), where=union > 0)
    return np.asarray(np.clip(distance, 0.0, 1.0))


def unit_rows(a: Floats) -> Floats:
    """Scale every row to length 1; rows of (all but) zeros become zeros."""
    length = np.linalg.norm(a, axis=1, keepdims=True)
    return np.asarray(np.divide(a, length, out=np.zeros_like(a), where=length > 1e-9))


def cosine_distance(a: Floats, b: Floats) -> Floats:
    """One minus the cosine between the rows, cut to [0, 1]; 1 where a row is empty."""
    return np.asarray(np.clip(1.0 - unit_rows(a) @ unit_rows(b).T, 0.0, 1.0))
