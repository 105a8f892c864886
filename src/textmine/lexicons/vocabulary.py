"""All wordings of a lexicon in one look-up: a word goes in, what it can be comes out."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import product
from typing import NamedTuple

from textmine.lexicons.model import Form, LexicalClass
from textmine.lexicons.morphology import normalise
from textmine.lexicons.notation import Slots, written_forms

MIN_COMPOUND_HEAD = 2
"""Letters that must stand before the head of a compound (``*schuld`` finds gokschuld, not xschuld)."""


class Phrase(NamedTuple):
    """A fixed sequence of words, found by a word at ``anchor``; ``beside`` are the words that stand ``step`` words from it, which
    tells most phrases apart at once.
    """

    slots: Slots
    anchor: int
    step: int
    beside: frozenset[str]
    form: Form


class Word(NamedTuple):
    """What one written word can be: a form by itself, a verb whose separate words begin with one of ``apart``, the anchor of phrases."""

    norm: str
    forms: tuple[Form, ...]
    apart: dict[str, tuple[Form, ...]]
    phrases: tuple[Phrase, ...]


class Vocabulary:
    """Written word -> forms and phrases, remembered for every word seen.

    Parameters
    ----------
    classes : iterable of LexicalClass
    tokenize : callable
        Splits a word as the pipeline does, so that ``id-kaart`` or ``o.a.`` match what the tokenizer makes of them.
    """

    def __init__(self, classes: Iterable[LexicalClass], tokenize: Callable[[str], Sequence[str]]) -> None:
        self._single: dict[str, list[Form]] = defaultdict(list)
        self._prefixes: dict[str, list[Form]] = defaultdict(list)
        self._suffixes: dict[str, list[Form]] = defaultdict(list)
        self._tokens = _Tokens(tokenize)
        with _collector_paused():
            self._phrases = _anchored(self._read(classes))
        self._lengths = sorted({len(head) for head in self._suffixes}), sorted({len(head) for head in self._prefixes})
        self._seen: dict[str, Word] = {}

    def _read(self, classes: Iterable[LexicalClass]) -> list[tuple[Slots, Form]]:
        """Take in the single words of the classes; return the wordings of several words."""
        phrases: list[tuple[Slots, Form]] = []
        for cls in classes:
            for slots, written in written_forms(cls):
                form = written._replace(apart=self._tokens.first(written.apart)) if written.apart else written
                if len(slots) == 1:
                    phrases += [(split, form) for word in slots[0] for split in self._add_word(word, form)]
                else:
                    phrases += [(split, form) for split in self._tokens.split(slots)]
        return phrases

    def _add_word(self, word: str, form: Form) -> Iterator[Slots]:
        """Add a single word; yield it as a phrase when the tokenizer makes several words of it."""
        if word.endswith("*"):
            self._prefixes[word[:-1]].append(form)
            return
        head = word.lstrip("*")
        tokens = self._tokens.of(head)
        if len(tokens) > 1:
            yield tuple(frozenset({token}) for token in tokens)
            return
        self._single[head].append(form)
        if word.startswith("*"):
            self._suffixes[head].append(form)

    def lookup(self, word: str) -> Word:
        """Return what a word can be; all parts are empty for a word that the lexicon does not know."""
        found = self._seen.get(word)
        if found is None:
            norm = normalise(word)
            together, apart = [], defaultdict(list)
            for form in self._forms(norm):
                if form.apart:
                    for first in form.apart[0]:
                        apart[first].append(form)
                else:
                    together.append(form)
            by_first = {first: tuple(forms) for first, forms in apart.items()}
            found = self._seen[word] = Word(norm, tuple(together), by_first, tuple(self._phrases.get(norm, ())))
        return found

    def _forms(self, norm: str) -> Iterable[Form]:
        forms = dict.fromkeys(self._single.get(norm, ()))
        suffix_lengths, prefix_lengths = self._lengths
        for length in suffix_lengths:
            if len(norm) >= length + MIN_COMPOUND_HEAD:
                forms |= dict.fromkeys(self._suffixes.get(norm[-length:], ()))
        for length in prefix_lengths:
            if len(norm) >= length:
                forms |= dict.fromkeys(self._prefixes.get(norm[:length], ()))
        return forms


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause garbage collection: a lexicon makes a million small objects that all stay, and looking for garbage takes most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Tokens:
    """What the tokenizer makes of single words and of slots, each asked once."""

    def __init__(self, tokenize: Callable[[str], Sequence[str]]) -> None:
        self._tokenize = tokenize
        self._words: dict[str, tuple[str, ...]] = {}
        self._slots: dict[frozenset[str], list[Slots]] = {}

    def of(self, word: str) -> tuple[str, ...]:
        if word.isalpha():
            return (word,)
        if word not in self._words:
            self._words[word] = tuple(normalise(token) for token in self._tokenize(word))
        return self._words[word]

    def split(self, slots: Slots) -> Iterator[Slots]:
        """Yield a wording in tokens: alternatives of one token share a slot, longer ones make wordings of their own."""
        for combination in product(*map(self._options, slots)):
            yield tuple(slot for part in combination for slot in part)

    def _options(self, slot: frozenset[str]) -> list[Slots]:
        found = self._slots.get(slot)
        if found is None:
            tokens = sorted(map(self.of, slot))
            single = frozenset(parts[0] for parts in tokens if len(parts) == 1)
            longer = [tuple(frozenset({part}) for part in parts) for parts in tokens if len(parts) > 1]
            found = self._slots[slot] = [*([(single,)] if single else []), *longer]
        return found

    def first(self, slots: Slots) -> Slots:
        """Return the wording in which every slot keeps its alternatives of one token."""
        return next(self.split(slots), ())


def _anchored(sequences: Iterable[tuple[Slots, Form]]) -> dict[str, list[Phrase]]:
    """Index phrases by their most telling word, so that a text full of ``in`` and ``het`` tries few of them."""
    every = list(dict.fromkeys(sequences))
    frequency: dict[str, int] = defaultdict(int)
    for slots, _ in every:
        for word in frozenset().union(*slots):
            frequency[word] += 1
    weight = cache(lambda slot: sum(frequency[word] / len(word) ** 2 for word in slot))
    index: dict[str, list[Phrase]] = defaultdict(list)
    for slots, form in every:
        anchor = min(range(len(slots)), key=lambda i: (weight(slots[i]), i))
        step = 1 if anchor + 1 < len(slots) else -1
        for word in slots[anchor]:
            index[word].append(Phrase(slots, anchor, step, slots[anchor + step], form))
    return dict(index)
