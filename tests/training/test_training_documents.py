from __future__ import annotations

import random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.training import Example
from training_toy import CALLED, HELD, TOOK, TREEBANK

from textmine.training.documents import LONGEST_RUN, MOST_WORDS, assemble, gold_doc
from textmine.training.evaluation import sentences_of
from textmine.training.register import in_register, masked, quoted, shortened, spoken, telegram
from textmine.training.relabel import characters

MANY = TREEBANK * 40


def is_tree(sentence):
    for number in range(1, len(sentence.words) + 1):
        seen = set()
        while number:
            if number in seen:
                return False
            seen.add(number)
            number = sentence.words[number - 1].head  # noqa: PLW2901
    return sum(word.head == 0 for word in sentence.words) == 1


def test_all_sentences_are_used_in_order_and_once():
    passages = list(assemble(MANY, 3, unclosed=0.0))
    assert [sentence for passage in passages for sentence in passage.sentences] == list(MANY)
    assert max(len(passage.sentences) for passage in passages) <= LONGEST_RUN
    assert all(sum(len(s.words) for s in passage.sentences) <= MOST_WORDS for passage in passages)
    assert {separator for passage in passages for separator in passage.separators} == {" ", "\n"}


def test_the_seed_decides():
    assert list(assemble(MANY, 1)) == list(assemble(MANY, 1))
    assert list(assemble(MANY, 1)) != list(assemble(MANY, 2))


def test_some_sentences_lose_their_full_stop_and_nothing_else():
    opened = [sentence for passage in assemble(MANY, 5, unclosed=1.0) for sentence in passage.sentences]
    assert [sentence.text + "." for sentence in opened] == [sentence.text for sentence in MANY]


@pytest.mark.parametrize("seed", range(4))
def test_gold_documents_align_with_the_tokenizer(seed):
    nlp = spacy.blank("nl")
    for passage in assemble(MANY, seed):
        gold = gold_doc(passage, nlp.vocab)
        example = Example(nlp.make_doc(gold.text), gold)
        heads, _ = example.get_aligned_parse(projectivize=True)
        assert None not in heads
        assert [characters(s) for s in sentences_of(gold)] == [characters(s) for s in passage.sentences]


def test_telegram_style_leaves_out_what_hasty_notes_leave_out():
    short = telegram(TOOK, random.Random(1))
    assert short is not None
    assert short.text == "Pakte paspoort af."
    assert [(word.form, word.head) for word in short.words] == [("Pakte", 0), ("paspoort", 1), ("af", 1), (".", 1)]
    passive = [found.text for found in (telegram(HELD, random.Random(seed)) for seed in range(20)) if found]
    assert "Vastgehouden." in passive


@pytest.mark.parametrize(("way", "change"), [(masked, "["), (spoken, ":"), (shortened, ""), (quoted, "")])
@pytest.mark.parametrize("original", [TOOK, CALLED, HELD])
def test_a_rewritten_sentence_keeps_the_parse_of_the_others(way, change, original):
    for seed in range(10):
        made = way(original, random.Random(seed))
        assert made is not None
        assert change in made.text
        assert is_tree(made)
        kept = {(w.form, w.deprel, made.words[w.head - 1].form if w.head else "") for w in made.words}
        verb = next(w for w in original.words if w.head == 0)
        assert (verb.form, "root", "") in kept


def test_the_mask_takes_over_the_role():
    made = masked(CALLED, random.Random(0))
    assert made is not None
    noun = next(word for word in made.words if word.deprel == "obj")
    assert made.words[noun.head - 1].form == "belde"
    assert noun.upos == "NOUN"


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_everything_in_register_is_a_tree(seed, share):
    made = list(in_register(TREEBANK, seed, share))
    assert all(is_tree(sentence) for sentence in made)
    assert len(made) <= len(TREEBANK)


def test_a_share_of_none_gives_none():
    assert list(in_register(MANY, 1, 0.0)) == []
