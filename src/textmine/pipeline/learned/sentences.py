"""What the learned models see of a sentence: its words, with names, numbers and the sex of persons taken out, and its lexical classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc

from textmine.pipeline.state import Hit, state

_DIGITS = re.compile(r"\d+")


class Reading(NamedTuple):
    """A sentence as the models see it.

    ``start`` and ``end`` are tokens of the Doc; ``words`` the masked words in order, ``places`` the tokens ``[start, end)`` that each
    stands for, ``classes`` the lexical classes with the hits that gave them.
    """

    start: int
    end: int
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    classes: Mapping[str, tuple[Hit, ...]]


class SentenceReader:
    """Read the sentences of Docs that have entities and hits.

    A name, place, nationality, age, date or amount becomes its label, and words that tell a person's sex become one word: a coding must
    not depend on who someone is.

    Parameters
    ----------
    neutral : mapping of str to str
        Normalised word -> the word that replaces it.

    Examples
    --------
    >>> from textmine.pipeline import load
    >>> nlp = load()
    >>> doc = nlp.make_doc("Zij moest van Anna 500 euro per week betalen.")
    >>> for name in ("textmine_sentences", "textmine_entities", "textmine_words"):
    ...     doc = nlp.get_pipe(name)(doc)
    >>> [reading] = SentenceReader({"zij": "hij/zij"}).read(doc)
    >>> reading.words
    ('hij/zij', 'moest', 'van', '<persoon>', '<geldbedrag>', 'per', 'week', 'betalen')
    """

    def __init__(self, neutral: Mapping[str, str]) -> None:
        self._neutral = neutral

    def read(self, doc: Doc, *, whole: bool = False) -> list[Reading]:
        """Return a reading for every sentence that has words; with `whole` one for the Doc."""
        found = state(doc)
        if not len(doc):
            return []
        masks = _masks(doc, found["entities"])
        spans = [(0, len(doc))] if whole else [(sent.start, sent.end) for sent in doc.sents]
        hits = _hits_by_sentence([hit for hit in found["hits"] if not self._hidden(hit, found["norms"], masks)], spans)
        readings = []
        for (start, end), inside in hits:
            words, places = self._words(doc, found["norms"], masks, start, end)
            if words:
                readings.append(Reading(start, end, words, places, inside))
        return readings

    def _hidden(self, hit: Hit, norms: Sequence[str], masks: Mapping[int, tuple[str, int]]) -> bool:
        """Whether a word of the lexicon is one that the models must not see."""
        return hit.end == hit.start + 1 and (hit.start in masks or norms[hit.start] in self._neutral)

    def _words(
        self, doc: Doc, norms: Sequence[str], masks: Mapping[int, tuple[str, int]], start: int, end: int
    ) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
        words: list[str] = []
        places: list[tuple[int, int]] = []
        token = start
        while token < end:
            label, after = masks.get(token, ("", token + 1))
            word = label or self._word(norms[token])
            if word:
                words.append(word)
                places.append((token, min(after, end)))
            token = after
        return tuple(words), tuple(places)

    def _word(self, norm: str) -> str:
        word = _DIGITS.sub("0", norm)
        if not any(map(str.isalnum, word)):
            return word if word in ("?", ":") else ""
        return self._neutral.get(word, word)


def _masks(doc: Doc, entities: Sequence[Mapping[str, Any]]) -> dict[int, tuple[str, int]]:
    """First token of each entity -> its label between brackets, and the token after it."""
    masks: dict[int, tuple[str, int]] = {}
    for entity in entities:
        span = doc.char_span(entity["start"], entity["end"], alignment_mode="expand")
        if span is not None:
            masks.setdefault(span.start, (f"<{str(entity['label']).lower()}>", span.end))
    return masks


def _hits_by_sentence(
    hits: Sequence[Hit], sentences: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], dict[str, tuple[Hit, ...]]]]:
    position = 0
    for start, end in sentences:
        inside: dict[str, tuple[Hit, ...]] = {}
        while position < len(hits) and hits[position].start < end:
            hit = hits[position]
            inside[hit.cls] = (*inside.get(hit.cls, ()), hit)
            position += 1
        yield (start, end), inside
