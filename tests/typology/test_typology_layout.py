from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from textmine.typology import layout
from textmine.typology.distance import MixedDistance
from textmine.typology.layout import MetricMDS, map_coordinates, principal_components


def test_distances_of_a_plane_are_drawn_as_they_are() -> None:
    points = np.random.default_rng(1).random((30, 2))
    scaling = MetricMDS()
    drawn = scaling.fit_transform(cdist(points, points))
    assert np.allclose(cdist(drawn, drawn), cdist(points, points), atol=1e-6)
    assert scaling.stress_ < 1e-6


def test_it_is_better_than_classical_scaling_on_distances_of_many_dimensions() -> None:
    distances = cdist(*[np.random.default_rng(2).random((40, 12))] * 2)
    classical, improved = MetricMDS(max_iter=0), MetricMDS()
    classical.fit_transform(distances)
    improved.fit_transform(distances)
    assert improved.stress_ < classical.stress_


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=10))
def test_coordinates_are_finite_centred_and_the_same_each_time(points: list[tuple[int, int]]) -> None:
    values = np.array(points, dtype=float)
    distances = cdist(values, values)
    drawn = MetricMDS().fit_transform(distances)
    assert drawn.shape == (len(points), 2)
    assert np.isfinite(drawn).all()
    assert np.allclose(drawn.mean(axis=0), 0, atol=1e-9)
    assert np.array_equal(drawn, MetricMDS().fit_transform(distances))


@pytest.mark.parametrize("draw", [MetricMDS().fit_transform, principal_components])
def test_the_longest_coordinate_of_an_axis_is_positive(draw) -> None:
    values = np.random.default_rng(3).random((25, 4))
    drawn = draw(cdist(values, values) if draw != principal_components else values)
    assert (drawn[np.abs(drawn).argmax(axis=0), [0, 1]] > 0).all()


def test_principal_components_of_one_column_or_one_row() -> None:
    assert principal_components(np.array([[1.0], [3.0]])).tolist() == [[1.0, 0.0], [-1.0, 0.0]]
    assert principal_components(np.array([[5.0, 2.0]])).tolist() == [[0.0, 0.0]]


def test_narratives_without_codes_lie_together_in_the_corner() -> None:
    features = np.array([[1.0, 0, 0], [0, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 0]])
    has_codes = features.any(axis=1)
    points, stress = map_coordinates(features, has_codes, MixedDistance())
    assert stress is not None
    assert np.array_equal(points[1], points[4])
    assert (points[1] <= points[has_codes]).all()


@pytest.mark.parametrize("n", [0, 1, 3])
def test_a_map_of_nothing_has_a_place_for_all(n: int) -> None:
    points, stress = map_coordinates(np.zeros((n, 3)), np.zeros(n, dtype=bool), MixedDistance())
    assert points.tolist() == [[0.0, 0.0]] * n
    assert stress == 0


def test_a_large_set_is_drawn_by_principal_components(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LARGEST_SCALING", 10)
    features = np.random.default_rng(4).random((11, 5))
    points, stress = map_coordinates(features, np.ones(11, dtype=bool), MixedDistance())
    assert stress is None
    assert np.array_equal(points, principal_components(features))
