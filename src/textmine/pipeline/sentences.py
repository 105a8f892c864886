"""Sentence boundaries for police and care text: headings, telegram style, abbreviations, no closing punctuation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Lexicon
from textmine.lexicons.morphology import normalise
from textmine.pipeline.base import LexiconPipe

_ENDERS = frozenset({".", "!", "?", "...", "…", "?!", "!!", "??"})
_CLOSERS = frozenset({'"', "'", "”", "’", ")", "]", "»"})


class SentenceSplitter:
    """Decide which tokens open a sentence.

    A line break always does. A full stop does unless it follows an abbreviation, an initial or a number that goes on, or a
    lower-case word follows without a line break.
    """

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        self._abbreviations = frozenset(grammar["sentences"]["abbreviations"])

    def starts(self, words: Sequence[str]) -> list[bool]:
        r"""Return for every token whether it opens a sentence.

        Examples
        --------
        >>> from textmine.lexicons import packaged_lexicon
        >>> splitter = SentenceSplitter(packaged_lexicon().grammar)
        >>> splitter.starts(["SO", "verklaart", ".", "VE", "niet", "thuis", "\n", "Meer", "o.a", ".", "dit"])
        [True, False, False, True, False, False, False, True, False, False, False]
        """
        opens = [False] * len(words)
        ended = broken = True
        for index, word in enumerate(words):
            if word.isspace():
                broken = broken or "\n" in word
                continue
            if broken or (ended and word not in _CLOSERS and not word[:1].islower()):
                opens[index] = True
                ended = broken = False
            if word in _ENDERS:
                ended = word != "." or not self._is_abbreviation(words, index)
            elif word not in _CLOSERS:
                ended = (
                    len(word) > 3
                    and word.endswith(".")
                    and normalise(word[:-1]) not in self._abbreviations
                    and word.count(".") == 1
                )
        if words:
            opens[0] = True
        return opens

    def _is_abbreviation(self, words: Sequence[str], index: int) -> bool:
        before = words[index - 1] if index else ""
        if len(before) == 1 and before.isalpha() and before.isupper():
            return True
        return normalise(before) in self._abbreviations


@Language.factory("textmine_sentences", assigns=["doc.sents", "token.is_sent_start"], default_config={"lexicon": "nl"})
class SentencePipe(LexiconPipe):
    """Write sentence boundaries to the Doc in one assignment (setting them token by token is quadratic)."""

    def use(self, lexicon: Lexicon) -> None:
        """Take the abbreviations from a lexicon."""
        self._splitter = SentenceSplitter(lexicon.grammar)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``token.is_sent_start`` for all tokens."""
        if not len(doc):
            return doc
        starts = self._splitter.starts([token.text for token in doc])
        values = np.where(starts, 1, -1).astype("int64").astype("uint64")
        return doc.from_array([SENT_START], values.reshape(-1, 1))  # type: ignore[arg-type]
