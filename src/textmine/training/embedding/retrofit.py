"""Pull the vectors of synonyms together, lightly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import numpy as np
from scipy import sparse

from textmine.training.embedding.vectors import Vectors


def synonym_pairs(rows: Iterable[str], vocabulary: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    r"""Yield pairs of token numbers for the synonyms of a row that are both one token.

    Parameters
    ----------
    rows : iterable of str
        Tab-separated words of one meaning, as in Open Dutch WordNet's ``synonyms.tsv``.
    vocabulary : mapping of str to int
        Number of each token.

    Examples
    --------
    >>> list(synonym_pairs(["geld\tpoen\tslappe was", "lemma"], {"geld": 0, "poen": 1}))
    [(0, 1)]
    """
    for row in rows:
        known = sorted({vocabulary[word] for word in row.lower().split("\t") if word in vocabulary})
        yield from combinations(known, 2)


def retrofit(vectors: Vectors, pairs: Iterable[tuple[int, int]], *, strength: float = 0.3, rounds: int = 5) -> Vectors:
    """Move every vector a little towards the mean of its synonyms.

    Parameters
    ----------
    vectors : ndarray
        A row a token.
    pairs : iterable of (int, int)
        Synonyms.
    strength : float
        Weight of the synonyms' mean against the vector's own first place, which weighs 1.
    rounds : int
        Repetitions; each reaches one synonym further.

    Notes
    -----
    Faruqui et al. (2015), NAACL, 1606-1615, with one weight for all relations.

    Examples
    --------
    >>> retrofit(np.array([[1.0], [0.0], [5.0]]), [(0, 1)], strength=1.0, rounds=50).round(3).ravel().tolist()
    [0.667, 0.333, 5.0]
    """
    unique = sorted({(min(pair), max(pair)) for pair in pairs})
    if not unique:
        return vectors
    left, right = np.array(unique).T
    graph = sparse.coo_array((np.ones(len(unique)), (left, right)), shape=(len(vectors), len(vectors))).tocsr()
    graph = graph + graph.T
    degree = np.asarray(graph.sum(axis=1)).ravel()
    has = degree > 0
    moved = vectors.copy()
    for _ in range(rounds):
        mean = (graph @ moved)[has] / degree[has, None]
        moved[has] = (vectors[has] + strength * mean) / (1 + strength)
    return moved
