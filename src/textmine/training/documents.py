"""Documents out of treebank sentences: runs joined by a space or a line break, headings, missing closing punctuation."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from textmine.training.conllu import Sentence, Word

_CLOSING = frozenset({".", "!", "?", "...", "…"})
_LINE = Word("\n", "\n", "SPACE", "_SP", "_", 0, "dep", space=False)
LONGEST_RUN = 6
MOST_WORDS = 90
"""Runs end before they pass this many words: the parser's oracle is quadratic in the length of a document."""


@dataclass(frozen=True)
class Passage:
    """Sentences that stand in one text, with what stands after each: a space or a line break."""

    sentences: tuple[Sentence, ...]
    separators: tuple[str, ...]


def assemble(sentences: Sequence[Sentence], seed: int, *, unclosed: float = 0.06) -> Iterator[Passage]:
    """Put sentences together as texts hold them.

    Parameters
    ----------
    sentences : sequence of Sentence
        In the order of their source: neighbours become runs of 1 to 6.
    seed : int
    unclosed : float
        Share of sentences whose closing full stop is taken away, as in hasty notes.

    Yields
    ------
    Passage
        One sentence alone, sentences joined by spaces (most), or by line breaks.
    """
    chance = random.Random(seed)
    start = 0
    while start < len(sentences):
        size = 1 if chance.random() < 0.15 else chance.randint(2, LONGEST_RUN)
        while size > 1 and sum(len(sentence.words) for sentence in sentences[start : start + size]) > MOST_WORDS:
            size -= 1
        run = [_opened(sentence, chance, unclosed) for sentence in sentences[start : start + size]]
        lines = chance.random()
        share = 0.0 if lines < 0.7 else 1.0 if lines < 0.85 else 0.3
        yield Passage(tuple(run), tuple("\n" if chance.random() < share else " " for _ in run))
        start += size


def _opened(sentence: Sentence, chance: random.Random, share: float) -> Sentence:
    """Take the closing full stop away from some sentences."""
    last = len(sentence.words)
    closing = sentence.words[-1]
    bare = closing.form in _CLOSING and last > 2 and all(word.head != last for word in sentence.words)
    return replace(sentence, words=sentence.words[:-1]) if bare and chance.random() < share else sentence


def gold_doc(passage: Passage, vocab: Vocab) -> Doc:
    r"""Make the annotated Doc of a passage.

    Examples
    --------
    >>> import spacy
    >>> words = (Word("Hij", "hij", "PRON", "VNW", "_", 2, "nsubj"), Word("belt", "bellen", "VERB", "WW", "_", 0, "root"))
    >>> doc = gold_doc(Passage((Sentence("1", words),) * 2, ("\n", " ")), spacy.blank("nl").vocab)
    >>> [token.text for token in doc], [token.is_sent_start for token in doc]
    (['Hij', 'belt', '\n', 'Hij', 'belt'], [True, False, False, True, False])
    """
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    last = len(passage.sentences) - 1
    for place, (sentence, separator) in enumerate(zip(passage.sentences, passage.separators, strict=True)):
        offset = len(words)
        for index, word in enumerate(sentence.words):
            words.append(word)
            heads.append(offset + (word.head - 1 if word.head else index))
            starts.append(index == 0)
        words[-1] = words[-1]._replace(space=separator == " ")
        if separator == "\n" and place < last:
            words.append(_LINE)
            heads.append(len(words) - 2)
            starts.append(False)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats if word.feats != "_" else "" for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[_label(word) for word in words],
        sent_starts=starts,
    )


def _label(word: Word) -> str:
    return "ROOT" if word.head == 0 else word.deprel
