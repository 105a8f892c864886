from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from textmine.errors import InputError
from textmine.training.embedding.clusters import typology_table
from textmine.training.embedding.evaluation import baselines, separation
from textmine.training.embedding.narratives import read_coded, separation_table, swap_entities, swap_table

COUNTRIES = ("Roemeense", "Poolse", "Hongaarse")
ACTS = ("Zij moest haar geld afgeven aan de man", "De deur ging elke avond op slot", "Hij bewaarde het paspoort in een la")

WHO = ["buurman", "melder", "agent", "tolk", "arts", "zus", "collega", "chauffeur", "portier", "huisbaas", "docent", "vriendin"]


@pytest.fixture
def corpus(tmp_path):
    texts = [f"De {COUNTRIES[i % 3]} vrouw vertelt. {ACTS[i // 4]}, zegt de {who}." for i, who in enumerate(WHO)]
    rows = [{"id": str(i), "text": text} for i, text in enumerate(texts)]
    coded = [
        {
            "id": str(i),
            "typologie": f"type{i // 4}",
            "actors": [
                {"rol": ["slachtoffer"], "herkomst_regio": [COUNTRIES[i % 3]]},
                {"rol": ["uitbuiter"], "herkomst_regio": ["x"]},
            ],
        }
        for i in range(12)
    ]
    for name, content in (("narratieven", rows), ("codeur_1", coded), ("codeur_2", coded)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in content), encoding="utf-8")
    return tmp_path


def find_countries(texts):
    rows = [
        (key, "NATIONALITEIT", text.find(word), text.find(word) + len(word))
        for key, text in texts.items()
        for word in (*COUNTRIES, "Nigeriaanse")
        if word in text
    ]
    return pd.DataFrame(rows, columns=["narrative_id", "label", "start", "end"])


def test_masking_takes_the_origin_out_and_leaves_the_type(corpus):
    table = separation_table(read_coded(corpus), {"woorden": baselines()["TF-IDF words"]}, find_countries)
    scores = table.set_index(["label", "masked"])["auc"]
    assert scores["origin within a type", False] > 0.9
    assert scores["origin within a type", True] == pytest.approx(0.5, abs=0.15)
    assert scores["type, codeur_1", True] > 0.9
    assert set(table["n"]) == {12}


def test_a_swapped_nationality_moves_a_text_only_when_it_is_not_masked(corpus):
    texts = read_coded(corpus).texts
    table = swap_table(texts, baselines()["TF-IDF words"], find_countries).set_index("label")
    assert table.index.tolist() == ["NATIONALITEIT"]
    assert table.loc["NATIONALITEIT", ["n", "n_masked"]].tolist() == [12, 0]
    assert table.loc["NATIONALITEIT", "moved"] > 0
    assert table.loc["NATIONALITEIT", "moved_masked"] == pytest.approx(0, abs=1e-9)


def test_a_swap_changes_what_it_finds_and_nothing_else():
    texts = {"1": "De Poolse en de Roemeense vrouw; een Pools paspoort."}
    spans = [(3, 9), (16, 25), (37, 42)]
    entities = pd.DataFrame([("1", "NATIONALITEIT", *span) for span in spans], columns=["narrative_id", "label", "start", "end"])
    changed = swap_entities(texts, entities, "NATIONALITEIT")
    assert changed["1"] == "De Nigeriaanse en de Poolse vrouw; een Nigeriaans paspoort."
    assert swap_entities(texts, entities, "PLAATS") == texts


def test_within_a_type_what_goes_with_the_type_explains_nothing():
    rows = np.array([[1.0, 0.0], [1.0, 0.5], [0.0, 1.0], [0.1, 1.0], [0.05, 1.0]])
    with pytest.raises(InputError, match="nothing to compare"):
        separation(rows, ["a", "a", "b", "b", "b"], within=[1, 1, 2, 2, 2])
    found = separation(rows, ["a", "c", "b", "b", "c"], within=[1, 1, 2, 2, 3])
    assert (found.n, found.auc) == (4, 1.0)


@pytest.mark.parametrize("labels", [["a", "a"], ["a", "b"]])
def test_nothing_to_compare_is_said(labels):
    with pytest.raises(InputError, match="nothing to compare"):
        separation(np.eye(2), labels)


def test_a_folder_without_codings_is_said(tmp_path):
    with pytest.raises(InputError, match=r"codeur_\*\.jsonl is missing"):
        read_coded(tmp_path)


def test_what_the_finder_misses_is_counted(corpus):
    texts = read_coded(corpus).texts
    finds_once = iter([find_countries(texts), find_countries({})])
    table = swap_table(texts, baselines()["TF-IDF words"], lambda _: next(finds_once)).set_index("label")
    assert table.loc["NATIONALITEIT", "n_masked"] == 12
    assert table.loc["NATIONALITEIT", "moved_masked"] > 0


def test_typologies_from_raw_text_are_compared_with_each_coder_and_twelve_narratives_are_too_few(corpus):
    coded = read_coded(corpus)
    table = typology_table(coded, embedders=("tfidf",), text_weights=(0.25,), numbers=(2,), seeds=(0, 1), n_boot=2)
    assert table["coder"].tolist() == ["codeur_1", "codeur_2"]
    assert table[["ari", "sd"]].to_numpy().tolist() == [[0, 0], [0, 0]]
