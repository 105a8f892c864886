"""From a small data folder to a model that sentence-transformers loads."""

from __future__ import annotations

import json

import numpy as np
import pytest
from training_embedding_toy import make_data
from typer import Typer
from typer.testing import CliRunner

from textmine.errors import InputError
from textmine.training.embedding.cli import embedding
from textmine.training.embedding.contrastive import Schedule
from textmine.training.embedding.evaluation import baselines, general_table, model_encoder
from textmine.training.embedding.recipe import Recipe, train_embedding
from textmine.typology.sentence_models import load_sentence_model

SMALL = Recipe(n_tokens=3000, n_dimensions=16, schedule=Schedule(steps=4, batch=24))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return make_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def model(data, tmp_path_factory):
    return train_embedding(data, tmp_path_factory.mktemp("model") / "zinnen", recipe=SMALL, seed=1)


def test_sentence_transformers_loads_it_and_the_light_reader_agrees(model):
    from sentence_transformers import SentenceTransformer

    texts = ["De boot vaart over het water.", "Hij pakte haar paspoort af.", "", "😀 1984", "geld " * 400]
    heavy = SentenceTransformer(str(model), device="cpu").encode(texts).astype(np.float32)
    light = load_sentence_model(str(model)).encode(texts, batch_size=2)
    assert heavy.dtype == light.dtype == np.float32
    np.testing.assert_allclose(light, heavy, atol=2e-3 * np.abs(heavy).max())


def test_one_seed_gives_one_model(data, model, tmp_path):
    again = train_embedding(data, tmp_path / "weer", recipe=SMALL, seed=1)
    other = train_embedding(data, tmp_path / "anders", recipe=SMALL, seed=2)
    assert (again / "model.safetensors").read_bytes() == (model / "model.safetensors").read_bytes()
    assert (again / "tokenizer.json").read_bytes() == (model / "tokenizer.json").read_bytes()
    assert (other / "model.safetensors").read_bytes() != (model / "model.safetensors").read_bytes()


def test_the_folder_says_how_it_was_made_without_paths(model, data):
    facts = json.loads((model / "training.json").read_text(encoding="utf-8"))
    assert facts["seed"] == 1
    assert facts["recipe"]["n_dimensions"] == 16
    assert facts["words"]["wet"] > 0
    assert facts["tools"]["tokenizers"]
    assert str(data) not in (model / "training.json").read_text(encoding="utf-8")


def test_a_card_that_is_there_stays(data, tmp_path):
    (tmp_path / "README.md").write_text("kaart", encoding="utf-8")
    train_embedding(data, tmp_path, recipe=SMALL)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "kaart"


def test_scores_beside_the_words_themselves(data, model):
    table = general_table({"model": model_encoder(str(model)), **baselines()}, data)
    assert table["features"].tolist() == ["model", "TF-IDF words", "TF-IDF characters 3-5", "LSA 128"]
    assert table[["topic_auc", "topic_hit"]].to_numpy().min() >= 0
    assert table.loc[1, "sts"] == pytest.approx(1.0)


def test_scores_without_the_pairs_name_the_file(data, tmp_path):
    with pytest.raises(InputError, match=r"stsb-nl-test\.csv: this file is missing"):
        general_table({}, tmp_path)


def test_the_command_names_what_is_missing(tmp_path):
    app = Typer()
    app.command()(embedding)
    done = CliRunner().invoke(app, ["--data", str(tmp_path), "--out", str(tmp_path / "uit")])
    assert isinstance(done.exception, InputError)
    assert "ls_dev_2025.conllu.gz: this file is missing" in str(done.exception)
    assert not (tmp_path / "uit").exists()
