"""Word vectors that remember: spaCy computes a floret vector out of a word's pieces each time it meets the word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.util import registry
from spacy.vectors import Vectors
from spacy.vocab import Vocab

NAME = "textmine.CachedVectors.v1"
REMEMBERED = 50_000
"""Words whose vectors are kept; 96 numbers each make 19 MB."""


class CachedVectors(Vectors):  # type: ignore[misc]
    """A spaCy vector table that keeps the vectors of the words it met; a third of the encoder's time goes into making them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._places: dict[int | str, int] = {}
        self._table: Any = None

    def get_batch(self, keys: Iterable[int | str]) -> Any:
        """Return the vectors of words by their hashes, one row a word."""
        words = list(keys)
        new = [key for key in dict.fromkeys(words) if key not in self._places]
        if len(self._places) + len(new) > REMEMBERED:
            self._places.clear()
            return super().get_batch(words)
        if new:
            self._keep(new, super().get_batch(new))
        return self._table[[self._places[key] for key in words]]

    def _keep(self, new: Sequence[int | str], made: Any) -> None:
        start, end = len(self._places), len(self._places) + len(new)
        if self._table is None or end > len(self._table):
            grown = np.zeros((2 * end, made.shape[1]), dtype=made.dtype)
            if start:
                grown[:start] = self._table[:start]
            self._table = grown
        self._table[start:end] = made
        self._places.update(zip(new, range(start, end), strict=True))


@registry.vectors(NAME)  # type: ignore[untyped-decorator]
def create_cached_vectors() -> Callable[[Vocab], Vectors]:
    """Return what makes the vector table of a pipeline."""
    return lambda vocab: CachedVectors(strings=vocab.strings)
