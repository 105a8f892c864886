"""First vectors of the tokens: what stands near them, in few dimensions, the longer the rarer the token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from textmine.training.embedding.cooccurrence import Ids

Vectors = NDArray[np.float64]


def factorise(association: sparse.csr_array, n_dimensions: int, *, exponent: float = 0.0, seed: int = 0) -> Vectors:
    """Reduce an association matrix by truncated singular value decomposition.

    Parameters
    ----------
    association : sparse array
        Symmetric, a row a token.
    n_dimensions : int
        Columns to keep; a smaller matrix is filled up with zeros.
    exponent : float
        Of the singular values; 0 gives all dimensions the same say (Levy et al. 2015).
    seed : int
        Of the randomised decomposition (Halko, Martinsson and Tropp 2011).
    """
    kept = min(n_dimensions, association.shape[0] - 1)
    left, values, _ = randomized_svd(association, kept, n_iter=3, random_state=seed)
    vectors = np.zeros((association.shape[0], n_dimensions))
    vectors[:, :kept] = left * values**exponent
    return vectors


def without_common_component(vectors: Vectors) -> Vectors:
    """Subtract the mean vector, which every text shares, and scale rows to length 1 (Mu and Viswanath 2018).

    Examples
    --------
    >>> without_common_component(np.array([[3.0, 1.0], [3.0, -1.0]])).tolist()
    [[0.0, 1.0], [0.0, -1.0]]
    """
    centred = vectors - vectors.mean(axis=0)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(np.divide(centred, length, out=np.zeros_like(centred), where=length > 0))


def inverse_document_frequency(passages: Sequence[Ids], n_tokens: int) -> NDArray[np.float64]:
    """Return log((1 + n) / (1 + df)) + 1 of each token, over passages.

    Examples
    --------
    >>> inverse_document_frequency([np.array([0, 1, 1]), np.array([0])], 2).round(3).tolist()
    [1.0, 1.405]
    """
    frequency = np.zeros(n_tokens)
    for passage in passages:
        frequency[np.unique(passage)] += 1
    return np.asarray(np.log((1 + len(passages)) / (1 + frequency)) + 1)
