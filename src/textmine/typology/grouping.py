"""One run of the clustering: which narratives take part, in which clusters they fall, and how far to trust the clusters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.utils import check_random_state

from textmine.errors import InputError
from textmine.typology import stability
from textmine.typology.arrays import Bools, Floats, Ints
from textmine.typology.cluster import OUTLIER, PrototypeClustering, membership
from textmine.typology.distance import MixedDistance
from textmine.typology.selection import candidate_numbers, choose_number, compare_numbers

#: Fewer narratives with codes are not clustered: the null of random labels is too wide to tell types from chance.
FEWEST_NARRATIVES = 20
#: More narratives are clustered by way of a random sample of this size, as in CLARA (Kaufman & Rousseeuw 1990).
LARGEST_SAMPLE = 500
#: Permutations of the codes for the null of the silhouette.
N_PERMUTATIONS = 20


@dataclass(frozen=True)
class Trust:
    """What is known about a set of clusters besides the clusters themselves."""

    jaccard: Floats
    silhouette: float
    silhouette_null: Floats
    seed_ari: float
    random_ari: Floats

    @property
    def silhouette_null_95(self) -> float:
        """95th percentile of the silhouettes of shuffled codes; NaN when none of them gave two clusters."""
        found = self.silhouette_null[~np.isnan(self.silhouette_null)]
        return float(np.quantile(found, 0.95)) if len(found) else float("nan")

    @property
    def beats_chance(self) -> bool:
        """Whether there are two clusters or more, and clearer ones than in shuffled codes."""
        chance = self.silhouette_null_95
        return self.silhouette > (-1.0 if np.isnan(chance) else chance)

    @property
    def verdicts(self) -> list[str]:
        """Verdict on each cluster; without structure beyond chance none is to be trusted, however often it comes back."""
        return [stability.verdict(value) if self.beats_chance else "niet_vertrouwen" for value in self.jaccard]


@dataclass(frozen=True)
class Grouping:
    """Clusters of the rows of a feature matrix; arrays have one entry a row or one a cluster.

    ``labels`` is -1 for outliers and for rows without any code; ``trust`` is None when there were too few rows to cluster.
    """

    labels: Ints
    membership: Floats
    has_codes: Bools
    prototypes: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    atypical: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    n_sample: int = 0
    comparison: pd.DataFrame | None = None
    trust: Trust | None = None


def group_rows(
    features: Floats, metric: MixedDistance, *, n_codes: int, k: int | Literal["auto"], seed: int, n_boot: int
) -> Grouping:
    """Cluster the rows of a matrix of code features (the first `n_codes` columns) and text features.

    Above `LARGEST_SAMPLE` rows the prototypes, the number of clusters and all that is said on stability come from a random
    sample; every row is then assigned to its nearest prototype. Memory stays at that of the sample's distances.

    Raises
    ------
    InputError
        When `k` is no number of clusters for this many rows.
    """
    has_codes = np.asarray(features[:, :n_codes].any(axis=1))
    _check_number(k, int(has_codes.sum()))
    if has_codes.sum() < FEWEST_NARRATIVES:
        return Grouping(np.full(len(has_codes), OUTLIER), np.full(len(has_codes), np.nan), has_codes)
    chosen = _sample(np.flatnonzero(has_codes), seed)
    distances = metric.fit_transform(features[chosen])
    comparison = None
    if k == "auto":
        comparison = compare_numbers(PrototypeClustering(), distances, candidate_numbers(len(chosen)), random_state=seed)
        k = choose_number(comparison)
    clusterer = PrototypeClustering(k, random_state=seed).fit(distances)
    prototypes = chosen[clusterer.medoid_indices_]
    to_prototypes = clone(metric).fit(features[prototypes]).transform(features)
    to_prototypes[prototypes, np.arange(len(prototypes))] = 0.0
    labels = np.where(has_codes, clusterer.predict(to_prototypes), OUTLIER)
    return Grouping(
        labels=labels,
        membership=membership(to_prototypes, labels),
        has_codes=has_codes,
        prototypes=prototypes,
        atypical=_farthest(to_prototypes, labels),
        n_sample=len(chosen),
        comparison=comparison,
        trust=_judge(clusterer, metric, features[chosen], distances, n_codes=n_codes, n_boot=n_boot),
    )


def _sample(rows: Ints, seed: int) -> Ints:
    if len(rows) <= LARGEST_SAMPLE:
        return rows
    return np.sort(check_random_state(seed).choice(rows, LARGEST_SAMPLE, replace=False))


def _check_number(k: int | Literal["auto"], n: int) -> None:
    if k == "auto":
        return
    if isinstance(k, bool) or not isinstance(k, int) or k < 2:
        raise InputError("k is not a number of clusters: give 'auto' or a whole number of at least 2")
    if n >= FEWEST_NARRATIVES and k * PrototypeClustering().min_size > n:
        raise InputError(f"k is {k}, which is too much for {n} narratives with codes; give a smaller number or 'auto'")


def _farthest(to_prototypes: Floats, labels: Ints) -> Ints:
    """Return for each cluster the member farthest from its prototype."""
    own = [np.where(labels == cluster, column, -1.0) for cluster, column in enumerate(to_prototypes.T)]
    return np.asarray([column.argmax() for column in own], dtype=np.intp)


def _judge(
    clusterer: PrototypeClustering, metric: MixedDistance, features: Floats, distances: Floats, *, n_codes: int, n_boot: int
) -> Trust:
    labels, seed = clusterer.labels_, clusterer.random_state
    restarts = PrototypeClustering(clusterer.n_clusters, init="random", n_init=1)
    return Trust(
        jaccard=stability.bootstrap_jaccard(clusterer.for_bootstrap(), distances, labels, n_boot=n_boot, random_state=seed),
        silhouette=stability.silhouette(distances, labels),
        silhouette_null=stability.permuted_silhouettes(
            clusterer, metric, features, n_codes=n_codes, n_permutations=N_PERMUTATIONS, random_state=seed
        ),
        seed_ari=stability.seed_agreement(restarts, distances, random_state=seed),
        random_ari=stability.random_label_ari(labels, random_state=seed),
    )
