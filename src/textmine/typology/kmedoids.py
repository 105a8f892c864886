"""Partitioning around medoids on a matrix of distances."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_array

from textmine.typology.arrays import Floats, Ints


class KMedoids(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """k-medoids (PAM) on precomputed distances; the best of several starts.

    Parameters
    ----------
    n_clusters : int
        Number of medoids; at most the number of rows.
    init : {'build', 'random'}
        First start: PAM's greedy BUILD, or random medoids as all further starts.
    n_init : int
        Number of starts.
    max_iter : int
        Most swaps in a start.
    random_state : int
        Seed of the random starts.

    Attributes
    ----------
    medoid_indices_ : ndarray of int
        Rows that are the medoids.
    labels_ : ndarray of int
        Nearest medoid of every row.
    inertia_ : float
        Sum of the distances of the rows to their medoid.

    Notes
    -----
    Kaufman & Rousseeuw (1990); swaps are evaluated for all medoids at once as in FastPAM1 (Schubert & Rousseeuw 2019).
    Ties go to the first row, so that one order of rows gives one answer.

    Examples
    --------
    >>> points = np.array([0.0, 1.0, 2.0, 10.0, 11.0, 12.0])
    >>> KMedoids(2).fit(abs(points[:, None] - points)).medoid_indices_.tolist()
    [1, 4]
    """

    def __init__(
        self,
        n_clusters: int = 4,
        *,
        init: Literal["build", "random"] = "build",
        n_init: int = 3,
        max_iter: int = 100,
        random_state: int = 0,
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.random_state = random_state

    def fit(self, X: Floats, y: Any = None) -> Self:
        """Find the medoids of a square matrix of distances."""
        distances = check_array(X, dtype=np.float64)
        n = len(distances)
        k = min(self.n_clusters, n)
        rng = check_random_state(self.random_state)
        starts = [rng.choice(n, k, replace=False) for _ in range(self.n_init)]
        if self.init == "build":
            starts[0] = _build(distances, k)
        tried = [_swap(distances, np.asarray(start), self.max_iter) for start in starts]
        costs = [float(distances[:, medoids].min(axis=1).sum()) for medoids in tried]
        best = min(range(len(tried)), key=lambda i: (round(costs[i], 9), i))
        self.medoid_indices_ = np.sort(tried[best])
        self.labels_ = distances[:, self.medoid_indices_].argmin(axis=1)
        self.inertia_ = costs[best]
        return self


def _build(distances: Floats, k: int) -> Ints:
    medoids = [int(distances.sum(axis=0).argmin())]
    nearest = distances[:, medoids[0]].copy()
    while len(medoids) < k:
        gain = np.maximum(nearest[:, None] - distances, 0.0).sum(axis=0)
        gain[medoids] = -1.0
        medoids.append(int(gain.argmax()))
        nearest = np.minimum(nearest, distances[:, medoids[-1]])
    return np.asarray(medoids, dtype=np.intp)


def _swap(distances: Floats, medoids: Ints, max_iter: int) -> Ints:
    """Exchange one medoid for one other row as long as that lowers the sum of distances."""
    medoids = medoids.copy()
    for _ in range(max_iter):
        change = _swap_costs(distances, medoids)
        change[:, medoids] = np.inf
        out, into = np.unravel_index(int(change.argmin()), change.shape)
        if change[out, into] > -1e-9:
            break
        medoids[out] = into
    return medoids


def _swap_costs(distances: Floats, medoids: Ints) -> Floats:
    """Change of the cost for every (medoid leaves, row enters): FastPAM1."""
    to_medoids = distances[:, medoids]
    owner = to_medoids.argmin(axis=1)
    nearest = to_medoids.min(axis=1)
    others = to_medoids.copy()
    others[np.arange(len(others)), owner] = np.inf
    second = others.min(axis=1)
    gained = np.minimum(distances - nearest[:, None], 0.0)
    lost = np.minimum(distances, second[:, None]) - nearest[:, None] - gained
    members = np.zeros((len(medoids), len(distances)))
    members[owner, np.arange(len(distances))] = 1.0
    return np.asarray(gained.sum(axis=0)[None, :] + members @ lost)
