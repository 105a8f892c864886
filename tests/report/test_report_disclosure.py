"""Small cells: what is hidden stays hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.report.disclosure import Disclosure

ROWS = st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=9)


@given(ROWS, st.integers(min_value=1, max_value=12), st.one_of(st.none(), st.integers(min_value=0, max_value=8)))
def test_no_small_count_is_shown_nor_can_be_worked_out(counts, min_cell, absorb):
    rule = Disclosure(min_cell, active=True)
    hidden = rule.row(counts, absorb)
    shown = [n for n, why in zip(counts, hidden, strict=True) if not why]
    assert all(n == 0 or n >= min_cell for n in shown)
    gone = [n for n, why in zip(counts, hidden, strict=True) if why]
    if gone and sum(counts) >= min_cell:
        assert len(gone) >= 2
        assert sum(gone) >= min_cell


@given(ROWS, st.integers(min_value=1, max_value=12))
def test_nothing_is_hidden_without_need(counts, min_cell):
    hidden = Disclosure(min_cell, active=True).row(counts)
    assert all((why == "small") == (0 < n < min_cell) for n, why in zip(counts, hidden, strict=True))
    if all(n == 0 or n >= min_cell for n in counts):
        assert hidden == [""] * len(counts)


@given(ROWS)
def test_a_page_with_texts_hides_nothing(counts):
    assert Disclosure(5, active=False).row(counts) == [""] * len(counts)


@pytest.mark.parametrize(
    ("counts", "absorb", "expected"),
    [
        ([12, 1, 0, 37], 3, ["", "small", "", "complement"]),
        ([12, 1, 0, 37], None, ["complement", "small", "", ""]),
        ([2, 1, 9, 8], None, ["small", "small", "", "complement"]),
        ([0, 0, 0, 0], 3, ["", "", "", ""]),
        ([3, 0, 0], None, ["small", "", ""]),
    ],
)
def test_which_second_cell_goes(counts, absorb, expected):
    assert Disclosure(5, active=True).row(counts, absorb) == expected
