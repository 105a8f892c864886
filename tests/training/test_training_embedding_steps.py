from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.training.embedding.contrastive import PairSampler, Schedule, TokenDocument, train_contrastive
from textmine.training.embedding.cooccurrence import cooccurrences, positive_pmi
from textmine.training.embedding.retrofit import retrofit, synonym_pairs
from textmine.training.embedding.sources import Document
from textmine.training.embedding.vectors import factorise, inverse_document_frequency, without_common_component
from textmine.training.embedding.vocabulary import UNKNOWN, learn_vocabulary

texts_of_ids = st.lists(st.lists(st.integers(0, 5), max_size=9).map(lambda ids: np.array(ids, dtype=np.int64)), max_size=6)


@given(texts_of_ids, st.integers(1, 4))
def test_cooccurrences_are_what_counting_by_hand_gives(passages, window):
    expected = np.zeros((6, 6))
    for passage in passages:
        for i in range(len(passage)):
            for j in range(len(passage)):
                if 0 < abs(i - j) <= window:
                    expected[passage[i], passage[j]] += 1 / abs(i - j)
    found = cooccurrences(passages, 6, window=window, weights=[1.0] * len(passages))
    np.testing.assert_allclose(found.toarray(), expected, atol=1e-5)


@given(texts_of_ids)
def test_association_is_positive_and_without_smoothing_symmetric(passages):
    counts = cooccurrences(passages, 6, window=3, weights=[1.0] * len(passages))
    found = positive_pmi(counts, smoothing=1.0).toarray()
    assert (found >= 0).all()
    np.testing.assert_allclose(found, found.T, atol=1e-5)


def test_weights_count():
    once = cooccurrences([np.array([0, 1])], 2, window=1, weights=[1.0])
    thrice = cooccurrences([np.array([0, 1])], 2, window=1, weights=[3.0])
    np.testing.assert_allclose(thrice.toarray(), 3 * once.toarray())


def test_tokens_in_the_same_company_get_like_vectors():
    passages = [np.array([0, 2]), np.array([1, 2]), np.array([3, 5]), np.array([4, 5])] * 5
    association = positive_pmi(cooccurrences(passages, 6, window=1, weights=[1.0] * 20), smoothing=1.0)
    rows = factorise(association, 4, exponent=1.0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    assert rows[0] @ rows[1] > 0.99
    assert abs(rows[0] @ rows[3]) < 0.01


def test_few_tokens_fill_up_with_zeros():
    association = positive_pmi(cooccurrences([np.array([0, 1, 2])], 3, window=1, weights=[1.0]))
    assert factorise(association, 10).shape == (3, 10)


def test_a_row_that_is_the_common_component_becomes_zeros_not_nan():
    rows = without_common_component(np.array([[1.0, 1.0], [1.0, 1.0]]))
    assert not rows.any()


def test_rare_is_longer():
    lengths = inverse_document_frequency([np.array([0, 1]), np.array([0]), np.array([0])], 3)
    assert lengths[0] < lengths[1] < lengths[2]


def test_synonyms_come_nearer_and_others_stay():
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    moved = retrofit(rows, synonym_pairs(["boot\tschip\tonbekend"], {"boot": 0, "schip": 1, "trein": 2}), strength=0.3)
    assert moved[0] @ moved[1] > rows[0] @ rows[1]
    assert np.array_equal(moved[2], rows[2])
    assert np.array_equal(retrofit(rows, []), rows)


def test_vocabulary_folds_case_and_numbers_but_not_accents():
    documents = [Document("open", 2, ("De café is open in 1984 of 23.", "de café is dicht in 7"))]
    tokenizer = learn_vocabulary(documents, 200)
    encode = lambda text: tokenizer.encode(text, add_special_tokens=False).tokens  # noqa: E731
    assert encode("DE 1999") == encode("de 3") == ["de", "0"]
    assert encode("café") == ["café"]
    assert encode("😀") == [UNKNOWN]


def test_a_pair_is_two_passages_of_one_document_within_reach():
    document = TokenDocument("open", 2, tuple(np.full(4, i) for i in range(9)))
    pairs = PairSampler([document, TokenDocument("open", 2, (np.full(4, 99),))]).draw(300, np.random.default_rng(0))
    distances = {abs(int(left[0]) - int(right[0])) for left, right, _ in pairs}
    assert distances == {1, 2}


def test_training_brings_passages_of_one_topic_together_and_is_repeatable():
    rng = np.random.default_rng(0)
    first = rng.normal(size=(8, 6))
    schedule = Schedule(steps=60, batch=16, learning_rate=0.05, temperature=0.2, shares={"open": 1.0})
    documents = [
        TokenDocument("open", 5, tuple(base + rng.integers(0, 4, 5) for _ in range(6))) for base in (0, 4) for _ in range(4)
    ]
    seen = []
    trained, again = (
        train_contrastive(first, documents, schedule=schedule, seed=3, progress=lambda *step: seen.append(step)) for _ in range(2)
    )
    assert np.array_equal(trained, again)
    assert seen[59] == ("contrastive training", 60, 60)
    unit = trained / np.linalg.norm(trained, axis=1, keepdims=True)
    likeness = unit @ unit.T
    within, between = likeness[:4, :4][np.triu_indices(4, 1)], likeness[:4, 4:]
    assert within.mean() > between.mean() + 0.5


@pytest.mark.parametrize("documents", [[], [TokenDocument("open", 1, (np.array([1, 2]),))]])
def test_without_pairs_nothing_is_trained(documents):
    first = np.ones((3, 2))
    assert train_contrastive(first, documents) is first
