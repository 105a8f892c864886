"""DUUR: lengths of time as ISO 8601 durations."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from textmine.pipeline.entities.quantities import begins_quantity, number_words, quantity_words, read_quantity, read_range
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, Words

_CONNECTORS = frozenset({"à", "a", "of", "tot"})
_QUARTER = Decimal("0.25")
# Largest unit first: "2 jaar en 6 maanden" goes down this list.
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TQ")


class DurationReader:
    """Reads durations.

    Parameters
    ----------
    table : Table
        The file ``durations.toml``.

    Notes
    -----
    Half years become months and half hours minutes ("anderhalf jaar" is P1Y6M); other parts are ISO decimals (P1.5M). Two
    bounds are joined by a slash. "Een paar maanden" has no value. Whether "19 jaar" is an age is not asked here: of two equally
    long readings the finder keeps that of the ages.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._units = dict(table.table("units").texts())
        self._unit_words = frozenset(self._units)
        self._vague = table.words("vague")
        self._vague_words = table.words("vague_words")
        self._things = table.words("things")
        self._clock_before = table.words("clock_before")
        self._about = table.words("about")
        self._after_figures = table.words("only_after_figures")
        self._per = table.words("per")
        self._per_units = table.words("per_units")
        self._moment_before = table.words("moment_before")
        self._lasting = {word + "jarige": value for word, value in number_words().items() if value < 100}

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that a duration can begin with."""
        return {DIGIT, *quantity_words(), *self._vague, *self._vague_words, *self._lasting}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the duration that begins at word ``i``, or None."""
        key = words.keys[i]
        if key in self._vague_words:
            return Found(self._label, words.starts[i], words.ends[i], "")
        if key in self._lasting:
            lasts = words.after(i + 1) in self._things
            return Found(self._label, words.starts[i], words.ends[i], f"P{self._lasting[key]}Y") if lasts else None
        if key in self._vague or (key == "een" and words.after(i + 1) in self._vague):
            return self._read_vague(words, i)
        return self._read_number(words, i)

    def _read_vague(self, words: Words, i: int) -> Found | None:
        """Read ``een paar maanden``."""
        j = i + 2 if words.keys[i] == "een" else i + 1
        return Found(self._label, words.starts[i], words.ends[j], "") if words.after(j) in self._units else None

    def _read_number(self, words: Words, i: int) -> Found | None:
        bounds = read_range(words, i, _CONNECTORS) if begins_quantity(words, i, self._unit_words) else None
        if bounds is None:
            return None
        low, high = bounds
        j = high.stop
        unit = self._units.get(words.key(j)) if words.follows(j) or words.gap(j) == "" else None
        if unit is None:
            return self._read_lasting(words, i)
        if words.keys[j] in self._after_figures and not words.keys[j - 1].isdecimal():
            return None
        if self._is_clock(words, i, j, unit, high.value) or self._is_moment(words, i, j):
            return None
        value = _iso(low.value, unit) if low == high else f"{_iso(low.value, unit)}/{_iso(high.value, unit)}"
        last = j
        if low == high:
            rest, last = self._read_smaller(words, j, unit)
            value += rest
        return Found(self._label, words.starts[i], words.ends[self._end_with_per(words, last)], value)

    def _read_lasting(self, words: Words, i: int) -> Found | None:
        """Read ``3-jarige`` before a thing that lasts."""
        j = i + 1
        if words.key(j) != "jarige" or words.after(j + 1) not in self._things or not words.joined(j):
            return None
        return Found(self._label, words.starts[i], words.ends[j], f"P{words.keys[i]}Y")

    def _read_smaller(self, words: Words, j: int, unit: str) -> tuple[str, int]:
        """Read the second part of ``2 jaar en 6 maanden``: what it adds to the value, and its last word."""
        k = j + 2 if words.after(j + 1) == "en" else j + 1
        second = read_quantity(words, k) if words.follows(k) and unit in {"Y", "M", "TH"} else None
        if second is None or not words.follows(second.stop):
            return "", j
        smaller = self._units.get(words.keys[second.stop])
        if smaller is None or _ORDER.index(smaller) != _ORDER.index(unit) + 1:
            return "", j
        return _iso(second.value, smaller).lstrip("PT"), second.stop

    def _is_clock(self, words: Words, i: int, j: int, unit: str, value: Decimal) -> bool:
        """Whether the hours are a time of the day."""
        if unit != "TH" or value > 24:
            return False
        if "." in words.text[words.starts[i] : words.starts[j]]:  # a Dutch decimal has a comma
            return True
        night = words.text[words.ends[j] : words.ends[j] + 3].lstrip().startswith(("'s", "’s"))
        about = i - 1 if words.before(i) in self._about else i
        rate = words.after(j + 1) in self._per
        return not rate and (night or words.before(about) in self._clock_before)

    def _is_moment(self, words: Words, i: int, j: int) -> bool:
        """Whether "een dag" is one day of many: "op een dag", "elke week"."""
        return words.keys[i] == "een" and j == i + 1 and words.before(i) in self._moment_before

    def _end_with_per(self, words: Words, last: int) -> int:
        """Return the last word of ``14 uur per dag`` and ``zes dagen in de week``."""
        if words.after(last + 1) in self._per and words.after(last + 2) in self._per_units:
            return last + 2
        inside = words.after(last + 1) == "in" and words.after(last + 2) == "de"
        return last + 3 if inside and words.after(last + 3) in self._per_units else last


def _iso(value: Decimal, unit: str) -> str:
    """Write a number of units as an ISO 8601 duration.

    Examples
    --------
    >>> _iso(Decimal("1.5"), "Y"), _iso(Decimal("0.5"), "TH"), _iso(Decimal("1.5"), "W"), _iso(Decimal("3"), "TQ")
    ('P1Y6M', 'PT30M', 'P1.5W', 'PT45M')
    """
    if unit == "TQ":
        value, unit = value * 15, "TM"
    whole, part = divmod(value, 1)
    smaller = {"Y": ("M", 12), "TH": ("M", 60)}.get(unit)
    time, letter = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    if part and smaller and (part * smaller[1]) % 1 == 0:
        head = f"{whole:f}{letter}" if whole else ""
        return f"P{time}{head}{(part * smaller[1]).normalize():f}{smaller[0]}"
    return f"P{time}{value.normalize():f}{letter}"
