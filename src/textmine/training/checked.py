"""Scores on our own checked sentences, by construction: what frames and roles read from a parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.language import Language

from textmine.training.conllu import Sentence, Word
from textmine.training.evaluation import Placed, Score, align, sentences_of

COLUMNS = ("tags", "verbs", "subjects", "objects")
"""Word classes of all words; heads and relations of verbs, of subjects and of objects."""
_OBJECTS = frozenset({"obj", "iobj", "obl:agent"})


def construction(sentence: Sentence) -> str:
    """Return the construction a sentence was written for: the second part of its id.

    Examples
    --------
    >>> construction(Sentence("check-passive-3", ()))
    'passive'
    """
    return sentence.id.split("-")[1]


def check(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, dict[str, Score]]:
    """Parse sentences one by one and count what is right.

    Parameters
    ----------
    nlp : Language
    sentences : iterable of Sentence
        With ids like ``check-passive-3``.

    Returns
    -------
    dict of str to dict of str to Score
        Construction -> column -> found, wanted and right; ``all`` is the last row. Objects are direct and indirect objects and
        the agents of passives; a relation counts with its full label, and with its head.
    """
    sentences = list(sentences)
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: {name: [0, 0, 0] for name in COLUMNS})
    for sentence, doc in zip(sentences, nlp.pipe([sentence.text for sentence in sentences]), strict=True):
        found = sentences_of(doc)
        for row in (construction(sentence), "all"):
            for place, words in ((1, [word for other in found for word in other.words]), (2, sentence.words)):
                for word in words:
                    for name in _columns(word):
                        counts[row][name][place] += 1
            for gold, own in align([sentence], found):
                for name in set(_columns(gold.word)) & set(_columns(own.word)):
                    counts[row][name][0] += _right(name, gold, own)
    rows = {row: {name: Score(*values) for name, values in columns.items()} for row, columns in counts.items()}
    return {row: rows[row] for row in sorted(rows, key=lambda row: (row == "all", row))}


def _columns(word: Word) -> list[str]:
    names = ["tags"]
    if word.upos == "VERB":
        names.append("verbs")
    if word.deprel.startswith("nsubj"):
        names.append("subjects")
    if word.deprel in _OBJECTS:
        names.append("objects")
    return names


def _right(name: str, gold: Placed, own: Placed) -> bool:
    if name == "tags":
        return gold.word.upos == own.word.upos
    return gold.head == own.head and gold.word.deprel == own.word.deprel
