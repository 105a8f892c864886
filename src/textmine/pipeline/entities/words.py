"""The words of a text with what stands around them, and the tables of phrases that are looked up in them.

A text is cut once; every reader of entities looks at the same words. Offsets stay those of the text as received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")

DIGIT = "<digit>"
"""Trigger of readers that start at any number; no word has a ``<`` in it."""
CAPITAL = "<capital>"
"""Trigger of readers that start at any word with a capital."""

# Digits and letters are cut apart, so that "17jarige", "17-jarige" and "17 jarige" are the same two words.
_WORD = re.compile(r"[0-9]+|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|[€$£]")
_INNER_CAPITAL = re.compile(r"(?<=[a-zß-ÿ,] )[A-ZÀ-Þ][^\W\d_]+")
_LINE_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_BREAKS = frozenset('.!?:;•*>\n\r"“”„‘«»')
_HYPHENS = frozenset("-‐‑–")
_JOINTS = _HYPHENS | frozenset("'’&/")


class Found(NamedTuple):
    """One reading of a passage: ``text[start:end]`` is a ``label`` with this value."""

    label: str
    start: int
    end: int
    value: str


class Reader(Protocol):
    """Reads one kind of entity that begins at a given word."""

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words (in lower case) at which an entity can begin, or :data:`DIGIT` and :data:`CAPITAL`."""

    def read(self, words: Words, i: int) -> Found | None:
        """Return the entity that begins at word ``i``, or None."""


class Words:
    """The words of a text, in lower case, with their offsets.

    Parameters
    ----------
    text : str

    Attributes
    ----------
    keys : list of str
        The words in lower case and composed form (NFC), to be looked up.
    starts, ends : list of int
        Their offsets in the text as received.

    Examples
    --------
    >>> Words("Zij is 17-jarig.").keys
    ['zij', 'is', '17', 'jarig']
    """

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _WORD.finditer(text)]
        self.text = text
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.keys = [text[start:end].lower() for start, end in spans]
        if not unicodedata.is_normalized("NFC", text):
            self.keys = [unicodedata.normalize("NFC", key) for key in self.keys]
        self._line = (0, -1, False)

    def key(self, i: int) -> str:
        """Return word ``i``, or an empty string where there is none."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def word(self, i: int) -> str:
        """Return word ``i`` as it is written in the text."""
        return self.text[self.starts[i] : self.ends[i]]

    def gap(self, i: int) -> str:
        """Return what stands between word ``i - 1`` and word ``i``."""
        start = self.ends[i - 1] if i > 0 else 0
        return self.text[start : self.starts[i]] if i < len(self.starts) else self.text[start:]

    def follows(self, i: int) -> bool:
        """Whether word ``i`` exists and only blanks stand between it and the word before it."""
        return 0 < i < len(self.keys) and self.text[self.ends[i - 1] : self.starts[i]].isspace()

    def joined(self, i: int) -> bool:
        """Whether word ``i`` can belong to one name with the word before it: blanks, a hyphen, or an abbreviation's stop."""
        if not 0 < i < len(self.keys):
            return False
        gap = self.gap(i).strip()
        return not gap or gap in _JOINTS or (gap == "." and len(self.keys[i - 1]) <= 3)

    def after(self, i: int) -> str:
        """Return word ``i`` when only blanks part it from the word before it, else an empty string."""
        return self.keys[i] if self.follows(i) else ""

    def before(self, i: int) -> str:
        """Return the word before word ``i`` when only blanks part the two, else an empty string."""
        return self.keys[i - 1] if self.follows(i) else ""

    def char_before(self, i: int) -> str:
        """Return the character right before word ``i``, or an empty string."""
        start = self.starts[i]
        return self.text[start - 1] if start else ""

    def is_capital(self, i: int) -> bool:
        """Whether word ``i`` begins with a capital."""
        return self.text[self.starts[i]].isupper()

    def opens_sentence(self, i: int) -> bool:
        """Whether a sentence, a quotation or a line may begin at word ``i``."""
        gap = self.gap(i)
        return i == 0 or not _SENTENCE_BREAKS.isdisjoint(gap) or gap.strip() in _HYPHENS

    def in_upper_line(self, i: int) -> bool:
        """Whether word ``i`` stands in a line that is written in capitals altogether."""
        start, end, upper = self._line
        position = self.starts[i]
        if not start <= position < end:
            start = self.text.rfind("\n", 0, position) + 1
            end = self.text.find("\n", position)
            end = len(self.text) if end < 0 else end
            upper = self.text[start:end].isupper()
            self._line = (start, end, upper)
        return upper

    @cached_property
    def inner_capitals(self) -> frozenset[str]:
        """Words that the text writes with a capital inside a sentence, so by choice and not by position."""
        return frozenset(word.lower() for word in _INNER_CAPITAL.findall(self.text))

    def index_at(self, offset: int, i: int) -> int:
        """Return the first word from ``i`` on that starts at or after an offset."""
        while i < len(self.starts) and self.starts[i] < offset:
            i += 1
        return i


def breaks_line(gap: str) -> bool:
    """Whether a line ends in the characters between two words."""
    return _LINE_BREAKS.search(gap) is not None


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """Return the look-up forms of a phrase: words in lower case, with their accents and without.

    Examples
    --------
    >>> phrase_keys("Sint-Oedenrode"), phrase_keys("Roemenië")
    (('sint oedenrode',), ('roemenië', 'roemenie'))
    """
    key = " ".join(Words(unicodedata.normalize("NFC", phrase)).keys)
    plain = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    return (key,) if plain == key else (key, plain)


class PhraseTable(Generic[T]):
    r"""Phrases of one or more words with what they stand for; the longest one at a word is found in a few look-ups.

    Hyphens and blanks between words are alike, accents may be left out. Of equal phrases the first one given stays.

    Attributes
    ----------
    first_words : frozenset of str
        The words that a phrase can begin with.

    Examples
    --------
    >>> table = PhraseTable([("Den Haag", 1), ("Den", 2)])
    >>> table.match(Words("naar Den\nHaag"), 1)
    (1, 3)
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._entries: dict[str, T] = {}
        self._longest: dict[str, int] = {}
        for phrase, entry in phrases:
            for key in phrase_keys(phrase):
                self._entries.setdefault(key, entry)
                first, *rest = key.split(" ")
                self._longest[first] = max(self._longest.get(first, 0), 1 + len(rest))
        self.first_words = frozenset(self._longest)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def match(self, words: Words, i: int) -> tuple[T, int] | None:
        """Return the entry of the longest phrase that begins at word ``i`` and the index of the word after it."""
        key = words.keys[i]
        best = (self._entries[key], i + 1) if key in self._entries else None
        for j in range(i + 1, i + self._longest.get(key, 0)):
            if not words.joined(j):
                break
            key = f"{key} {words.keys[j]}"
            if key in self._entries:
                best = (self._entries[key], j + 1)
        return best


class Phrase(NamedTuple):
    """What a phrase of a dictionary stands for, and the test that its place in the text must pass."""

    value: str
    accepts: Callable[[Words, int, int], bool]


class PhraseReader:
    """Reads entities of one label from a dictionary of phrases.

    Parameters
    ----------
    label : str
    phrases : iterable of (str, Phrase)
    """

    def __init__(self, label: str, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self.label = label
        self.table = PhraseTable(phrases)

    @property
    def triggers(self) -> Iterable[str]:
        """Return the first words of the phrases."""
        return self.table.first_words

    def read(self, words: Words, i: int) -> Found | None:
        """Return the longest phrase at word ``i`` when it passes its test."""
        match = self.table.match(words, i)
        if match is None:
            return None
        (value, accepts), stop = match
        if not accepts(words, i, stop):
            return None
        return Found(self.label, words.starts[i], words.ends[stop - 1], value)
