"""All written forms of a lexicon in one lookup: a word goes in, what it can be comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from textmine.lexicons.model import Form, LexicalClass
from textmine.lexicons.morphology import normalise
from textmine.lexicons.notation import written_forms

MIN_COMPOUND_HEAD = 2
"""Letters that must stand before the head of a compound (``*schuld`` finds gokschuld, not xschuld)."""


class Phrase(NamedTuple):
    """A fixed sequence of words, found by the word at ``anchor``."""

    words: tuple[str, ...]
    anchor: int
    form: Form


class Word(NamedTuple):
    """What one written word can be: a form by itself, or the anchor of phrases."""

    norm: str
    forms: tuple[Form, ...]
    phrases: tuple[Phrase, ...]


class Vocabulary:
    """Written word -> forms and phrases, remembered for every word seen.

    Parameters
    ----------
    classes : iterable of LexicalClass
    tokenize : callable
        Splits a phrase into words as the pipeline does, so that ``id-kaart`` or ``d'r`` match what the tokenizer makes of them.
    """

    def __init__(self, classes: Iterable[LexicalClass], tokenize: Callable[[str], Sequence[str]]) -> None:
        self._single: dict[str, list[Form]] = defaultdict(list)
        self._prefixes: dict[str, list[Form]] = defaultdict(list)
        self._suffixes: dict[str, list[Form]] = defaultdict(list)
        sequences: list[tuple[tuple[str, ...], Form]] = []
        for cls in classes:
            for written, form in written_forms(cls):
                if written.endswith("*"):
                    self._prefixes[written[:-1]].append(form)
                    continue
                head = written.lstrip("*")
                words = (head,) if head.isalpha() else tuple(normalise(word) for word in tokenize(head))
                if len(words) == 1:
                    self._single[words[0]].append(form)
                    if written.startswith("*"):
                        self._suffixes[words[0]].append(form)
                else:
                    sequences.append((words, form))
        self._phrases = _anchored(sequences)
        self._lengths = sorted({len(head) for head in self._suffixes}), sorted({len(head) for head in self._prefixes})
        self._seen: dict[str, Word] = {}

    def __len__(self) -> int:
        return len(self._single) + len(self._prefixes) + sum(map(len, self._phrases.values()))

    def lookup(self, word: str) -> Word:
        """Return what a word can be; ``forms`` and ``phrases`` are empty for a word that the lexicon does not know."""
        found = self._seen.get(word)
        if found is None:
            norm = normalise(word)
            found = self._seen[word] = Word(norm, self._forms(norm), tuple(self._phrases.get(norm, ())))
        return found

    def _forms(self, norm: str) -> tuple[Form, ...]:
        forms = dict.fromkeys(self._single.get(norm, ()))
        suffix_lengths, prefix_lengths = self._lengths
        for length in suffix_lengths:
            if len(norm) >= length + MIN_COMPOUND_HEAD:
                forms |= dict.fromkeys(self._suffixes.get(norm[-length:], ()))
        for length in prefix_lengths:
            if len(norm) >= length:
                forms |= dict.fromkeys(self._prefixes.get(norm[:length], ()))
        return tuple(forms)


def _anchored(sequences: list[tuple[tuple[str, ...], Form]]) -> dict[str, list[Phrase]]:
    """Index phrases by their rarest word, so that a text full of ``in`` and ``het`` tries few of them."""
    frequency: dict[str, int] = defaultdict(int)
    for words, _ in sequences:
        for word in set(words):
            frequency[word] += 1
    index: dict[str, list[Phrase]] = defaultdict(list)
    for words, form in dict.fromkeys(sequences):
        anchor = min(range(len(words)), key=lambda i: (frequency[words[i]] / len(words[i]) ** 2, i))
        index[words[anchor]].append(Phrase(words, anchor, form))
    return dict(index)
