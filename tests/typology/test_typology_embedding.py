from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from typology_models_toy import WORDS

from textmine.typology.embedding import SentenceEmbedder


def test_meaning_becomes_a_row_of_unit_length(model_folder: str) -> None:
    rows = SentenceEmbedder(model_folder, centre=False).fit_transform(["geld geld", "paspoort", "geld paspoort", ""])
    assert np.allclose(rows[:, 1:3], [[1, 0], [0, 1], [0.5**0.5, 0.5**0.5], [0, 0]], atol=1e-6)


def test_what_all_narratives_share_is_taken_out(model_folder: str) -> None:
    texts = ["geld hotel", "geld schuld", "geld paspoort", ""]
    rows = SentenceEmbedder(model_folder).fit_transform(texts)
    assert np.allclose(rows[:, WORDS.index("geld")], 0, atol=1e-6)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 1, 0])
    fitted = SentenceEmbedder(model_folder).fit(texts)
    assert np.allclose(fitted.transform(texts[:1]), rows[:1])


@pytest.mark.parametrize("texts", [["geld"], ["geld", ""]])
def test_one_narrative_keeps_its_direction(model_folder: str, texts: list[str]) -> None:
    assert SentenceEmbedder(model_folder).fit_transform(texts)[0, WORDS.index("geld")] == pytest.approx(1)


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
    embedder = SentenceEmbedder(model_folder, passage_words=7).fit(["geld", "schuld"])
    again = pickle.loads(pickle.dumps(embedder))
    assert "_loaded" not in vars(again)
    chosen = {"model": model_folder, "centre": True, "passage_words": 7, "batch_size": 32}
    assert again.get_params() == clone(embedder).get_params() == chosen
    assert np.array_equal(again.transform(["geld"]), embedder.transform(["geld"]))
    assert again.get_feature_names_out().tolist() == [f"zin_{i}" for i in range(len(WORDS))]
