"""The tidy tables: counts that can be worked out by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.report.tables import (
    VALUES,
    any_present,
    attribute_counts,
    cross_table,
    distinctive_codes,
    number_present,
    presence_by_group,
    value_counts,
)

CODES = pd.DataFrame(
    {
        "narrative_id": ["1", "2", "3", "4"],
        "a": ["aanwezig", "onzeker", "ontkend", "niet_vermeld"],
        "b": ["aanwezig", "aanwezig", "niet_vermeld", "niet_vermeld"],
    }
)
COLUMN = st.lists(st.sampled_from(VALUES), min_size=1, max_size=30)


def test_value_counts():
    table = value_counts(CODES, ["b", "a", "not_coded"])
    assert table["code"].tolist() == ["b", "a"]
    assert table[list(VALUES)].to_numpy().tolist() == [[2, 0, 0, 2], [1, 1, 1, 1]]


def test_a_value_that_is_not_known_is_never_counted_as_present():
    odd = pd.DataFrame({"narrative_id": ["1", "2"], "a": ["ja", None]})
    assert value_counts(odd, ["a"])[list(VALUES)].to_numpy().tolist() == [[0, 0, 0, 2]]


@given(COLUMN)
def test_the_values_of_a_code_add_up_to_all_narratives(column):
    codes = pd.DataFrame({"narrative_id": [str(i) for i in range(len(column))], "a": column})
    [row] = value_counts(codes, ["a"]).to_dict("records")
    assert sum(row[value] for value in VALUES) == row["n"] == len(column)


@given(COLUMN, st.data())
def test_the_groups_add_up_to_the_whole(column, data):
    ids = [str(i) for i in range(len(column))]
    groups = pd.Series(data.draw(st.lists(st.sampled_from("xyz"), min_size=len(ids), max_size=len(ids))), index=ids)
    codes = pd.DataFrame({"narrative_id": ids, "a": column})
    table = presence_by_group(codes, groups, {"a": ["a"]})
    assert table["n"].sum() == column.count("aanwezig")
    assert table["n_group"].sum() == len(column)
    assert ((table["share"] >= 0) & (table["share"] <= 1)).all()


def test_only_aanwezig_counts_and_narratives_without_a_group_are_left_out():
    groups = pd.Series({"1": "x", "2": "x", "3": "y"})
    table = presence_by_group(CODES, groups, {"a": ["a"], "any": ["a", "b"]})
    assert table.to_numpy().tolist() == [
        ["a", "x", 1, 2, 0.5],
        ["a", "y", 0, 1, 0.0],
        ["any", "x", 2, 2, 1.0],
        ["any", "y", 0, 1, 0.0],
    ]


def test_no_groups_and_no_codes():
    assert presence_by_group(CODES, pd.Series(dtype=object), {"a": ["a"]}).empty
    assert presence_by_group(CODES, pd.Series({"1": "x"}), {}).columns.tolist() == ["code", "group", "n", "n_group", "share"]


def test_any_and_number():
    assert any_present(CODES, ["a", "b", "not_coded"]).tolist() == [True, True, False, False]
    assert number_present(CODES, ["a", "b"]).tolist() == [2, 1, 0, 0]
    assert any_present(CODES, []).tolist() == [False] * 4


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["vrouw", "man", "vrouw", ""], [["vrouw", 2], ["man", 1], ["", 1]]),
        (["nederland;oost_europa", "nederland"], [["nederland", 2], ["oost_europa", 1]]),
        ([], []),
    ],
)
def test_attribute_counts(values, expected):
    assert attribute_counts(pd.DataFrame({"x": pd.Series(values, dtype=object)}), "x").to_numpy().tolist() == expected


def test_cross_table_and_distinctive_codes():
    typology = pd.DataFrame({"cluster": [0, 0, -1], "reference_type": ["geen", "geen", "x"]})
    assert cross_table(typology).to_numpy().tolist() == [[-1, "x", 1], [0, "geen", 2]]
    codes = pd.DataFrame(
        {"cluster": [0] * 12, "code": [str(i) for i in range(12)], "share_in": 0.9, "share_out": [i / 20 for i in range(12)]}
    )
    assert distinctive_codes(codes, 0)["code"].tolist() == [str(i) for i in range(8)]
    assert distinctive_codes(codes, 1).empty
