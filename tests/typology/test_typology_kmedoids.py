from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from textmine.typology.kmedoids import KMedoids, _swap_costs


def cost(distances: np.ndarray, medoids: list[int]) -> float:
    return float(distances[:, medoids].min(axis=1).sum())


def plane(points: list[tuple[float, float]]) -> np.ndarray:
    values = np.array(points)
    return np.linalg.norm(values[:, None] - values, axis=2)


POINTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=9)


@settings(deadline=None)
@given(POINTS, st.integers(1, 4), st.integers(0, 3))
def test_no_single_exchange_improves_the_answer(points: list[tuple[float, float]], k: int, seed: int) -> None:
    distances = plane(points)
    fitted = KMedoids(k, random_state=seed).fit(distances)
    medoids = fitted.medoid_indices_.tolist()
    assert len(set(medoids)) == min(k, len(points))
    assert fitted.inertia_ == pytest.approx(cost(distances, medoids))
    assert np.array_equal(fitted.labels_, distances[:, medoids].argmin(axis=1))
    for out in range(len(medoids)):
        for into in set(range(len(points))) - set(medoids):
            assert cost(distances, [*medoids[:out], into, *medoids[out + 1 :]]) >= fitted.inertia_ - 1e-6


@settings(deadline=None)
@given(POINTS, st.integers(1, 4))
def test_swap_costs_equal_the_change_counted_in_full(points: list[tuple[float, float]], k: int) -> None:
    distances = plane(points)
    medoids = list(range(min(k, len(points))))
    change = _swap_costs(distances, np.array(medoids))
    for out in range(len(medoids)):
        for into in range(len(medoids), len(points)):
            after = cost(distances, [*medoids[:out], into, *medoids[out + 1 :]])
            assert change[out, into] == pytest.approx(after - cost(distances, medoids))


def test_groups_far_apart_are_found_at_their_best_cost() -> None:
    rng = np.random.default_rng(3)
    points = [tuple(rng.normal(centre, 1, 2)) for centre in (0, 30, 60) for _ in range(6)]
    distances = plane(points)
    best = min(cost(distances, list(medoids)) for medoids in combinations(range(18), 3))
    for init in ("build", "random"):
        assert KMedoids(3, init=init, n_init=5).fit(distances).inertia_ == pytest.approx(best)


def test_more_clusters_than_rows_are_all_the_rows(line_distances) -> None:
    assert KMedoids(9).fit(line_distances(1, 2, 5)).medoid_indices_.tolist() == [0, 1, 2]


def test_rows_that_are_all_alike_are_one_answer() -> None:
    fitted = KMedoids(2).fit(np.zeros((5, 5)))
    assert fitted.inertia_ == 0
    assert len(set(fitted.medoid_indices_.tolist())) == 2


def test_one_seed_gives_one_answer() -> None:
    distances = plane([tuple(point) for point in np.random.default_rng(0).random((40, 2))])
    runs = [KMedoids(5, init="random", random_state=9).fit(distances) for _ in range(2)]
    assert np.array_equal(runs[0].labels_, runs[1].labels_)
    assert clone(runs[0]).get_params() == runs[0].get_params()
