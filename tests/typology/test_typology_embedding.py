from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from textmine.errors import ModelError
from textmine.typology.embedding import SentenceEmbedder

WORDS = ["onbekend", "geld", "paspoort", "schuld", "hotel"]


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A sentence model of five words, each with an axis of its own."""
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    try:
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    except ImportError:  # before sentence-transformers 6
        from sentence_transformers.models import StaticEmbedding

    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="onbekend"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.eye(len(WORDS), dtype=np.float32)
    weights[0] = 0
    folder = tmp_path_factory.mktemp("model")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return str(folder)


def test_meaning_becomes_a_row_of_unit_length(model_folder: str) -> None:
    rows = SentenceEmbedder(model_folder).fit_transform(["geld geld", "paspoort", "geld paspoort", ""])
    assert np.allclose(rows[:, 1:3], [[1, 0], [0, 1], [0.5**0.5, 0.5**0.5], [0, 0]], atol=1e-6)


def test_the_end_of_a_long_narrative_counts(model_folder: str) -> None:
    text = "geld " * 100_000 + "schuld " * 100_000
    row = SentenceEmbedder(model_folder, passage_words=1000).fit_transform([text])[0]
    assert row[WORDS.index("schuld")] == pytest.approx(row[WORDS.index("geld")], rel=1e-6)


def test_batches_do_not_matter(model_folder: str) -> None:
    texts = ["geld hotel", "schuld", "paspoort schuld", "hotel"]
    small, large = (SentenceEmbedder(model_folder, batch_size=size).fit_transform(texts) for size in (1, 32))
    assert np.allclose(small, large, atol=1e-6)


@pytest.mark.parametrize("texts", [[], [""], ["", "  \r\n "]])
def test_no_words_are_rows_of_zeros(model_folder: str, texts: list[str]) -> None:
    rows = SentenceEmbedder(model_folder).fit_transform(texts)
    assert rows.shape == (len(texts), len(WORDS))
    assert not rows.any()


def test_parameters_are_kept_and_the_model_is_not_pickled(model_folder: str) -> None:
    embedder = SentenceEmbedder(model_folder, passage_words=7).fit([])
    again = pickle.loads(pickle.dumps(embedder))
    assert "_model" not in vars(again)
    assert again.get_params() == clone(embedder).get_params() == {"path": model_folder, "passage_words": 7, "batch_size": 32}
    assert np.array_equal(again.transform(["geld"]), embedder.transform(["geld"]))


def test_a_missing_model_is_said_and_nothing_is_downloaded(tmp_path: Path) -> None:
    for path in (tmp_path / "weg", tmp_path, Path("sentence-transformers/all-MiniLM-L6-v2")):
        with pytest.raises(ModelError, match=r"no sentence model here"):
            SentenceEmbedder(str(path)).fit([])


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot be loaded"):
        SentenceEmbedder(str(tmp_path)).fit([])
