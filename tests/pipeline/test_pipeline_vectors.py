from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import NumpyOps, get_current_ops

from textmine.pipeline import vectors
from textmine.pipeline.saved import load_saved
from textmine.pipeline.vectors import NAME, CachedVectors

WORDS = ["paspoort", "paspoorten", "geld", "een", "ID-kaart", "é", "06-12345678"]


def floret(kind, strings=None):
    data = np.random.default_rng(0).normal(size=(50, 4)).astype("float32")
    table = kind(data=data, mode="floret", minn=2, maxn=3, hash_count=2, hash_seed=7)
    for word in WORDS:
        table.strings.add(word)
    return table


@pytest.fixture(scope="module")
def pair():
    return floret(CachedVectors), floret(Vectors)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1), min_size=1, max_size=5))
@settings(deadline=None)
def test_the_same_vectors_as_spacy_in_any_order(pair, batches):
    cached, plain = pair
    for words in batches:
        keys = [plain.strings[word] for word in words]
        assert np.array_equal(cached.get_batch(keys), plain.get_batch(keys))


def test_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(vectors, "REMEMBERED", 3)
    cached, plain = floret(CachedVectors), floret(Vectors)
    for words in (WORDS[:2], WORDS[1:3], WORDS, WORDS[:1], WORDS[4:]):
        keys = [plain.strings[word] for word in words]
        assert np.array_equal(cached.get_batch(keys), plain.get_batch(keys))
        assert len(cached._places) <= 3


def test_a_loaded_pipeline_has_them_and_changes_nothing_for_others(tmp_path):
    nlp = spacy.blank("nl", config={"nlp": {"vectors": {"@vectors": NAME}}})
    nlp.add_pipe("tagger")
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("geld"), {"tags": ["N"]})])
    nlp.to_disk(tmp_path / "saved")
    before = get_current_ops()
    again = load_saved(tmp_path / "saved")
    assert isinstance(again.vocab.vectors, CachedVectors)
    ops = again.get_pipe("tagger").model.ops
    assert isinstance(ops, NumpyOps)
    assert not ops.use_blis
    assert get_current_ops() is before


def test_what_is_no_pipeline_is_refused(tmp_path):
    with pytest.raises(OSError):
        load_saved(tmp_path)
