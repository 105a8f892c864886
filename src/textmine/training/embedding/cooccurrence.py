"""Which tokens stand near each other, as positive pointwise mutual information."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ids = NDArray[np.int64]


def cooccurrences(passages: Sequence[Ids], n_tokens: int, *, window: int, weights: Sequence[float]) -> sparse.csr_array:
    """Count pairs of tokens at most `window` apart in one passage, both ways, near pairs more: the weight is 1 / distance.

    Examples
    --------
    >>> cooccurrences([np.array([0, 1, 2])], 3, window=2, weights=[1.0]).toarray().tolist()
    [[0.0, 1.0, 0.5], [1.0, 0.0, 1.0], [0.5, 1.0, 0.0]]
    """
    tokens = np.concatenate([*passages, np.empty(0, dtype=np.int64)])
    lengths = [len(passage) for passage in passages]
    owner = np.repeat(np.arange(len(passages)), lengths)
    weight = np.repeat(np.asarray(weights, dtype=np.float32), lengths)
    counts = sparse.csr_array((n_tokens, n_tokens), dtype=np.float32)
    for distance in range(1, window + 1):
        together = owner[distance:] == owner[:-distance]
        left, right, value = tokens[:-distance][together], tokens[distance:][together], weight[distance:][together]
        counts = counts + sparse.coo_array((value / distance, (left, right)), shape=counts.shape).tocsr()
    return (counts + counts.T).tocsr()


def positive_pmi(counts: sparse.csr_array, *, smoothing: float = 0.75) -> sparse.csr_array:
    """Return how much more often than by chance two tokens stand together: max(0, log p(a, b) / p(a) p(b)).

    Parameters
    ----------
    counts : sparse array
        Symmetric counts.
    smoothing : float
        Exponent on the contexts' counts; below 1 rare contexts weigh less.

    Notes
    -----
    Levy, Goldberg and Dagan (2015), Transactions of the ACL 3, 211-225.

    Examples
    --------
    >>> positive_pmi(sparse.csr_array([[0.0, 4.0], [4.0, 0.0]]), smoothing=1.0).toarray().round(3)
    array([[0.   , 0.693],
           [0.693, 0.   ]], dtype=float32)
    """
    pairs = counts.tocoo()
    if not pairs.nnz:
        return counts
    total = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    context = total**smoothing
    expected = total[pairs.row] * (context / context.sum())[pairs.col]
    value = np.log(pairs.data / expected)
    kept = value > 0
    found = sparse.coo_array((value[kept].astype(np.float32), (pairs.row[kept], pairs.col[kept])), shape=counts.shape)
    return found.tocsr()
