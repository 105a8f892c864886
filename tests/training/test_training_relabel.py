from __future__ import annotations

from dataclasses import replace

import spacy
from training_toy import CALLED, HELD, TOOK, TREEBANK

from textmine.training.documents import Passage, gold_doc
from textmine.training.relabel import Change, annotate_again, learn_change, merge


def relabelled(sentence, **names):
    words = tuple(
        word._replace(deprel=names.get(word.deprel, word.deprel), upos=names.get(word.upos, word.upos)) for word in sentence.words
    )
    return replace(sentence, words=words)


def test_the_change_is_learned_from_sentences_in_both_versions():
    old = [relabelled(sentence, obj="dobj", DET="ART") for sentence in TREEBANK * 4]
    change = learn_change(old, TREEBANK)
    assert change.tags["ART", "_"] == ("DET", "_")
    assert change.labels["dobj", "NOUN", "Gender=Neut|Number=Sing"] == "obj"
    assert ("punct", "PUNCT", "_") not in change.labels


def test_what_is_rare_or_unsure_is_not_taken_over():
    assert learn_change([TOOK], TREEBANK) == Change({}, {})
    mixed = [CALLED] * 4 + [relabelled(CALLED, nsubj="dep")] * 2
    now = [relabelled(CALLED, obj="iobj")]
    assert ("obj", "PROPN", "_") in learn_change(mixed, now).labels
    assert ("dep", "NOUN", "Gender=Com|Number=Sing") not in learn_change(mixed, now).labels


def test_a_parse_that_contradicts_sure_arcs_is_rejected():
    change = Change({}, {("obj", "NOUN", "Gender=Neut|Number=Sing"): "obj"})
    wrong = list(TOOK.words)
    wrong[3] = wrong[3]._replace(head=1)
    assert merge(TOOK, TOOK, change) == TOOK
    assert merge(TOOK, replace(TOOK, words=tuple(wrong)), change) is None


def test_sure_tags_correct_the_parse():
    parsed = relabelled(HELD, VERB="ADJ")
    merged = merge(HELD, parsed, Change({("VERB", "VerbForm=Part"): ("VERB", "VerbForm=Part")}, {}))
    assert merged is not None
    assert [word.upos for word in merged.words] == [word.upos for word in HELD.words]


def test_old_sentences_are_parsed_word_by_word():
    nlp = spacy.blank("nl")
    right = {len(sentence.words): sentence for sentence in TREEBANK}

    @nlp.component("textmine_test_oracle")
    def oracle(doc):
        return gold_doc(Passage((right[len(doc)],), (" ",)), doc.vocab)

    nlp.add_pipe("textmine_test_oracle")
    found = list(annotate_again(nlp, [relabelled(sentence, nsubj="x") for sentence in TREEBANK], Change({}, {})))
    assert [[word.deprel for word in sentence.words] for sentence in found] == [
        [word.deprel for word in sentence.words] for sentence in TREEBANK
    ]
