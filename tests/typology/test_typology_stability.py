from __future__ import annotations

from typing import Any, Self

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.metrics import adjusted_rand_score

from textmine.typology.cluster import PrototypeClustering
from textmine.typology.distance import MixedDistance
from textmine.typology.features import CodeProfile
from textmine.typology.selection import candidate_numbers, choose_number, compare_numbers
from textmine.typology.stability import (
    bootstrap_jaccard,
    permuted_silhouettes,
    random_label_ari,
    seed_agreement,
    silhouette,
    verdict,
)


class OneCluster(ClusterMixin, BaseEstimator):
    """Puts every row in one cluster, whatever the data."""

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: N803
        self.labels_ = np.zeros(len(X), dtype=int)
        return self


class RandomClusters(OneCluster):
    """Gives random labels: the seed is all that decides."""

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: N803
        self.labels_ = np.random.RandomState(self.random_state).randint(0, 4, len(X))
        return self


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, "stabiel"),
        (0.75, "stabiel"),
        (0.7499, "patroon"),
        (0.6, "patroon"),
        (0.5999, "niet_vertrouwen"),
        (0.0, "niet_vertrouwen"),
    ],
)
def test_verdicts_are_hennigs(value: float, expected: str) -> None:
    assert verdict(value) == expected


def test_clusters_far_apart_come_back_every_time(line_distances) -> None:
    distances = line_distances(*range(10), *range(100, 110), *range(300, 310))
    labels = np.repeat([0, 1, 2], 10)
    assert bootstrap_jaccard(PrototypeClustering(3), distances, labels, n_boot=20).min() > 0.95


def test_jaccard_with_a_clusterer_that_lumps_all_is_the_share_of_the_cluster() -> None:
    labels = np.repeat([0, 1, -1], [60, 30, 10])
    found = bootstrap_jaccard(OneCluster(), np.zeros((100, 100)), labels, n_boot=200)
    assert found == pytest.approx([0.6, 0.3], abs=0.02)


def test_a_cluster_that_is_never_drawn_has_no_value() -> None:
    labels = np.array([0] * 50 + [2])
    found = bootstrap_jaccard(OneCluster(), np.zeros((51, 51)), labels, n_boot=3)
    assert np.isnan(found[1])
    assert found[0] > 0.9


def test_random_labels_are_never_found_again() -> None:
    labels = np.random.default_rng(0).integers(0, 4, 60)
    found = bootstrap_jaccard(RandomClusters(), np.zeros((60, 60)), labels, n_boot=30)
    assert {verdict(value) for value in found} == {"niet_vertrouwen"}
    assert abs(seed_agreement(RandomClusters(), np.zeros((60, 60)))) < 0.1


def test_seeds_agree_where_there_is_one_answer(line_distances) -> None:
    distances = line_distances(*range(10), *range(100, 110))
    assert seed_agreement(PrototypeClustering(2, init="random", n_init=1), distances) == 1


@pytest.mark.parametrize(
    ("sizes", "high"),
    [((3, 3, 3, 3), 0.287), ((5, 3, 2, 2), 0.224), ((11, 10, 10, 10), 0.068), ((20, 10, 7, 4), 0.086)],
)
def test_the_null_of_random_labels_has_the_known_95th_percentile(sizes: tuple[int, ...], high: float) -> None:
    null = random_label_ari(np.repeat(range(len(sizes)), sizes), n_permutations=5000)
    assert np.quantile(null, 0.95) == pytest.approx(high, abs=0.035)
    assert null.mean() == pytest.approx(0, abs=0.01)


def test_the_null_equals_the_adjusted_rand_index_of_each_permutation() -> None:
    labels = np.array([0, 0, 1, 1, 1, 2, -1, -1])
    rng = np.random.RandomState(5)
    expected = [adjusted_rand_score(labels, labels[rng.permutation(8)]) for _ in range(20)]
    assert random_label_ari(labels, n_permutations=20, random_state=5) == pytest.approx(expected)
    assert random_label_ari(np.zeros(5, dtype=int), n_permutations=2).tolist() == [1, 1]


def test_types_are_clearer_than_shuffled_codes_and_no_types_are_not(planted) -> None:
    clear = {}
    for k in (3, 1):
        features = CodeProfile().fit_transform(planted(60, k)[0])
        distances = MixedDistance().fit_transform(features)
        null = permuted_silhouettes(PrototypeClustering(3), MixedDistance(), features, n_codes=features.shape[1])
        clear[k] = silhouette(distances, PrototypeClustering(3).fit_predict(distances)) > np.quantile(null, 0.95)
    assert clear == {3: True, 1: False}


@pytest.mark.parametrize("labels", [[0, 0, 0, 0], [-1, -1, -1, -1], [0, 1, 2, 3], [0, -1, -1, 1]])
def test_a_silhouette_needs_two_clusters_with_company(line_distances, labels: list[int]) -> None:
    assert np.isnan(silhouette(line_distances(0, 1, 5, 6), np.array(labels)))


@pytest.mark.parametrize(
    ("n", "numbers"), [(20, [2, 3, 4]), (34, [2, 3, 4, 5, 6]), (40, [2, 3, 4, 5, 6, 7, 8]), (900, [2, 3, 4, 5, 6, 7, 8])]
)
def test_numbers_that_are_tried(n: int, numbers: list[int]) -> None:
    assert list(candidate_numbers(n)) == numbers


NAN = float("nan")


@pytest.mark.parametrize(
    ("silhouettes", "jaccards", "chosen"),
    [
        ([0.2, 0.4, 0.5], [0.9, 0.8, 0.5], 3),
        ([0.2, 0.4, 0.5], [0.5, 0.4, 0.3], 2),
        ([0.3, 0.3, 0.3], [0.8, 0.9, 0.9], 2),
        ([NAN, 0.1, 0.2], [0.9, 0.2, 0.1], 3),
        ([NAN, NAN, NAN], [0.9, 0.9, 0.9], 2),
        ([0.1, NAN, 0.2], [0.7, 0.9, NAN], 2),
    ],
)
def test_the_clearest_number_that_holds_is_chosen(silhouettes: list[float], jaccards: list[float], chosen: int) -> None:
    import pandas as pd

    assert choose_number(pd.DataFrame({"k": [2, 3, 4], "silhouette": silhouettes, "jaccard": jaccards})) == chosen


@pytest.mark.parametrize("k", [2, 3, 5])
def test_the_planted_number_is_chosen(planted, k: int) -> None:
    distances = MixedDistance().fit_transform(CodeProfile().fit_transform(planted(80, k)[0]))
    comparison = compare_numbers(PrototypeClustering(), distances, range(2, 8))
    assert comparison["k"].tolist() == list(range(2, 8))
    assert choose_number(comparison) == k
