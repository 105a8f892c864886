"""Loading sentence models that the tests build themselves: a table of vectors, and a tiny random transformer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from textmine.errors import ModelError
from textmine.typology import SentenceEmbedder
from textmine.typology.sentence_models import (
    EMBEDDED,
    StaticModel,
    embedded_folder,
    installed_sentence_models,
    load_sentence_model,
)

TEXTS = ["Hij pakte haar paspoort af.", "", "Zij gaf elke week 300 euro af 😀", "geld " * 500]


@pytest.fixture(scope="module")
def transformer_folder(tmp_path_factory) -> Path:
    """A random BERT of one layer with mean pooling, saved as any sentence-transformers model is."""
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "geld", "paspoort", "schuld", "hotel"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    word_model = models.Transformer(str(folder), max_seq_length=32)
    saved = tmp_path_factory.mktemp("zinnen") / "klein"
    SentenceTransformer(modules=[word_model, models.Pooling(16)], device="cpu").save(str(saved))
    return saved


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """An empty local cache of the hub."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def put_in_cache(cache: Path, name: str, folder: Path) -> None:
    repository = cache / f"models--{name.replace('/', '--')}"
    shutil.copytree(folder, repository / "snapshots" / "abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc", encoding="utf-8")


def test_a_table_of_vectors_is_read_as_sentence_transformers_reads_it(model_folder):
    from sentence_transformers import SentenceTransformer

    light = load_sentence_model(model_folder)
    assert isinstance(light, StaticModel)
    heavy = SentenceTransformer(model_folder, device="cpu").encode(["geld schuld", "hotel", "", "iets"])
    np.testing.assert_allclose(light.encode(["geld schuld", "hotel", "", "iets"]), heavy, atol=1e-6)


def test_the_embedded_model_is_read_as_sentence_transformers_reads_it():
    from sentence_transformers import SentenceTransformer

    heavy = SentenceTransformer(str(embedded_folder()), device="cpu").encode(TEXTS).astype(np.float32)
    np.testing.assert_allclose(load_sentence_model(EMBEDDED).encode(TEXTS), heavy, atol=2e-3 * np.abs(heavy).max())


def test_a_package_without_its_model_is_said(monkeypatch):
    monkeypatch.setattr("textmine.typology.sentence_models.model_folder", lambda _: None)
    with pytest.raises(ModelError, match="embedded sentence model is missing; reinstall textmine, or use --embedder tfidf"):
        load_sentence_model(EMBEDDED)


def test_the_embedded_model_is_small():
    assert sum(path.stat().st_size for path in embedded_folder().rglob("*") if path.is_file()) <= 15e6


def test_neither_torch_nor_the_hub_is_imported_for_the_embedded_model():
    code = (
        "import sys; from textmine.typology import SentenceEmbedder; SentenceEmbedder().fit(['Zij gaf haar geld af.']); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_transformer_in_a_folder(transformer_folder):
    rows = SentenceEmbedder(str(transformer_folder), centre=False).fit_transform(["geld schuld", "paspoort", "geld schuld", ""])
    assert rows.shape == (4, 16)
    assert np.allclose(rows[0], rows[2], atol=1e-6)
    assert not np.allclose(rows[0], rows[1], atol=1e-2)
    assert not rows[3].any()


@pytest.mark.parametrize(
    ("installed", "asked"), [("voorbeeld/klein", "voorbeeld/klein"), ("sentence-transformers/klein", "klein")]
)
def test_a_name_in_the_local_cache(transformer_folder, cache, installed, asked):
    put_in_cache(cache, installed, transformer_folder)
    assert installed_sentence_models() == [EMBEDDED, installed]
    by_name = load_sentence_model(asked).encode(["geld"], batch_size=1)
    assert np.allclose(by_name, load_sentence_model(str(transformer_folder)).encode(["geld"], batch_size=1), atol=1e-6)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("sentence-transformers/all-MiniLM-L6-v2", "hf download sentence-transformers/all-MiniLM-L6-v2"),
        ("all-MiniLM-L6-v2", "hf download sentence-transformers/all-MiniLM-L6-v2"),
    ],
)
def test_what_is_not_installed_is_said_with_the_command_and_not_downloaded(cache, name, command):
    with pytest.raises(ModelError, match=rf"{name}: .*{command}$") as caught:
        SentenceEmbedder(name).fit([])
    assert "\n" not in str(caught.value)
    assert not list(cache.iterdir())


def test_a_folder_without_a_model_is_said(tmp_path):
    for path in (tmp_path, tmp_path / "weg", "../weg/model", ""):
        with pytest.raises(ModelError, match=r"no sentence model here"):
            load_sentence_model(str(path))


@pytest.mark.parametrize("content", ["[{", "[]", "{}", '[{"type": "x", "path": ""}]', "[1]"])
def test_a_damaged_model_is_said(tmp_path, content):
    (tmp_path / "modules.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot be loaded"):
        load_sentence_model(str(tmp_path))


def test_a_table_that_is_cut_off_is_said(model_folder, tmp_path):
    copy = Path(shutil.copytree(model_folder, tmp_path / "kopie"))
    (copy / "model.safetensors").write_bytes((copy / "model.safetensors").read_bytes()[:50])
    with pytest.raises(ModelError, match=r"cannot be loaded \(SafetensorError\)"):
        load_sentence_model(str(copy))


def test_a_table_with_more_than_vectors_is_left_to_sentence_transformers(model_folder, tmp_path):
    from safetensors.numpy import load_file, save_file

    copy = Path(shutil.copytree(model_folder, tmp_path / "kopie"))
    vectors = load_file(copy / "model.safetensors")["embedding.weight"]
    save_file({"embeddings": vectors[:2], "mapping": np.array([0, 1, 1, 1, 1])}, copy / "model.safetensors")
    model = load_sentence_model(str(copy))
    assert not isinstance(model, StaticModel)
    np.testing.assert_allclose(model.encode(["hotel"], batch_size=1)[0], vectors[1])


def test_modules_of_the_saved_folders_are_what_the_reader_looks_for(model_folder):
    modules = json.loads((Path(model_folder) / "modules.json").read_text(encoding="utf-8"))
    assert [module["type"].rpartition(".")[2] for module in modules] == ["StaticEmbedding"]
