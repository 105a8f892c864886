from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.typology.describe import cluster_codes, cluster_label, describe_cluster, describe_stability, typical_codes

COLUMNS = [
    *["cluster", "code", "n_in", "n_cluster", "n_out", "n_rest"],
    *["share_in", "share_out", "ratio", "ratio_low", "ratio_high"],
]


def present(inside: dict[str, int], outside: dict[str, int], n_in: int, n_out: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Narratives of which the first of each side have the code."""
    labels = np.repeat([0, 1], [n_in, n_out])
    columns = {
        code: [float(i < inside[code]) for i in range(n_in)] + [float(i < outside.get(code, 0)) for i in range(n_out)]
        for code in inside
    }
    return pd.DataFrame(columns), labels


def label(code: str) -> str:
    return code.partition(".")[2].replace("_", " ")


def test_counts_shares_and_ratio_by_hand() -> None:
    table = cluster_codes(*present({"machtsmiddel.voodoo": 8}, {"machtsmiddel.voodoo": 2}, 10, 30))
    assert table.columns.tolist() == COLUMNS
    row = table.iloc[0]
    assert row[COLUMNS[:6]].tolist() == [0, "machtsmiddel.voodoo", 8, 10, 2, 30]
    assert (row["share_in"], row["share_out"]) == pytest.approx((0.8, 2 / 30))
    error = math.sqrt(1 / 8.5 - 1 / 10.5 + 1 / 2.5 - 1 / 30.5)
    ratio = (8.5 / 10.5) / (2.5 / 30.5)
    assert row[["ratio", "ratio_low", "ratio_high"]].tolist() == pytest.approx(
        [ratio, ratio * math.exp(-1.959964 * error), ratio * math.exp(1.959964 * error)]
    )


def test_what_occurs_nowhere_has_no_ratio_and_stands_last() -> None:
    table = cluster_codes(*present({"locatie.raam": 0, "locatie.hotel": 5}, {}, 6, 6))
    own = table[table["cluster"] == 0]
    assert own["code"].tolist() == ["locatie.hotel", "locatie.raam"]
    assert own["ratio"].isna().tolist() == [False, True]


def test_without_a_rest_there_is_nothing_to_compare_with() -> None:
    table = cluster_codes(*present({"locatie.raam": 3}, {}, 6, 0))
    assert table[["share_out", "ratio", "ratio_low", "ratio_high"]].isna().all(axis=None)
    assert table.loc[0, "share_in"] == 0.5


def test_outliers_belong_to_the_rest() -> None:
    codes = pd.DataFrame({"locatie.raam": [1.0, 1.0, 0.0, 1.0]})
    assert cluster_codes(codes, np.array([0, 0, 0, -1]))[["n_in", "n_cluster", "n_out", "n_rest"]].iloc[0].tolist() == [
        2,
        3,
        1,
        1,
    ]


@pytest.mark.parametrize("labels", [[], [-1, -1]])
def test_without_clusters_the_table_is_empty_but_whole(labels: list[int]) -> None:
    table = cluster_codes(pd.DataFrame({"locatie.raam": [1.0] * len(labels)}), np.array(labels, dtype=int))
    assert table.columns.tolist() == COLUMNS
    assert table.empty


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_the_interval_holds_the_ratio(n_in: int, n_out: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, n_in)), data.draw(st.integers(0, n_out))
    row = cluster_codes(*present({"locatie.raam": a}, {"locatie.raam": b}, n_in, n_out)).iloc[0]
    if a + b == 0:
        assert math.isnan(row["ratio"])
    else:
        assert 0 < row["ratio_low"] <= row["ratio"] <= row["ratio_high"] < math.inf


def test_typical_codes_are_frequent_and_surely_more_frequent() -> None:
    inside = {"machtsmiddel.voodoo": 9, "locatie.raam": 10, "aangifte.b8": 2, "locatie.hotel": 6}
    table = cluster_codes(*present(inside, {"locatie.raam": 28, "locatie.hotel": 4}, 10, 30))
    assert typical_codes(table[table["cluster"] == 0])["code"].tolist() == ["machtsmiddel.voodoo", "locatie.hotel"]


def test_the_label_is_made_of_means_before_outcomes() -> None:
    inside = {"aangifte.b8": 10, "signaal.mma": 10, "machtsmiddel.voodoo": 9, "machtsmiddel.schuldbinding": 8}
    table = cluster_codes(*present(inside, {}, 10, 30))
    assert cluster_label(table[table["cluster"] == 0], label) == "voodoo · schuldbinding"
    only_outcomes = table[(table["cluster"] == 0) & table["code"].isin(["aangifte.b8"])]
    assert cluster_label(only_outcomes, label) == "b8"
    assert cluster_label(table[table["cluster"] == 1], label) == "gemengd, geen onderscheidende codes"


def test_the_description_says_what_how_where_and_how_it_ended() -> None:
    inside = {"machtsmiddel.voodoo": 9, "ontstaan.via_via": 5, "locatie.raam": 0, "beeindiging.ontsnapping": 8}
    table = cluster_codes(*present(inside, {"ontstaan.via_via": 15, "locatie.raam": 30}, 10, 30))
    text = describe_cluster(table[table["cluster"] == 0], lambda code: "einde: weg" if "ontsn" in code else label(code))
    assert text == (
        "Deze groep telt 10 casusbeschrijvingen. Vaker dan elders: voodoo (9 van 10, elders 0 van 30); "
        "einde: weg (8 van 10, elders 0 van 30). Minder vaak dan elders: raam. Vaakst genoemde machtsmiddelen: voodoo (9). "
        "Ontstaan: via via (5). Einde: weg (8)."
    )


@pytest.mark.parametrize(
    ("jaccard", "verdict", "start"),
    [
        (0.9, "stabiel", "Stabiliteit 0,90: de groep keert in steekproeven"),
        (0.7, "patroon", "Stabiliteit 0,70: er is een patroon"),
        (0.3, "niet_vertrouwen", "Stabiliteit 0,30: de groep keert"),
        (0.8, "niet_vertrouwen", "Niet te vertrouwen: de indeling als geheel"),
        (float("nan"), "niet_vertrouwen", "De stabiliteit kon niet worden gemeten"),
    ],
)
def test_the_sentence_on_stability(jaccard: float, verdict: str, start: str) -> None:
    assert describe_stability(jaccard, verdict).startswith(start)
