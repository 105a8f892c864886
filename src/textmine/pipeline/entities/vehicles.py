"""VOERTUIG: licence plates, makes and kinds of vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine.pipeline.entities.quantities import is_inside_number
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import CAPITAL, DIGIT, Found, PhraseTable, Words

# The fourteen series of Dutch plates: X a letter, 9 a figure.
_SHAPES = "XX-99-99 99-99-XX 99-XX-99 XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX 9-XX-999 999-XX-9"
_SERIES = _SHAPES.split()


def _pattern(letter: str, separator: str) -> re.Pattern[str]:
    shapes = (shape.replace("-", separator).replace("X", letter).replace("9", "[0-9]") for shape in _SERIES)
    return re.compile(rf"(?:{'|'.join(shapes)})(?![\w-])")


_PLATE = _pattern("[A-Z]", "-")
_LOOSE_PLATE = _pattern("[A-Za-z]", "[ -]?")
_MODEL = re.compile(r"(?:[A-Z]{1,3}[0-9]{1,3}|[0-9]{2,3})[a-z]{0,2}(?![\w-])")


class VehicleReader:
    """Reads licence plates, makes ("zwarte BMW", "VW Golf") and kinds of vehicles ("witte bestelbus").

    Parameters
    ----------
    table : Table
        The file ``vehicles.toml``.

    Notes
    -----
    A plate has the shape of one of the fourteen Dutch series in capitals, with its hyphens; after the word *kenteken* also in
    lower case, with blanks or closed up. The value is the plate in capitals with hyphens, the make, or the kind.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._makes = PhraseTable(table.table("makes").named_phrases())
        self._kinds = PhraseTable(table.table("kinds").named_phrases())
        self._models = PhraseTable((phrase, None) for phrase in table.phrases("models"))
        self._colours = table.words("colours")
        self._first_words = self._colours | self._makes.first_words | self._kinds.first_words
        self._plain_kinds = table.words("kinds_with_colour_only")
        self._capital_only = table.words("capital_only")
        self._announced = table.words("before_plate")

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that a vehicle can begin with."""
        return {DIGIT, CAPITAL, *self._announced, *self._first_words}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the vehicle that begins at word ``i``, or None."""
        if words.keys[i] in self._announced:
            return self._read_announced(words, i)
        if words.text[words.ends[i] : words.ends[i] + 1] == "-" and (plate := self._read_plate(words, i, _PLATE)):
            return plate
        return self._read_kind(words, i) if words.keys[i] in self._first_words else None

    def _read_plate(self, words: Words, i: int, pattern: re.Pattern[str]) -> Found | None:
        match = pattern.match(words.text, words.starts[i])
        if match is None or is_inside_number(words, i) or words.char_before(i) in {"-", "@"}:
            return None
        return Found(self._label, match.start(), match.end(), _hyphenated(match[0]))

    def _read_announced(self, words: Words, i: int) -> Found | None:
        """Read the plate in any writing that follows ``kenteken``."""
        for j in (i + 1, i + 2):
            if j < len(words.keys) and words.gap(j).strip() in {"", ":"}:
                plate = self._read_plate(words, j, _LOOSE_PLATE)
                if plate is not None:
                    return plate
        return None

    def _read_kind(self, words: Words, i: int) -> Found | None:
        """Read a make or a kind, with its colour before it and its model after it."""
        j = i
        while words.keys[j] in self._colours and words.follows(j + 1) and j - i < 3:
            j += 1
        make = self._makes.match(words, j)
        if make is not None and self._is_make(words, j):
            stop = self._after_model(words, make[1])
            return Found(self._label, words.starts[i], words.ends[stop - 1], make[0])
        kind = self._kinds.match(words, j)
        if kind is None or (i == j and kind[0] in self._plain_kinds):
            return None
        return Found(self._label, words.starts[i], words.ends[kind[1] - 1], kind[0])

    def _is_make(self, words: Words, j: int) -> bool:
        return words.is_capital(j) or words.keys[j] not in self._capital_only

    def _after_model(self, words: Words, stop: int) -> int:
        """Return the index of the word after a make's model: ``VW Golf``, ``BMW X5``, ``Audi A3``."""
        if not words.joined(stop):
            return stop
        model = self._models.match(words, stop)
        if model is not None and words.is_capital(stop):
            return model[1]
        match = _MODEL.match(words.text, words.starts[stop]) if words.follows(stop) else None
        return words.index_at(match.end(), stop) if match else stop


def _hyphenated(plate: str) -> str:
    """Write a plate in capitals with a hyphen between its three groups.

    Examples
    --------
    >>> _hyphenated("ab123c"), _hyphenated("12-AB-34"), _hyphenated("abcd12")
    ('AB-123-C', '12-AB-34', 'AB-CD-12')
    """
    closed = re.sub(r"[ -]", "", plate).upper()
    shape = re.sub("[A-Z]", "X", re.sub("[0-9]", "9", closed))
    series = next(s for s in _SERIES if s.replace("-", "") == shape)
    cuts = [len(group) for group in series.split("-")]
    return "-".join((closed[: cuts[0]], closed[cuts[0] : cuts[0] + cuts[1]], closed[cuts[0] + cuts[1] :]))
