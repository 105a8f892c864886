"""The words of the lexicon in a text: one look-up a distinct word finds the words of all classes.

The cost of a text without candidates is that of the look-up. Sentences that hold the classes of a frame are candidates: only they are
parsed, cut into clauses and matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from textmine.lexicons.model import Form
from textmine.lexicons.notation import Slots
from textmine.lexicons.vocabulary import Vocabulary
from textmine.pipeline.state import Hit

MAX_PARTICLE_DISTANCE = 14
"""Tokens between a verb and its separate part (``pakte na een ruzie in de keuken haar paspoort af``)."""
_ORDER = itemgetter(*map(Hit._fields.index, ("start", "end", "cls", "lemma", "kind")))


class WordTable:
    """Find the hits of all lexical classes in a list of words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def normalised(self, words: Sequence[str]) -> list[str]:
        """Return the words in the form in which they are compared."""
        lookup = self._vocabulary.lookup
        return [lookup(word).norm for word in words]

    def hits(self, words: Sequence[str], norms: Sequence[str]) -> list[Hit]:
        """Return all hits in the order of the text; a separable verb only where its separate part is found.

        Parameters
        ----------
        words, norms : sequence of str
            The words of a document as written, and normalised.
        """
        found: list[Hit] = []
        lookup = self._vocabulary.lookup
        around = ["", *norms, ""]
        for index, word in enumerate(words):
            known = lookup(word)
            found += [Hit(form.cls, form.lemma, form.kind, index, index + 1) for form in known.forms]
            if known.apart:
                found += _with_separate_part(norms, index, known.apart)
            for slots, anchor, step, beside, form in known.phrases:
                if around[index + 1 + step] in beside and index >= anchor and _stands_at(norms, index - anchor, slots):
                    found.append(Hit(form.cls, form.lemma, form.kind, index - anchor, index - anchor + len(slots)))
        return sorted(dict.fromkeys(found), key=_ORDER)


def _stands_at(norms: Sequence[str], first: int, slots: Slots) -> bool:
    last = first + len(slots)
    return last <= len(norms) and all(norms[first + i] in slot for i, slot in enumerate(slots))


def _with_separate_part(norms: Sequence[str], verb: int, apart: Mapping[str, Sequence[Form]]) -> Iterator[Hit]:
    """Yield the verbs whose separate part stands where Dutch puts it.

    A single word (``pakte ... af``) stands later in the clause, closing it, or right before the verb; fixed words (``onder druk``)
    on either side.
    """
    for step in (1, -1):
        for index in range(verb + step, verb + step * MAX_PARTICLE_DISTANCE, step):
            if not 0 <= index < len(norms) or norms[index] in _STOPS:
                break
            for form in apart.get(norms[index], ()):
                width = len(form.apart)
                placed = width > 1 or (step == 1 and _closes_clause(norms, index + 1)) or index == verb - 1
                if placed and _stands_at(norms, index, form.apart):
                    yield Hit(form.cls, form.lemma, form.kind, verb, verb + 1, index, index + width)


def _closes_clause(norms: Sequence[str], after: int) -> bool:
    """A separate part closes its clause; before a noun phrase the word is a preposition (``pakte op de markt``)."""
    return after >= len(norms) or norms[after] not in _NOUN_PHRASE_OPENERS


_STOPS = frozenset({".", ";", "!", "?", ":", "\n"})
_NOUN_PHRASE_OPENERS = frozenset(
    ["de", "het", "een", "haar", "zijn", "mijn", "hun", "deze", "die", "dit", "elke", "iedere", "alle", "geen"]
)


def by_sentence(hits: Sequence[Hit], sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Yield the tokens ``[start, end)`` and the hits of every sentence that has hits; one pass over both."""
    position = 0
    for start, end in sentences:
        inside: list[Hit] = []
        while position < len(hits) and hits[position].start < end:
            if hits[position].start >= start and hits[position].end <= end:
                inside.append(hits[position])
            position += 1
        if inside:
            yield start, end, inside
