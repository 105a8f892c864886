"""Adjusted Rand index with interval and null, against scikit-learn and brute force."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score, v_measure_score

from textmine.validation.bootstrap import resample_weights
from textmine.validation.typology import TYPOLOGY_COLUMNS, adjusted_rand, adjusted_rand_null, confusion_rows, typology_row

FOUR_BY_THREE = [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


def series(values):
    return pd.Series(list(values), dtype=object, index=[str(i) for i in range(len(values))])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40))
def test_adjusted_rand_equals_scikit_learn(pairs):
    a, b = zip(*pairs, strict=True)
    found = adjusted_rand(a, b, np.ones((1, len(a))))[0]
    if np.isnan(found):  # scikit-learn calls two identical trivial groupings perfect
        assert len(set(a)) == len(set(b)) and len(set(a)) in (1, len(a))
    else:
        assert found == pytest.approx(adjusted_rand_score(a, b), abs=1e-9)


def test_weights_count_pairs_of_different_narratives():
    rng = np.random.default_rng(4)
    a, b = rng.integers(0, 3, 15), rng.integers(0, 3, 15)
    weights = resample_weights(range(15), 20, seed=1)
    for row, found in zip(weights, adjusted_rand(a, b, weights), strict=True):
        drawn = np.repeat(np.arange(15), row.astype(int))
        pairs = [(i, j) for k, i in enumerate(drawn) for j in drawn[k + 1 :] if i != j]
        in_a = sum(a[i] == a[j] for i, j in pairs)
        in_b = sum(b[i] == b[j] for i, j in pairs)
        together = sum(a[i] == a[j] and b[i] == b[j] for i, j in pairs)
        expected = in_a * in_b / len(pairs)
        assert found == pytest.approx((together - expected) / ((in_a + in_b) / 2 - expected))


def test_draws_centre_on_the_index_of_the_data():
    """Counting a narrative's pairs with its own copies would lift the mean by .12 at n = 12."""
    rng = np.random.default_rng(0)
    differences = []
    for seed in range(60):
        a = rng.integers(0, 4, 12)
        b = np.where(rng.random(12) < 0.6, a, rng.integers(0, 4, 12))
        draws = adjusted_rand(a, b, resample_weights(range(12), 200, seed))
        differences.append(np.nanmean(draws) - adjusted_rand(a, b, np.ones((1, 12)))[0])
    assert abs(np.mean(differences)) < 0.04


@pytest.mark.parametrize(
    ("groups", "percentile_95", "percentile_99"),
    [(FOUR_BY_THREE, 0.287, 0.389), ([0] * 5 + [1] * 3 + [2] * 2 + [3] * 2, 0.224, 0.31)],
)
def test_null_of_small_samples(groups, percentile_95, percentile_99):
    null = adjusted_rand_null(groups, groups, n_permutations=5000, seed=1)
    assert null.mean() == pytest.approx(0, abs=0.01)
    assert np.quantile(null, 0.95) == pytest.approx(percentile_95, abs=0.03)
    assert np.quantile(null, 0.99) == pytest.approx(percentile_99, abs=0.1)


def test_row_of_equal_groupings():
    row = typology_row("A × B", series(FOUR_BY_THREE), series("xxxyyyzzzqqq"), range(12), n_boot=500, seed=0)
    assert tuple(row) == TYPOLOGY_COLUMNS
    assert (row["n"], row["n_types_a"], row["n_types_b"], row["ari"], row["ami"]) == (12, 4, 4, 1, pytest.approx(1))
    assert row["ari_p"] == pytest.approx(1 / 501)
    assert np.isnan(row["ari_low"])  # full agreement in every draw says nothing about uncertainty


def test_row_of_partly_equal_groupings():
    a, b = series("aaaaaabbbbbbcccccc"), series("xxxxxyyyyyyyzzzzzx")
    row = typology_row("A × B", a, b, range(18), n_boot=500, seed=0)
    assert row["ari"] == pytest.approx(adjusted_rand_score(a, b))
    assert row["ami"] == pytest.approx(adjusted_mutual_info_score(a, b))
    assert row["v_measure"] == pytest.approx(v_measure_score(a, b))
    assert row["ari_low"] < row["ari"] < row["ari_high"]
    assert row["ari_null_95"] < row["ari"]
    assert row == typology_row("A × B", a, b, range(18), n_boot=500, seed=0)


@pytest.mark.parametrize(("a", "b"), [("aaaa", "xyxy"), ("abab", "xxxx"), ("a", "x")])
def test_one_type_is_no_grouping(a, b):
    row = typology_row("A × B", series(a), series(b), range(len(a)), n_boot=10, seed=0)
    assert all(np.isnan(row[name]) for name in TYPOLOGY_COLUMNS[4:])
    assert row["n"] == len(a)


def test_confusion_holds_every_cell():
    rows = list(confusion_rows("A × B", series(["geen", "geen", "vlucht"]), series(["geen", "hand", "hand"])))
    assert [(row["row"], row["column"], row["n"]) for row in rows] == [
        ("geen", "geen", 1),
        ("geen", "hand", 1),
        ("vlucht", "geen", 0),
        ("vlucht", "hand", 1),
    ]
