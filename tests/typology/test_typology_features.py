from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from textmine.errors import InputError
from textmine.typology.features import DIMENSION_WEIGHTS, CodeProfile, presence_values

VALUES = ["aanwezig", "ontkend", "onzeker", "niet_vermeld"]


def table(**columns: list[str]) -> pd.DataFrame:
    named = {name.replace("__", "."): cells for name, cells in columns.items()}
    n = len(next(iter(named.values()))) if named else 0
    return pd.DataFrame({"narrative_id": [str(i) for i in range(n)], **named})


@pytest.mark.parametrize(
    ("value", "uncertain", "number"),
    [
        ("aanwezig", 0.5, 1.0),
        ("ontkend", 0.5, 0.0),
        ("niet_vermeld", 0.5, 0.0),
        ("onzeker", 0.5, 0.5),
        ("onzeker", 0.0, 0.0),
        ("onzeker", 1.0, 1.0),
    ],
)
def test_each_value_has_its_number(value: str, uncertain: float, number: float) -> None:
    assert presence_values(table(machtsmiddel__voodoo=[value]), uncertain=uncertain).iloc[0, 0] == number


@pytest.mark.parametrize("kind", ["category", "string", object])
def test_column_types_do_not_matter(kind: str) -> None:
    codes = table(machtsmiddel__voodoo=VALUES).astype({"machtsmiddel.voodoo": kind})
    assert presence_values(codes)["machtsmiddel.voodoo"].tolist() == [1.0, 0.0, 0.5, 0.0]


def test_columns_that_are_no_codes_are_left_out() -> None:
    codes = table(machtsmiddel__voodoo=["aanwezig"]).assign(note="iets", **{"pipeline.version": "1"})
    assert presence_values(codes).columns.tolist() == ["machtsmiddel.voodoo"]


@pytest.mark.parametrize("value", ["ja", "", None, float("nan"), "Aanwezig", "zij moest alles afgeven"])
def test_another_value_is_refused_by_place_and_never_quoted(value: object) -> None:
    codes = table(machtsmiddel__voodoo=["aanwezig", value], locatie__raam=["aanwezig", "aanwezig"])  # type: ignore[list-item]
    with pytest.raises(InputError, match=r"narrative 1, column machtsmiddel\.voodoo") as caught:
        presence_values(codes)
    assert "afgeven" not in str(caught.value)


def test_double_and_missing_ids_are_refused() -> None:
    codes = table(locatie__raam=["aanwezig", "aanwezig"])
    with pytest.raises(InputError, match="narrative_id 0 occurs more than once"):
        presence_values(codes.assign(narrative_id="0"))
    with pytest.raises(InputError, match="narrative_id is missing"):
        presence_values(codes.drop(columns="narrative_id"))
    with pytest.raises(InputError, match="from 0 to 1"):
        presence_values(codes, uncertain=1.5)


def test_ids_keep_their_zeros() -> None:
    assert presence_values(table(locatie__raam=["aanwezig"]).assign(narrative_id="00012")).index.tolist() == ["00012"]


def test_dimensions_weigh_as_documented_and_attributes_nothing() -> None:
    names = [f"{dimension}.x" for dimension in DIMENSION_WEIGHTS]
    codes = pd.DataFrame([["1", *["aanwezig"] * len(names)]], columns=["narrative_id", *names])
    profile = CodeProfile().fit(codes)
    assert "slachtoffer.x" not in profile.get_feature_names_out()
    assert dict(zip(profile.get_feature_names_out(), profile.transform(codes)[0], strict=True)) == {
        f"{dimension}.x": weight for dimension, weight in DIMENSION_WEIGHTS.items() if weight
    }
    assert DIMENSION_WEIGHTS["signaal"] < DIMENSION_WEIGHTS["machtsmiddel"]


def test_the_weight_of_a_code_goes_before_that_of_its_dimension() -> None:
    codes = table(locatie__raam=["aanwezig"], locatie__hotel=["aanwezig"], zelfbeeld__vrijwillig=["aanwezig"])
    profile = CodeProfile(weights={"locatie": 2, "locatie.hotel": 0.5, "zelfbeeld": 0}).fit(codes)
    assert profile.weights_.to_dict() == {"locatie.raam": 2, "locatie.hotel": 0.5}


@pytest.mark.parametrize("weights", [{"lokatie": 1}, {"locatie.maan": 1}, {"locatie": -1}, {"locatie": float("nan")}])
def test_wrong_weights_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(InputError, match=next(iter(weights))):
        CodeProfile(weights=weights).fit(table(locatie__raam=["aanwezig"]))


def test_a_new_table_may_have_another_order_but_no_missing_codes() -> None:
    codes = table(locatie__raam=["aanwezig", "ontkend"], locatie__hotel=["onzeker", "aanwezig"])
    profile = CodeProfile().fit(codes)
    assert np.array_equal(profile.transform(codes[codes.columns[::-1]]), profile.transform(codes))
    with pytest.raises(InputError, match=r"1 columns .* locatie\.hotel"):
        profile.transform(codes.drop(columns="locatie.hotel"))


def test_it_is_an_estimator_that_can_be_cloned() -> None:
    profile = CodeProfile(uncertain=0.25, weights={"locatie": 3})
    assert clone(profile).get_params() == {"uncertain": 0.25, "weights": {"locatie": 3}}


def test_an_empty_table_is_a_matrix_without_rows() -> None:
    assert CodeProfile().fit_transform(table(locatie__raam=[])).shape == (0, 1)


@given(st.lists(st.lists(st.sampled_from(VALUES), min_size=2, max_size=2), max_size=12), st.floats(0, 1), st.floats(0.01, 5))
def test_features_lie_between_zero_and_their_weight(cells: list[list[str]], uncertain: float, weight: float) -> None:
    codes = table(locatie__raam=[row[0] for row in cells], aangifte__b8=[row[1] for row in cells])
    matrix = CodeProfile(uncertain=uncertain, weights={"aangifte": weight}).fit_transform(codes)
    assert matrix.shape == (len(cells), 2)
    assert (matrix >= 0).all()
    assert (matrix <= [1, weight]).all()
