"""Narrative values of hand coders, and folding of onzeker."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from textmine.codings.hand import HandCodings
from textmine.records import HandCoding
from textmine.validation.narratives import fold, n_categories, narrative_values

CODE = "machtsmiddel.bedreiging"


def hand(*values, missing=frozenset()):
    codings = tuple(HandCoding("1", "A", CODE, value) for value in values)
    return HandCodings(codings, coded=frozenset({("1", "A")}), missing=missing)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), "niet_vermeld"),
        (("ontkend",), "ontkend"),
        (("ontkend", "onzeker"), "onzeker"),
        (("ontkend", "onzeker", "aanwezig"), "aanwezig"),
    ],
)
def test_rule_in_any_order(values, expected):
    for order in permutations(values):
        assert narrative_values(hand(*order), ["1"], [CODE])["A"].loc["1", CODE] == expected


def test_no_judgement_is_missing_but_a_coding_is_a_judgement():
    missing = frozenset({("1", "A", CODE), ("9", "A", CODE), ("1", "B", CODE)})
    assert narrative_values(hand(missing=missing), ["1"], [CODE])["A"].loc["1", CODE] is None
    assert narrative_values(hand("ontkend", missing=missing), ["1"], [CODE])["A"].loc["1", CODE] == "ontkend"


def test_only_what_was_asked_for_in_that_order():
    codings = (
        HandCoding("1", "B", CODE, "aanwezig"),
        HandCoding("1", "A", "typologie", "geen"),
        HandCoding("3", "A", CODE, "onzeker"),
    )
    coded = frozenset({("1", "A"), ("2", "A"), ("3", "A"), ("1", "B")})
    tables = narrative_values(HandCodings(codings, coded=coded), ["3", "1", "7"], ["locatie.raam", CODE])
    assert list(tables) == ["A", "B"]
    assert tables["A"].to_dict("index") == {
        "3": {"locatie.raam": "niet_vermeld", CODE: "onzeker"},
        "1": {"locatie.raam": "niet_vermeld", CODE: "niet_vermeld"},
    }
    assert tables["B"].index.tolist() == ["1"]


def test_nobody_coded_anything():
    assert narrative_values(HandCodings(()), ["1"], [CODE]) == {}


@pytest.mark.parametrize(
    ("fold_uncertain", "numbers", "categories"),
    [("niet", [1, 0, 0, 0, -1, -1], 2), ("aanwezig", [1, 1, 0, 0, -1, -1], 2), ("apart", [1, 2, 0, 0, -1, -1], 3)],
)
def test_fold(fold_uncertain, numbers, categories):
    values = pd.DataFrame({CODE: ["aanwezig", "onzeker", "ontkend", "niet_vermeld", None, np.nan]}, dtype=object)
    assert fold(values, fold_uncertain).ravel().tolist() == numbers
    assert n_categories(fold_uncertain) == categories


def test_fold_of_an_empty_table_keeps_its_shape():
    assert fold(pd.DataFrame(index=["1", "2"]), "niet").shape == (2, 0)
