from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import cdist
from sklearn.base import clone

from textmine.typology.distance import MixedDistance, jaccard_distance

CELLS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
ROWS = arrays(float, st.tuples(st.integers(1, 7), st.integers(1, 5)), elements=CELLS)


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ([1, 1, 0], [1, 1, 0], 0),
        ([1, 1, 0], [0, 0, 1], 1),
        ([1, 1, 0], [1, 0, 1], 2 / 3),
        ([1, 0.5], [0.5, 0.5], 1 / 3),
        ([0, 0], [1, 0], 1),
        ([0, 0], [0, 0], 1),
    ],
)
def test_weighted_jaccard_by_hand(a: list[float], b: list[float], distance: float) -> None:
    assert jaccard_distance(np.array([a], float), np.array([b], float))[0, 0] == pytest.approx(distance)


@given(ROWS)
def test_it_is_ruzicka_and_a_metric_on_rows_that_say_something(rows: np.ndarray) -> None:
    rows = rows[rows.any(axis=1)]
    if not len(rows):
        return
    square = MixedDistance().fit_transform(rows)
    smaller, larger = np.minimum(rows[:, None], rows).sum(axis=2), np.maximum(rows[:, None], rows).sum(axis=2)
    assert np.allclose(square, 1 - smaller / larger)
    assert np.array_equal(square, square.T)
    assert not np.diag(square).any()
    assert (square[:, None, :] <= square[:, :, None] + square[None, :, :] + 1e-9).all()


@given(arrays(bool, st.tuples(st.integers(1, 7), st.integers(1, 5))))
def test_on_present_and_absent_it_is_the_jaccard_distance(rows: np.ndarray) -> None:
    rows = rows[rows.any(axis=1)]
    if not len(rows):
        return
    assert np.allclose(jaccard_distance(rows.astype(float), rows.astype(float)), cdist(rows, rows, "jaccard"))


def test_silence_resembles_nothing_but_itself() -> None:
    square = MixedDistance().fit_transform(np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]]))
    assert square.tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]


@pytest.mark.parametrize("weight", [0.0, 0.25, 1.0])
def test_text_has_its_share(weight: float) -> None:
    rows = np.array([[1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]])
    assert MixedDistance(n_codes=2, text_weight=weight).fit_transform(rows)[0, 1] == pytest.approx(weight)


def test_without_text_the_codes_decide_alone() -> None:
    rows = np.array([[1.0, 1.0, 0.6, 0.8], [1.0, 0.0, 0.0, 0.0]])
    assert MixedDistance(n_codes=2, text_weight=0.9).fit_transform(rows)[0, 1] == pytest.approx(0.5)
    assert MixedDistance(n_codes=2).fit_transform(rows[:, :2])[0, 1] == pytest.approx(0.5)


@given(ROWS, st.floats(0, 1))
def test_distances_stay_between_zero_and_one(rows: np.ndarray, weight: float) -> None:
    metric = MixedDistance(n_codes=max(rows.shape[1] - 2, 1), text_weight=weight)
    square = metric.fit_transform(rows - (np.arange(rows.shape[1]) >= metric.n_codes) * 0.5)
    assert ((square >= 0) & (square <= 1)).all()


def test_new_rows_are_measured_against_the_fitted_ones() -> None:
    metric = MixedDistance().fit(np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]))
    assert metric.transform(np.array([[1.0, 0.0]])).tolist() == [[0.0, 0.5, 1.0]]
    assert clone(metric).get_params() == {"n_codes": None, "text_weight": 0.25}
