"""Agreement coefficients against published values, other packages, and their own definitions at the edges."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score, precision_score, recall_score
from statsmodels.stats.inter_rater import cohens_kappa

from textmine.validation.agreement import (
    STATISTICS,
    cohen_kappa,
    contingency,
    gwet_ac1,
    krippendorff_alpha,
    pair_alpha,
    pair_scores,
    percent_agreement,
    two_by_two,
)

IRRCAC_ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
N = None
WIKIPEDIA = [  # https://en.wikipedia.org/wiki/Krippendorff's_alpha, three coders, 15 units
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]
KRIPPENDORFF_2011 = [  # Computing Krippendorff's Alpha-Reliability, section C: four observers, 12 units
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]

binary_pairs = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)
square_tables = st.integers(2, 4).flatmap(
    lambda q: st.lists(st.lists(st.integers(0, 30), min_size=q, max_size=q), min_size=q, max_size=q)
)


def test_published_three_by_three_table():
    assert cohen_kappa(IRRCAC_ABSTRACTORS) == pytest.approx(0.7964094, abs=1e-7)
    assert cohen_kappa(IRRCAC_ABSTRACTORS) == pytest.approx(cohens_kappa(IRRCAC_ABSTRACTORS).kappa)
    assert pair_alpha(IRRCAC_ABSTRACTORS) == pytest.approx(0.7972585, abs=1e-7)
    assert gwet_ac1(IRRCAC_ABSTRACTORS) == pytest.approx(0.8493305, abs=1e-7)


def test_rare_value_lowers_kappa_but_not_ac1():
    scores = pair_scores([[38, 1], [1, 1]])
    assert [round(float(scores[name]), 3) for name in ("percent", "kappa", "ac1")] == [0.951, 0.474, 0.946]


@pytest.mark.parametrize(("ratings", "alpha"), [(WIKIPEDIA, 0.691358), (KRIPPENDORFF_2011, 0.743421)])
def test_published_alpha_with_missing_values(ratings, alpha):
    assert krippendorff_alpha(ratings) == pytest.approx(alpha, abs=1e-6)


@given(binary_pairs)
def test_binary_scores_equal_scikit_learn(pairs):
    a, b = zip(*pairs, strict=True)
    scores = pair_scores(contingency(a, b, categories=(False, True)))
    assert scores["percent"] == pytest.approx(np.mean(np.array(a) == np.array(b)))
    if any(a):
        assert scores["precision"] == pytest.approx(precision_score(b, a, zero_division=0))
    if any(b):
        assert scores["recall"] == pytest.approx(recall_score(b, a, zero_division=0))
    if any(a) or any(b):
        assert scores["f1"] == pytest.approx(f1_score(b, a, zero_division=0))
    if len(set(a) | set(b)) == 2:
        assert scores["kappa"] == pytest.approx(cohen_kappa_score(a, b), abs=1e-9)


@given(st.lists(st.lists(st.sampled_from([0, 1, 2, None]), min_size=8, max_size=8), min_size=2, max_size=4))
def test_alpha_equals_the_krippendorff_package(ratings):
    numbers = np.array(ratings, dtype=float)
    pairable = numbers[:, (~np.isnan(numbers)).sum(axis=0) > 1]
    if len(np.unique(pairable[~np.isnan(pairable)])) > 1:
        expected = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")
        assert krippendorff_alpha(ratings) == pytest.approx(expected, abs=1e-9)
    else:
        assert np.isnan(krippendorff_alpha(ratings))


@given(binary_pairs)
def test_alpha_of_a_pair_is_alpha_of_two_coders(pairs):
    a, b = zip(*pairs, strict=True)
    assert pair_alpha(contingency(a, b)) == pytest.approx(krippendorff_alpha([a, b]), nan_ok=True)


@given(square_tables)
def test_coefficients_do_not_depend_on_who_comes_first(table):
    for coefficient in (percent_agreement, cohen_kappa, pair_alpha, gwet_ac1):
        turned = np.transpose(table)
        assert coefficient(table) == pytest.approx(coefficient(turned), nan_ok=True)
        assert np.isnan(coefficient(table)) or coefficient(table) <= 1 + 1e-9


@given(st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4), min_size=1, max_size=6))
def test_many_tables_at_once_equal_one_at_a_time(rows):
    tables = np.array(rows).reshape(-1, 2, 2)
    together = pair_scores(tables)
    for i, table in enumerate(tables):
        for name, value in pair_scores(table).items():
            assert together[name][i] == pytest.approx(value, nan_ok=True)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_two_by_two_adds_up(cells):
    counts = two_by_two(np.reshape(cells, (2, 2)))
    assert counts["tp"] + counts["fp"] + counts["fn"] + counts["tn"] == counts["n"] == sum(cells)


@pytest.mark.parametrize(
    ("table", "undefined"),
    [
        ([[0, 0], [0, 0]], set(STATISTICS)),
        ([[12, 0], [0, 0]], {"precision", "recall", "f1", "kappa", "alpha"}),  # both always say no
        ([[0, 0], [0, 12]], {"kappa", "alpha"}),  # both always say yes
        ([[8, 4], [0, 0]], {"precision"}),  # the first never says yes
        ([[8, 0], [4, 0]], {"recall"}),  # the standard never does
        ([[8, 1], [1, 2]], set()),
    ],
)
def test_undefined_is_nan_and_nothing_else(table, undefined):
    assert {name for name, value in pair_scores(table).items() if np.isnan(value)} == undefined


def test_one_category_has_no_chance_agreement_to_correct_for():
    assert np.isnan(gwet_ac1([[5]]))
    assert gwet_ac1([[5, 0], [0, 0]]) == 1


def test_contingency_leaves_out_missing_and_refuses_what_does_not_fit():
    assert contingency([1, None, 0, float("nan")], [1, 1, None, 0]).tolist() == [[1.0]]
    assert contingency([], [], categories=(0, 1)).tolist() == [[0, 0], [0, 0]]
    with pytest.raises(ValueError, match="same units"):
        contingency([1], [1, 0])
    with pytest.raises(ValueError, match="outside"):
        contingency(["ja"], ["misschien"], categories=("ja", "nee"))


@pytest.mark.parametrize("ratings", [[[], []], [[None, None], [1, None]], [[1, 1], [1, 1]], [[1, None], [None, 2]]])
def test_alpha_without_two_values_to_pair_is_nan(ratings):
    assert np.isnan(krippendorff_alpha(ratings))
