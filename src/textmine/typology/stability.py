"""How far to trust clusters: bootstrap, other seeds, and what chance alone would give."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.utils import check_random_state

from textmine.typology.arrays import Floats, Ints
from textmine.typology.cluster import OUTLIER

STABLE, PATTERN = 0.75, 0.60
_LARGEST_SEED = 2**31 - 1


def verdict(jaccard: float) -> str:
    """Say what a mean bootstrap Jaccard means (Hennig 2007): stabiel, patroon or niet_vertrouwen.

    Examples
    --------
    >>> [verdict(value) for value in (0.9, 0.6, 0.59)]
    ['stabiel', 'patroon', 'niet_vertrouwen']
    """
    if jaccard >= STABLE:
        return "stabiel"
    return "patroon" if jaccard >= PATTERN else "niet_vertrouwen"


def bootstrap_jaccard(clusterer: Any, distances: Floats, labels: Ints, *, n_boot: int = 50, random_state: int = 0) -> Floats:
    """Return the mean Jaccard similarity of every cluster with its best match in bootstrap samples.

    Parameters
    ----------
    clusterer : estimator
        Unfitted clusterer of precomputed distances; the same steps are done on every sample.
    distances : ndarray
        Square matrix.
    labels : ndarray of int
        Clusters of the rows, 0 and up, -1 for outliers.
    n_boot : int
        Samples.
    random_state : int
        Seed.

    Returns
    -------
    ndarray of float
        One value a cluster; NaN when no sample held a member.

    Notes
    -----
    Hennig (2007), as in fpc::clusterboot: rows drawn more than once are used once, and the comparison is over the drawn rows.
    """
    rng = check_random_state(random_state)
    n = len(labels)
    k = int(labels.max(initial=OUTLIER)) + 1
    best = np.full((n_boot, k), np.nan)
    for sample in range(n_boot):
        rows = np.unique(rng.randint(0, n, n))
        fitted = clone(clusterer).set_params(random_state=rng.randint(_LARGEST_SEED)).fit(distances[np.ix_(rows, rows)])
        best[sample] = _best_jaccard(labels[rows], fitted.labels_, k)
    drawn = ~np.isnan(best)
    mean = np.full(k, np.nan)
    np.divide(np.nansum(best, axis=0), drawn.sum(axis=0), out=mean, where=drawn.any(axis=0))
    return mean


def _best_jaccard(labels: Ints, found: Ints, k: int) -> Floats:
    """Jaccard of each cluster 0..k-1 with the most similar found cluster; NaN for a cluster without members."""
    first = (labels[None, :] == np.arange(k)[:, None]).astype(float)
    second = (found[None, :] == np.arange(max(found.max(initial=0) + 1, 1))[:, None]).astype(float)
    shared = first @ second.T
    union = first.sum(axis=1)[:, None] + second.sum(axis=1)[None, :] - shared
    best = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0).max(axis=1)
    return np.where(first.any(axis=1), best, np.nan)


def seed_agreement(clusterer: Any, distances: Floats, *, n_seeds: int = 10, random_state: int = 0) -> float:
    """Return the mean adjusted Rand index between all pairs of runs that differ only in their seed."""
    seeds = check_random_state(random_state).randint(_LARGEST_SEED, size=n_seeds)
    runs = [clone(clusterer).set_params(random_state=int(seed)).fit_predict(distances) for seed in seeds]
    return float(np.mean([adjusted_rand_score(a, b) for a, b in combinations(runs, 2)]))


def random_label_ari(labels: Ints, *, n_permutations: int = 1000, random_state: int = 0) -> Floats:
    """Return the adjusted Rand indices between the labels and shuffled copies: the null of "these sizes, at random".

    Examples
    --------
    >>> null = random_label_ari(np.repeat([0, 1, 2, 3], 3))
    >>> bool(abs(null.mean()) < 0.02), bool(0.2 < np.quantile(null, 0.95) < 0.35)
    (True, True)
    """
    rng = check_random_state(random_state)
    members = np.unique(labels, return_inverse=True)[1] == np.arange(len(np.unique(labels)))[:, None]
    indicator = members.astype(float)
    sizes = indicator.sum(axis=1)
    pairs = float((sizes * (sizes - 1) / 2).sum())
    expected = pairs**2 / max(len(labels) * (len(labels) - 1) / 2, 1.0)
    if pairs == expected:
        return np.ones(n_permutations)
    tables = (indicator @ indicator[:, rng.permutation(len(labels))].T for _ in range(n_permutations))
    together = np.array([(table * (table - 1) / 2).sum() for table in tables])
    return np.asarray((together - expected) / (pairs - expected))


def permuted_silhouettes(
    clusterer: Any, metric: Any, features: Floats, *, n_codes: int, n_permutations: int = 20, random_state: int = 0
) -> Floats:
    """Return the silhouettes of clusters found in data without types: the null of "there is structure".

    Every code is shuffled over the narratives on its own, and the text features as one block: how often a code occurs stays
    as it is, which codes go together is chance. Narratives that lose all their codes are left out. NaN where fewer than two
    clusters were found.
    """
    rng = check_random_state(random_state)
    result = np.full(n_permutations, np.nan)
    for i in range(n_permutations):
        shuffled = np.column_stack([rng.permutation(column) for column in features[:, :n_codes].T])
        text = rng.permutation(features[:, n_codes:])
        has_codes = shuffled.any(axis=1)
        distances = clone(metric).fit_transform(np.hstack([shuffled, text])[has_codes])
        fitted = clone(clusterer).set_params(random_state=rng.randint(_LARGEST_SEED)).fit(distances)
        result[i] = silhouette(distances, fitted.labels_)
    return result


def silhouette(distances: Floats, labels: Ints) -> float:
    """Return the mean silhouette of the rows in a cluster; NaN with fewer than two clusters.

    Examples
    --------
    >>> points = np.array([0.0, 1.0, 10.0, 11.0])
    >>> round(silhouette(abs(points[:, None] - points), np.array([0, 0, 1, 1])), 2)
    0.9
    """
    inside = labels != OUTLIER
    n_clusters = len(np.unique(labels[inside]))
    if not 2 <= n_clusters < inside.sum():
        return float("nan")
    return float(silhouette_score(distances[np.ix_(inside, inside)], labels[inside], metric="precomputed"))
