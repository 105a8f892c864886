"""Features of a sentence: its words and pairs of words, the letters inside its words, and its lexical classes.

Each of the three blocks has about unit length. The letters of a sentence are the sum over its words, so that a word is taken apart once,
however often it occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from textmine.pipeline.learned.sentences import Reading

LETTERS = (3, 5)
"""Shortest and longest sequence of letters inside a word, with a space on either side of it."""
CACHE = 200_000
"""Distinct words that are kept taken apart."""

Columns = NDArray[np.int32]
Weights = NDArray[np.float32]
_NO_COLUMNS: Columns = np.zeros(0, np.int32)
_NO_VALUES: Weights = np.zeros(0, np.float32)


@dataclass(frozen=True)
class FeatureSpace:
    """The features that are known, each with its weight.

    Attributes
    ----------
    names : list of str
        ``w:`` a word or a pair, ``l:`` letters, ``k:`` a lexical class; the column is the place in the list.
    weights : array of float32
        Inverse document frequency of words and letters; 1 for classes.

    Examples
    --------
    >>> space = FeatureSpace(["w:geld", "l: ge", "k:AFPAKKEN"], np.ones(3, np.float32))
    >>> space.matrix([Reading(0, 1, ("geld",), ((0, 1),), {"AFPAKKEN": ()})]).toarray().tolist()
    [[1.0, 1.0, 1.0]]
    """

    names: list[str]
    weights: Weights
    _letters: dict[str, Columns] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def learn(cls, readings: Iterable[Reading], *, min_words: int = 2, min_letters: int = 3) -> FeatureSpace:
        """Take the features that occur in at least so many sentences."""
        words: Counter[str] = Counter()
        letters: Counter[str] = Counter()
        classes: set[str] = set()
        total = 0
        for reading in readings:
            total += 1
            words.update(list(_words(reading.words)))
            letters.update({name for word in reading.words for name in letters_of(word)})
            classes.update(reading.classes)
        kept = [(name, n) for name, n in sorted(words.items()) if n >= min_words]
        kept += [(name, n) for name, n in sorted(letters.items()) if n >= min_letters]
        idf = [np.log((1 + total) / (1 + n)) + 1 for _, n in kept]
        names = [name for name, _ in kept] + [f"k:{name}" for name in sorted(classes)]
        return cls(names, np.array([*idf, *[1.0] * len(classes)], np.float32))

    def matrix(self, readings: Sequence[Reading]) -> sparse.csr_matrix:
        """Return a row for every sentence."""
        rows = [self._row(reading) for reading in readings]
        pointers = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([_NO_COLUMNS, *(columns for columns, _ in rows)])
        values = np.concatenate([_NO_VALUES, *(values for _, values in rows)])
        matrix = sparse.csr_matrix((values, columns, pointers), shape=(len(readings), len(self.names)))
        matrix.sum_duplicates()
        return matrix

    def by_word(self, reading: Reading, weights: Weights) -> Weights:
        """Divide the scores of a sentence over its words; classes go to the words that gave them.

        Parameters
        ----------
        reading : Reading
        weights : array of float32, shape (n_features, n_outputs)
            What each feature adds to each score.

        Returns
        -------
        array of float32, shape (n_words, n_outputs)
            Together the scores without their biases. A pair is shared by its two words.
        """
        columns, values = self._row(reading)
        added = values[:, None] * weights[columns]
        owners = list(self._owners(reading))
        features = np.repeat(np.arange(len(columns)), [len(owner) for owner in owners])
        words = np.array([place for owner in owners for place in owner], np.int64)
        portions = np.array([1 / len(owner) for owner in owners for _ in owner], np.float32)
        shares = np.zeros((len(reading.words), weights.shape[1]), np.float32)
        np.add.at(shares, words, added[features] * portions[:, None])
        return shares

    def _owners(self, reading: Reading) -> Iterator[Sequence[int]]:
        """Yield for every feature of :meth:`_row`, in its order, the words that it comes from."""
        for name, (first, last) in _words(reading.words).items():
            if name in self._column:
                yield range(first, last)
        for place, word in enumerate(reading.words):
            yield from [(place,)] * len(self._letters_in(word))
        for cls, hits in reading.classes.items():
            if f"k:{cls}" in self._column:
                tokens = {token for hit in hits for token in range(hit.start, hit.end)}
                yield [place for place, (start, end) in enumerate(reading.places) if not tokens.isdisjoint(range(start, end))]

    def _row(self, reading: Reading) -> tuple[Columns, Weights]:
        """Columns and values of a sentence; a column may occur twice."""
        column = self._column
        words = [column[name] for name in _words(reading.words) if name in column]
        classes = [column[name] for cls in reading.classes if (name := f"k:{cls}") in column]
        letters = [self._letters_in(word) for word in reading.words]
        blocks = (np.array(words, np.int32), np.concatenate([_NO_COLUMNS, *letters]), np.array(classes, np.int32))
        return np.concatenate(blocks), np.concatenate([_unit(self.weights[block]) for block in blocks])

    @cached_property
    def _column(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.names)}

    def _letters_in(self, word: str) -> Columns:
        known = self._letters.get(word)
        if known is None:
            known = np.array([self._column[name] for name in letters_of(word) if name in self._column], np.int32)
            if len(self._letters) >= CACHE:
                self._letters.clear()
            self._letters[word] = known
        return known


def letters_of(word: str) -> list[str]:
    """Return the sequences of letters in a word, named as features.

    Examples
    --------
    >>> letters_of("ja")
    ['l: ja', 'l:ja ', 'l: ja ']
    """
    if word.startswith("<"):
        return []
    padded = f" {word} "
    shortest, longest = LETTERS
    return [
        f"l:{padded[first : first + size]}" for size in range(shortest, longest + 1) for first in range(len(padded) - size + 1)
    ]


def _words(words: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Words and pairs, each with the words ``[first, last)`` where it stands last."""
    pairs = {f"w:{one} {two}": (place, place + 2) for place, (one, two) in enumerate(pairwise(words))}
    return {f"w:{word}": (place, place + 1) for place, word in enumerate(words)} | pairs


def _unit(values: Weights) -> Weights:
    """Scale a block to the length that it has when no feature occurs twice."""
    length = np.sqrt(values @ values)
    return values / length if length else values
