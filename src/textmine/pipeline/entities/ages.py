"""LEEFTIJD: ages in figures and in words, exact or by their ten years."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textmine.pipeline.entities.age_context import AgeContext
from textmine.pipeline.entities.quantities import Quantity, decade_words, number_words, ordinal_words, read_quantity, read_range
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, Words

_OLDEST = 110
_JARIG = frozenset({"jarig", "jarige", "jarigen"})
_YEARS = frozenset({"jaar", "jr", "jaren"})
_UNITS_A_YEAR = {"maand": 12, "maanden": 12, "mnd": 12, "week": 52, "weken": 52, "dag": 365, "dagen": 365}
_CONNECTORS = frozenset({"à", "a", "of", "tot"})
_ORDINAL_ENDS = frozenset({"e", "de", "ste"})
_AROUND = ("rond", "tegen", "richting", "in")


class AgeReader:
    """Reads ages.

    Parameters
    ----------
    table : Table
        The file ``ages.toml``.

    Notes
    -----
    A value is a number, a range ``a-b``, or ``a-`` for "at least a". "Begin dertig" is 30-33, "midden dertig" 34-36, "eind
    dertig" 37-39. "19 jaar" is an age when it says so ("oud", "leeftijd"), when a form of *zijn* links it to a person, or when
    it stands with a person between commas or brackets; without any of this it is left to the durations.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._context = AgeContext(table)
        self._possessives = table.words("possessives")
        self._ordinal_before = table.words("ordinal_before")
        self._ordinal_after = table.words("ordinal_after")
        self._ages = {word: value for word, value in number_words().items() if value <= _OLDEST}
        self._jarig = {word + suffix: value for word, value in self._ages.items() for suffix in _JARIG}
        self._fixed = {**dict.fromkeys(table.words("minor"), "0-17"), **dict.fromkeys(table.words("adult"), "18-")}
        self._decades = decade_words()
        self._decade_nouns = {f"{word}er{plural}": value for word, value in self._decades.items() for plural in ("", "s")}
        self._parts = {name: (first, last) for name, (first, last) in table.table("parts").items()}
        self._bounds = dict(table.table("bounds").texts())
        self._readers = self._dispatch()

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that an age can begin with."""
        return {DIGIT, *self._ages, *self._readers}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the age that begins at word ``i``, or None."""
        reader = self._readers.get(words.keys[i])
        return reader(words, i) if reader else self._read_number(words, i)

    def _dispatch(self) -> dict[str, Callable[[Words, int], Found | None]]:
        readers: dict[str, Callable[[Words, int], Found | None]] = {"een": self._read_year_or}
        readers.update(dict.fromkeys(ordinal_words(), self._read_ordinal_word))
        readers.update(dict.fromkeys(self._jarig, self._read_spelled))
        readers.update(dict.fromkeys(self._fixed, self._read_fixed))
        readers.update(dict.fromkeys(self._decade_nouns, self._read_decade_noun))
        readers.update(dict.fromkeys(self._parts, self._read_part))
        readers.update(dict.fromkeys(_AROUND, self._read_around))
        readers.update(dict.fromkeys((phrase.split()[0] for phrase in self._bounds), self._read_bound))
        return readers

    def _found(self, words: Words, i: int, last: int, value: str) -> Found:
        return Found(self._label, words.starts[i], words.ends[last], value)

    def _read_fixed(self, words: Words, i: int) -> Found:
        """Read ``minderjarige``."""
        return self._found(words, i, i, self._fixed[words.keys[i]])

    def _read_spelled(self, words: Words, i: int) -> Found | None:
        """Read ``zestienjarige``."""
        thing = self._context.has("things", words.after(i + 1))
        return None if thing else self._found(words, i, i, str(self._jarig[words.keys[i]]))

    def _read_decade_noun(self, words: Words, i: int) -> Found | None:
        """Read ``een dertiger``, which is no "dertiger jaren"."""
        of_years = words.after(i + 1) == "jaren"
        return None if of_years else self._found(words, i, i, _decade(self._decade_nouns[words.keys[i]]))

    def _read_ordinal_word(self, words: Words, i: int) -> Found | None:
        return self._read_ordinal(words, i, i, ordinal_words()[words.keys[i]])

    def _read_ordinal(self, words: Words, i: int, last: int, value: int) -> Found | None:
        """Read ``zestiende`` or ``16e`` after "op haar"."""
        if words.before(i) not in self._possessives or words.before(i - 1) not in self._ordinal_before:
            return None
        following = words.after(last + 1)
        if following in self._ordinal_after:
            return self._found(words, i, last + 1, str(value))
        bare = not following or self._context.has("ordinal_open", following)
        return self._found(words, i, last, str(value)) if bare and value >= 3 else None

    def _read_part(self, words: Words, i: int) -> Found | None:
        """Read ``begin dertig``, ``midden in de twintig``, ``eind 40``."""
        j = i + 1
        j += words.after(j) == "in"
        j += words.after(j) == "de"
        decade = self._decade_at(words, j)
        if decade is None or not self._context.ends_bare(words, j + 1):
            return None
        first, last = self._parts[words.keys[i]]
        return self._found(words, i, j, f"{decade + first}-{decade + last}")

    def _read_around(self, words: Words, i: int) -> Found | None:
        """Read ``rond de 30`` and ``in de twintig``."""
        j = i + 2
        if words.after(i + 1) != "de" or not words.follows(j):
            return None
        if words.keys[i] == "in":
            decade = None if words.keys[j].isdecimal() else self._decade_at(words, j)
            return self._found(words, i, j, _decade(decade)) if decade and self._context.ends_bare(words, j + 1) else None
        age = _read_age(words, j)
        if age is None:
            return None
        stop = age.stop + (words.after(age.stop) in _YEARS)
        return self._found(words, i, stop - 1, str(int(age.value))) if self._context.ends_bare(words, stop) else None

    def _decade_at(self, words: Words, j: int) -> int | None:
        """Return the ten of ``dertig`` or ``30`` at word ``j``."""
        word = words.after(j)
        decade = self._decades.get(word)
        if decade is None and word.isdecimal() and len(word) == 2 and word[1] == "0":
            decade = int(word)
        return decade if decade and decade >= 20 else None

    def _read_bound(self, words: Words, i: int) -> Found | None:
        """Read ``jonger dan 18 jaar`` and ``boven de 18``."""
        side = self._bounds.get(f"{words.keys[i]} {words.after(i + 1)}")
        j = i + 2 + (words.after(i + 2) == "de")
        age = _read_age(words, j) if side and words.follows(j) else None
        if age is None:
            return None
        in_years = words.after(age.stop) in _YEARS
        if not in_years and not self._context.ends_bare(words, age.stop):
            return None
        return self._found(
            words, i, age.stop - 1 + in_years, f"{int(age.value)}-" if side == "above" else f"0-{int(age.value) - 1}"
        )

    def _read_year_or(self, words: Words, i: int) -> Found | None:
        """Read ``een jaar of twintig``, which is an age from ten years on."""
        if words.after(i + 1) != "jaar" or words.after(i + 2) != "of" or not words.follows(i + 3):
            return None
        age = _read_age(words, i + 3)
        if age is None or age.value < 10 or not self._context.ends_bare(words, age.stop):
            return None
        return self._found(words, i, age.stop - 1, str(int(age.value)))

    def _read_number(self, words: Words, i: int) -> Found | None:
        """Read what begins with a number: ``19-jarige``, ``19 jaar oud``, ``15 à 16 jaar``, ``16e``, ``19`` in brackets."""
        listed = words.before(i) in {"tussen", "de", "van"} or words.char_before(i) == "("
        bounds = read_range(words, i, _CONNECTORS | {"en"} if listed else _CONNECTORS)
        if bounds is None or not all(_is_age(bound) for bound in bounds):
            return None
        low, high = bounds
        value = f"{int(low.value)}" if low == high else f"{int(low.value)}-{int(high.value)}"
        j = high.stop
        unit = words.key(j) if words.joined(j) else ""
        if unit in _JARIG:
            return None if self._context.has("things", words.after(j + 1)) else self._found(words, i, j, value)
        if unit in _YEARS:
            return self._read_years(words, i, j, low, value)
        if unit in _UNITS_A_YEAR and self._context.has("young", words.after(j + 1)):
            return self._found(words, i, j + 1, str(int(low.value) // _UNITS_A_YEAR[unit]))
        if unit in _ORDINAL_ENDS and words.gap(j) == "":
            return self._read_ordinal(words, i, j, int(low.value))
        return self._found(words, i, j - 1, value) if self._context.is_bare_age(words, i, high) else None

    def _read_years(self, words: Words, i: int, j: int, low: Quantity, value: str) -> Found | None:
        """Read a number of years whose unit is word ``j``: an age, or None for a duration."""
        following = words.after(j + 1)
        if self._context.has("young", following):
            return self._found(words, i, j + 1, value)
        if following in {"of", "en"} and words.after(j + 2) in {"ouder", "jonger"}:
            return self._found(words, i, j + 2, f"{value}-" if words.keys[j + 2] == "ouder" else f"0-{value}")
        return self._found(words, i, j, value) if self._context.is_age_in_years(words, i, j, low) else None


def _read_age(words: Words, i: int) -> Quantity | None:
    quantity = read_quantity(words, i)
    return quantity if quantity and _is_age(quantity) else None


def _is_age(quantity: Quantity) -> bool:
    return quantity.value <= _OLDEST and quantity.value == int(quantity.value)


def _decade(first: int) -> str:
    return f"{first}-{first + 9}"
