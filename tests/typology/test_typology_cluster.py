from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from textmine.typology.cluster import PrototypeClustering, assign, membership, outlier_cut

TWO_GROUPS = (0.0, 1.0, 2.0, 3.0, 4.0, 20.0, 21.0, 22.0)


def test_the_largest_cluster_comes_first_and_prototypes_belong_most(line_distances) -> None:
    fitted = PrototypeClustering(2).fit(line_distances(*TWO_GROUPS[::-1]))
    assert fitted.labels_.tolist() == [1, 1, 1, 0, 0, 0, 0, 0]
    assert fitted.medoid_indices_.tolist() == [5, 1]
    assert fitted.membership_[fitted.medoid_indices_].tolist() == [1, 1]
    assert fitted.membership_[7] < 1


@pytest.mark.parametrize("stray", [(90.0,), (90.0, 91.0), (90.0, -70.0)])
def test_stray_rows_are_outliers_and_use_up_no_prototype(line_distances, stray: tuple[float, ...]) -> None:
    points = TWO_GROUPS + tuple(point + 0.1 for point in TWO_GROUPS) + stray
    fitted = PrototypeClustering(2).fit(line_distances(*points))
    assert len(fitted.medoid_indices_) == 2
    assert fitted.labels_[16:].tolist() == [-1] * len(stray)
    assert (fitted.labels_[:16] >= 0).all()
    assert not fitted.membership_[16:].any()


def test_a_cluster_below_the_least_size_is_not_kept(line_distances) -> None:
    fitted = PrototypeClustering(4, min_size=3).fit(line_distances(0, 1, 2, 3, 50, 51, 52, 53, 80, 120))
    assert fitted.labels_.tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 0, -1]


def test_a_row_that_shares_nothing_with_any_prototype_is_an_outlier() -> None:
    distances = np.ones((12, 12))
    distances[:5, :5] = distances[5:11, 5:11] = 0.6
    np.fill_diagonal(distances, 0)
    assert PrototypeClustering(2).fit(distances).labels_.tolist() == [1] * 5 + [0] * 6 + [-1]


@pytest.mark.parametrize("n", [1, 2, 5])
def test_rows_that_are_all_alike_are_no_outliers(n: int) -> None:
    fitted = PrototypeClustering(2).fit(np.zeros((n, n)))
    assert fitted.labels_.tolist() == [0] * n


def test_new_rows_go_to_their_nearest_prototype_or_nowhere(line_distances) -> None:
    fitted = PrototypeClustering(2).fit(line_distances(*TWO_GROUPS))
    prototypes = np.array(TWO_GROUPS)[fitted.medoid_indices_]
    new = np.array([2.5, 19.0, 300.0])
    assert fitted.predict(np.abs(new[:, None] - prototypes)).tolist() == [0, 1, -1]


@pytest.mark.parametrize(
    ("row", "label", "expected"),
    [
        ([0.0, 0.8], 0, 1.0),
        ([0.4, 0.4], 0, 0.0),
        ([0.2, 0.8], 0, 0.75),
        ([0.9, 0.95], -1, 0.0),
        ([0.3], 0, 0.7),
        ([0.0, 0.0], 0, 0.0),
    ],
)
def test_membership_by_hand(row: list[float], label: int, expected: float) -> None:
    assert membership(np.array([row]), np.array([label]))[0] == pytest.approx(expected)


def test_a_lower_quantile_gives_more_outliers() -> None:
    rng = np.random.default_rng(0)
    points = rng.random((60, 6))
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    outliers = [(PrototypeClustering(3, outlier_quantile=q).fit_predict(distances) == -1).sum() for q in (0.1, 0.3, 0.5)]
    assert outliers[0] > outliers[1] >= outliers[2]


def test_assign_is_strict_at_the_cut() -> None:
    assert assign(np.array([[0.5, 0.9], [0.49, 0.9]]), 0.5).tolist() == [-1, 0]
    assert outlier_cut(np.zeros((1, 1)), np.zeros(1), 0.5) == float("inf")


@settings(deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=25), st.integers(1, 6), st.integers(0, 3))
def test_whatever_the_rows_the_answer_is_well_formed(points: list[int], k: int, seed: int) -> None:
    values = np.array(points, dtype=float)
    fitted = PrototypeClustering(k, random_state=seed).fit(np.abs(values[:, None] - values))
    n = len(fitted.medoid_indices_)
    assert 1 <= n <= k
    assert set(fitted.labels_.tolist()) <= {-1, *range(n)}
    assert ((fitted.membership_ >= 0) & (fitted.membership_ <= 1)).all()
    assert np.array_equal(clone(fitted).fit(np.abs(values[:, None] - values)).labels_, fitted.labels_)
