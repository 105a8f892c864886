"""How many clusters: the number that is both clear (silhouette) and found again (bootstrap)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.base import clone

from textmine.typology.arrays import Floats
from textmine.typology.cluster import OUTLIER, PrototypeClustering
from textmine.typology.stability import PATTERN, bootstrap_jaccard, silhouette

MOST_CLUSTERS = 8
NARRATIVES_A_CLUSTER = 5


def candidate_numbers(n: int) -> range:
    """Return the numbers of clusters worth trying: 2 to 8, with five narratives a cluster on average.

    Examples
    --------
    >>> list(candidate_numbers(23))
    [2, 3, 4]
    """
    return range(2, min(MOST_CLUSTERS, max(n // NARRATIVES_A_CLUSTER, 2)) + 1)


def compare_numbers(
    clusterer: PrototypeClustering, distances: Floats, candidates: Sequence[int], *, n_boot: int = 20, random_state: int = 0
) -> pd.DataFrame:
    """Cluster with every number of clusters and say how clear and how stable the answer is.

    Returns
    -------
    DataFrame
        ``k`` (asked), ``found``, ``silhouette`` and ``jaccard`` (mean over the narratives in a cluster of the bootstrap
        Jaccard of their cluster).
    """
    rows = []
    for k in candidates:
        fitted = clone(clusterer).set_params(n_clusters=k, random_state=random_state).fit(distances)
        inside = fitted.labels_[fitted.labels_ != OUTLIER]
        again = bootstrap_jaccard(fitted.for_bootstrap(), distances, fitted.labels_, n_boot=n_boot, random_state=random_state)
        rows.append((k, len(np.unique(inside)), silhouette(distances, fitted.labels_), float(again[inside].mean())))
    return pd.DataFrame(rows, columns=["k", "found", "silhouette", "jaccard"])


def choose_number(comparison: pd.DataFrame) -> int:
    """Choose from `compare_numbers`: the clearest of the numbers that hold as a pattern, else the most stable one.

    Examples
    --------
    >>> table = pd.DataFrame({"k": [2, 3, 4], "silhouette": [0.2, 0.4, 0.5], "jaccard": [0.9, 0.8, 0.5]})
    >>> choose_number(table)
    3
    """
    k, clear, stable = (comparison[name].to_numpy(dtype=float) for name in ("k", "silhouette", "jaccard"))
    holding = ~np.isnan(clear) & (stable >= PATTERN)
    preference = np.where(holding, clear, -np.inf) if holding.any() else np.where(np.isnan(clear), -np.inf, stable)
    return int(k[preference.argmax()])
