"""The bootstrap draws narratives or cases, repeatably, and gives no interval where it has nothing to say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from textmine.validation.agreement import cohen_kappa
from textmine.validation.bootstrap import percentile_interval, resample_weights


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=20), st.integers(0, 2**31))
def test_a_draw_holds_as_many_cases_as_there_are(cases, seed):
    weights = resample_weights(cases, 5, seed)
    first_of_case = [cases.index(case) for case in set(cases)]
    assert weights.shape == (5, len(cases))
    assert (weights[:, first_of_case].sum(axis=1) == len(set(cases))).all()
    for case in set(cases):
        members = [i for i, other in enumerate(cases) if other == case]
        assert (weights[:, members] == weights[:, members[:1]]).all()


def test_seed_decides():
    assert (resample_weights(range(9), 4, seed=3) == resample_weights(range(9), 4, seed=3)).all()
    assert (resample_weights(range(9), 4, seed=3) != resample_weights(range(9), 4, seed=4)).any()


def test_nothing_to_draw():
    assert resample_weights([], 7, seed=0).shape == (7, 0)


def test_weighted_tables_equal_repeated_narratives():
    a, b = np.array([1, 1, 0, 0, 1, 0, 1, 0]), np.array([1, 0, 0, 0, 1, 1, 1, 0])
    cells = np.eye(4)[a * 2 + b]
    for weights in resample_weights(range(8), 50, seed=2):
        times = weights.astype(int)
        drawn_a, drawn_b = np.repeat(a, times), np.repeat(b, times)
        if len({*drawn_a, *drawn_b}) == 2:
            expected = cohen_kappa_score(drawn_a, drawn_b)
            assert cohen_kappa((weights @ cells).reshape(2, 2)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("draws", "low", "high", "undefined"),
    [
        (np.arange(1001.0), 25, 975, 0),
        ([0.2, 0.4, np.nan, np.nan], 0.205, 0.395, 0.5),  # half undefined: still an interval
        ([0.2, np.nan, np.nan], np.nan, np.nan, 2 / 3),
        ([1.0, 1.0, 1.0], np.nan, np.nan, 0),  # no spread, so no interval
        ([np.nan], np.nan, np.nan, 1),
        ([], np.nan, np.nan, 1),
    ],
)
def test_percentile_interval(draws, low, high, undefined):
    interval = percentile_interval(np.asarray(draws, float))
    found = (interval.low, interval.high, interval.undefined)
    assert [float(value) for value in found] == pytest.approx([low, high, undefined], nan_ok=True)


def test_columns_are_independent():
    draws = np.column_stack([np.linspace(0, 1, 100), np.full(100, np.nan), np.ones(100)])
    interval = percentile_interval(draws)
    assert np.isnan(interval.low).tolist() == [False, True, True]
    assert interval.undefined.tolist() == [0, 1, 0]


@pytest.mark.parametrize("prevalence", [0.3, 0.5])
def test_interval_covers_the_true_kappa_about_as_often_as_it_says(prevalence):
    rng = np.random.default_rng(8)
    chance = np.outer([1 - prevalence, prevalence], [1 - prevalence, prevalence])
    probabilities = 0.6 * np.diag([1 - prevalence, prevalence]) + 0.4 * chance  # kappa is 0.6
    covered = 0
    for study in range(200):
        cells = np.eye(4)[rng.choice(4, size=60, p=probabilities.ravel())]
        tables = (resample_weights(range(60), 400, seed=study) @ cells).reshape(-1, 2, 2)
        interval = percentile_interval(cohen_kappa(tables))
        covered += interval.low <= 0.6 <= interval.high
    assert 0.88 <= covered / 200 <= 0.99
