from __future__ import annotations

import pandas as pd
import pytest

from textmine.codebook import load_codebook
from textmine.errors import InputError
from textmine.typology.victims import add_victim_attributes, attribute_ids

COLUMNS = ["narrative_id", "rol", "leeftijdsgroep", "herkomst_regio"]


def present(*actors: tuple[str, str, str, str]) -> dict[str, set[str]]:
    codes = pd.DataFrame({"narrative_id": ["1", "2"], "locatie.raam": ["aanwezig", "ontkend"]})
    table = add_victim_attributes(codes, pd.DataFrame(list(actors), columns=COLUMNS)).set_index("narrative_id")
    return {key: {name for name in attribute_ids() if table.loc[key, name] == "aanwezig"} for key in table.index}


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (("1", "slachtoffer", "minderjarig", "nederland"), {"slachtoffer.minderjarig", "slachtoffer.nederland"}),
        (("1", "slachtoffer", "", "nederland;overig"), {"slachtoffer.nederland", "slachtoffer.overig"}),
        (("1", "uitbuiter;slachtoffer", "meerderjarig", ""), {"slachtoffer.meerderjarig"}),
        (("1", "uitbuiter", "minderjarig", "nederland"), set()),
        (("1", "", "minderjarig", "nederland"), set()),
        (("1", "slachtoffer", "onbekend", "mars"), set()),
        (("3", "slachtoffer", "minderjarig", "nederland"), set()),
    ],
)
def test_only_attributes_of_victims_count(actor: tuple[str, str, str, str], expected: set[str]) -> None:
    assert present(actor) == {"1": expected, "2": set()}


def test_one_victim_with_an_attribute_is_enough() -> None:
    found = present(("2", "slachtoffer", "meerderjarig", ""), ("2", "slachtoffer", "minderjarig", ""))
    assert found["2"] == {"slachtoffer.minderjarig", "slachtoffer.meerderjarig"}


def test_missing_cells_are_no_attributes() -> None:
    actors = pd.DataFrame([["1", "slachtoffer", None, float("nan")]], columns=COLUMNS)
    table = add_victim_attributes(pd.DataFrame({"narrative_id": ["1"]}), actors)
    assert set(table.iloc[0, 1:]) == {"niet_vermeld"}


def test_the_codes_themselves_stay_as_they_are() -> None:
    codes = pd.DataFrame({"narrative_id": ["1"], "locatie.raam": ["onzeker"]})
    table = add_victim_attributes(codes, pd.DataFrame(columns=COLUMNS))
    assert table["locatie.raam"].tolist() == ["onzeker"]
    assert list(codes.columns) == ["narrative_id", "locatie.raam"]


def test_a_table_that_is_not_actors_is_refused() -> None:
    with pytest.raises(InputError, match="column rol is missing"):
        add_victim_attributes(pd.DataFrame({"narrative_id": ["1"]}), pd.DataFrame({"narrative_id": ["1"]}))


def test_no_attribute_is_a_code() -> None:
    assert not set(attribute_ids()) & set(load_codebook().codes)
