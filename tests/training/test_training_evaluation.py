"""Scores against values counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from training_toy import CALLED, HELD, TOOK, TREEBANK

from textmine.training.checked import check
from textmine.training.conllu import Sentence
from textmine.training.documents import Passage, gold_doc
from textmine.training.evaluation import METRICS, Score, evaluate, raw_text, score, sentences_of


def changed(sentence, number, **values):
    words = list(sentence.words)
    words[number - 1] = words[number - 1]._replace(**values)
    return replace(sentence, words=tuple(words))


def test_a_perfect_analysis_scores_100():
    assert {name: found.f1 for name, found in score(TREEBANK, TREEBANK).items()} == dict.fromkeys(METRICS, 100.0)


def test_one_error_of_each_kind():
    found = changed(TOOK, 1, upos="NOUN")
    found = changed(found, 2, lemma="pakken", feats="_")
    found = changed(found, 4, head=1)
    found = changed(found, 5, deprel="advmod", xpos="BW")
    scores = score([TOOK, CALLED], [found, CALLED])
    wanted = {"tokens": 11, "sentences": 2, "upos": 10, "xpos": 10, "feats": 10, "lemma": 10, "uas": 10, "las": 9}
    assert {name: value.correct for name, value in scores.items()} == wanted
    assert scores["las"] == Score(9, 11, 11)
    assert scores["las"].f1 == pytest.approx(900 / 11)


def test_subtypes_of_relations_do_not_count():
    assert score([HELD], [changed(HELD, 1, deprel="nsubj")])["las"].f1 == 100.0


def test_words_that_are_cut_differently_align_by_their_characters():
    merged = CALLED.words[3]._replace(form="Jansen.", head=3)
    found = replace(CALLED, words=(*CALLED.words[:3], merged))
    scores = score([CALLED], [found])
    assert scores["tokens"] == Score(3, 4, 5)
    assert scores["tokens"].f1 == pytest.approx(200 * 3 / 9)
    assert scores["sentences"].correct == 1


def test_a_sentence_that_is_split_counts_for_neither_half():
    first = Sentence("a", tuple(word._replace(head=0 if number == 1 else 2) for number, word in enumerate(TOOK.words[:3])))
    second = Sentence("b", tuple(word._replace(head=0 if number == 0 else 1) for number, word in enumerate(TOOK.words[3:])))
    assert score([TOOK, CALLED], [first, second, CALLED])["sentences"] == Score(1, 3, 2)


def test_other_text_is_refused_without_showing_it():
    with pytest.raises(ValueError, match="characters") as caught:
        score([TOOK], [CALLED])
    assert "paspoort" not in str(caught.value)


def test_nothing_to_score_is_not_zero():
    assert score([], [])["upos"].f1 is None


def test_paragraphs_become_line_breaks():
    assert raw_text(TREEBANK) == "Hij pakte het paspoort af. De vrouw belde Jansen. Zij werd vastgehouden."
    assert raw_text(TREEBANK, paragraphs=True) == "Hij pakte het paspoort af. De vrouw belde Jansen.\nZij werd vastgehouden."
    assert raw_text([]) == ""


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_a_doc_gives_back_its_sentences(separator):
    doc = gold_doc(Passage(TREEBANK, (separator,) * 3), spacy.blank("nl").vocab)
    found = sentences_of(doc)
    assert score(TREEBANK, found)["las"].f1 == 100.0
    assert [[word.deprel for word in sentence.words] for sentence in found] == [
        [word.deprel for word in sentence.words] for sentence in TREEBANK
    ]


def test_evaluate_runs_the_pipeline_over_the_raw_text():
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    scores = evaluate(nlp, TREEBANK)
    assert scores["tokens"].f1 == scores["sentences"].f1 == 100.0
    assert scores["upos"].f1 == 0.0


def test_checked_sentences_by_construction():
    class Fixed:
        def pipe(self, texts):
            passages = (Passage((sentence,), (" ",)) for sentence in (TOOK, changed(HELD, 1, deprel="nsubj")))
            return (gold_doc(passage, spacy.blank("nl").vocab) for passage, _ in zip(passages, texts, strict=True))

    rows = check(Fixed(), [replace(TOOK, id="check-separable-0"), replace(HELD, id="check-passive-1")])
    assert list(rows) == ["passive", "separable", "all"]
    assert rows["passive"]["subjects"] == Score(0, 1, 1)
    assert rows["separable"]["objects"] == Score(1, 1, 1)
    assert rows["all"]["verbs"] == Score(2, 2, 2)
    assert rows["all"]["tags"] == Score(10, 10, 10)
