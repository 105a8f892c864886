"""LEEFTIJD: ages in figures and in words, exact or by their ten years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from textmine.pipeline.entities.quantities import Quantity, decade_words, number_words, ordinal_words, read_quantity, read_range
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, Words

_OLDEST = 110
_MOST_FILLERS = 4
_JARIG = frozenset({"jarig", "jarige", "jarigen"})
_YEARS = frozenset({"jaar", "jr", "jaren"})
_UNITS_A_YEAR = {"maand": 12, "maanden": 12, "mnd": 12, "week": 52, "weken": 52, "dag": 365, "dagen": 365}
_CONNECTORS = frozenset({"à", "a", "of", "tot"})
_CLOSINGS = frozenset(" .,;:)]!?\n\r\"'")
_ABOUT = re.compile(r"\+/?-|±|~")
_ORDINAL_ENDS = frozenset({"e", "de", "ste"})


class AgeReader:
    """Reads ages.

    Parameters
    ----------
    table : Table
        The file ``ages.toml``: its words tell an age from a duration.

    Notes
    -----
    A value is a number, a range ``a-b``, or ``a-`` for "at least a". "Begin dertig" is 30-33, "midden dertig" 34-36, "eind dertig"
    37-39. "19 jaar" is an age when it says so ("oud", "leeftijd"), when a form of *zijn* links it to a person, or when it stands
    with a person between commas or brackets; with nothing of this it is left to the durations.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._words = {
            name: table.words(name)
            for name in [
                "things",
                "persons",
                "pronouns",
                "copulas",
                "impersonal",
                "subordinators",
                "possessives",
                "ordinal_before",
                "ordinal_after",
                "ordinal_open",
                "fillers",
                "duration_after",
                "duration_before",
                "age_after",
                "young",
            ]
        }
        self._person_endings = tuple(table.words("person_endings"))
        ages = {word: value for word, value in number_words().items() if value <= _OLDEST}
        self._jarig = {word + suffix: value for word, value in ages.items() for suffix in _JARIG}
        self._fixed = {**dict.fromkeys(table.words("minor"), "0-17"), **dict.fromkeys(table.words("adult"), "18-")}
        self._decades = decade_words()
        self._decade_nouns = {word + "er": value for word, value in self._decades.items()}
        self._decade_nouns |= {word + "s": value for word, value in self._decade_nouns.items()}
        self._parts = {name: (first, last) for name, (first, last) in table.table("parts").items()}
        self._bounds = dict(table.table("bounds").texts())
        self._ages = ages
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
        readers: dict[str, Callable[[Words, int], Found | None]] = {}
        readers.update(dict.fromkeys(ordinal_words(), self._read_ordinal))
        readers.update(dict.fromkeys(self._jarig, self._read_spelled))
        readers.update(dict.fromkeys(self._fixed, lambda w, i: self._found(w, i, i, self._fixed[w.keys[i]])))
        readers.update(dict.fromkeys(self._decade_nouns, self._read_decade_noun))
        readers.update(dict.fromkeys(self._parts, self._read_part))
        readers.update(dict.fromkeys(("rond", "tegen", "richting", "in"), self._read_around))
        readers.update(dict.fromkeys((phrase.split()[0] for phrase in self._bounds), self._read_bound))
        return readers

    def _found(self, words: Words, i: int, last: int, value: str) -> Found:
        return Found(self._label, words.starts[i], words.ends[last], value)

    def _is(self, name: str, word: str) -> bool:
        return word in self._words[name]

    def _is_person(self, words: Words, i: int) -> bool:
        """Whether word ``i`` names a person: a noun for one, a word with a capital, an initial or a bracketed role."""
        if i < 0:
            return False
        key = words.keys[i]
        bracketed = words.text[words.ends[i] : words.ends[i] + 1] == "]"
        noun = self._is("persons", key) or key.endswith(self._person_endings)
        return bracketed or noun or (words.is_capital(i) and not self._is("impersonal", key))

    def _read_spelled(self, words: Words, i: int) -> Found | None:
        """Read ``zestienjarige``."""
        thing = self._is("things", words.after(i + 1))
        return None if thing else self._found(words, i, i, str(self._jarig[words.keys[i]]))

    def _read_decade_noun(self, words: Words, i: int) -> Found | None:
        """Read ``een dertiger``."""
        of_years = words.after(i + 1) == "jaren"
        return None if of_years else self._found(words, i, i, _decade(self._decade_nouns[words.keys[i]]))

    def _read_ordinal(self, words: Words, i: int, last: int | None = None, value: int | None = None) -> Found | None:
        """Read ``zestiende`` or ``16e`` after "op haar"."""
        last = i if last is None else last
        value = ordinal_words()[words.keys[i]] if value is None else value
        if not (self._is("possessives", words.before(i)) and self._is("ordinal_before", words.before(i - 1))):
            return None
        following = words.after(last + 1)
        if self._is("ordinal_after", following):
            return self._found(words, i, last + 1, str(value))
        open_place = not following or self._is("ordinal_open", following)
        return self._found(words, i, last, str(value)) if open_place and value >= 6 else None

    def _read_part(self, words: Words, i: int) -> Found | None:
        """Read ``begin dertig``, ``midden in de twintig``, ``eind 40``."""
        j = i + 1
        if words.after(j) == "in":
            j += 1
        if words.after(j) == "de":
            j += 1
        decade = self._decade_at(words, j)
        if decade is None or not self._ends_bare(words, j + 1):
            return None
        first, last = self._parts[words.keys[i]]
        return self._found(words, i, j, f"{decade + first}-{decade + last}")

    def _read_around(self, words: Words, i: int) -> Found | None:
        """Read ``rond de 30`` and ``in de twintig``."""
        if words.after(i + 1) != "de" or not words.follows(i + 2):
            return None
        decade = self._decade_at(words, i + 2)
        if words.keys[i] == "in":
            spelled = decade is not None and not words.keys[i + 2].isdecimal()
            return self._found(words, i, i + 2, _decade(decade or 0)) if spelled and self._ends_bare(words, i + 3) else None
        age = read_quantity(words, i + 2)
        if age is None or not _is_age(age):
            return None
        if words.after(age.stop) in _YEARS:
            return self._found(words, i, age.stop, str(age.value)) if self._ends_bare(words, age.stop + 1) else None
        return self._found(words, i, age.stop - 1, str(age.value)) if self._ends_bare(words, age.stop) else None

    def _decade_at(self, words: Words, j: int) -> int | None:
        """Return the ten of ``dertig`` or ``30`` at word ``j``."""
        word = words.after(j)
        decade = self._decades.get(word)
        if decade is None and word.isdecimal() and len(word) == 2 and word[1] == "0":
            decade = int(word)
        return decade if decade and decade >= 20 else None

    def _ends_bare(self, words: Words, j: int) -> bool:
        """Whether no thing that is counted stands at word ``j``: "eind 40." but not "eind 40 euro"."""
        following = words.after(j)
        if following:
            return self._is("ordinal_open", following) or self._is("age_after", following) or self._is("copulas", following)
        gap = words.gap(j)
        return gap[:1] in _CLOSINGS if gap else j >= len(words.keys)

    def _read_bound(self, words: Words, i: int) -> Found | None:
        """Read ``jonger dan 18 jaar`` and ``boven de 18``."""
        side = self._bounds.get(f"{words.keys[i]} {words.after(i + 1)}")
        j = i + 2
        if side and words.after(j) == "de":
            j += 1
        age = read_quantity(words, j) if side and words.follows(j) else None
        if age is None or not _is_age(age):
            return None
        last = age.stop if words.after(age.stop) in _YEARS else age.stop - 1
        if last < age.stop and not self._ends_bare(words, age.stop):
            return None
        return self._found(words, i, last, f"{age.value}-" if side == "above" else f"0-{age.value - 1}")

    def _read_number(self, words: Words, i: int) -> Found | None:
        """Read what begins with a number: ``19-jarige``, ``19 jaar oud``, ``19`` between brackets, ``een jaar of 20``."""
        if words.keys[i] == "een":
            return self._read_year_or(words, i)
        listed = words.before(i) in {"tussen", "de", "van"} or words.char_before(i) == "("
        bounds = read_range(words, i, _CONNECTORS | {"en"} if listed else _CONNECTORS)
        if bounds is None or not all(_is_age(bound) for bound in bounds):
            return None
        low, high = bounds
        value = str(low.value) if low == high else f"{low.value}-{high.value}"
        j = high.stop
        unit = words.key(j) if words.joined(j) or words.gap(j) == "" else ""
        if unit in _JARIG:
            return None if self._is("things", words.after(j + 1)) else self._found(words, i, j, value)
        if unit in _YEARS:
            return self._read_years(words, i, j, low, value)
        if unit in _UNITS_A_YEAR and self._is("young", words.after(j + 1)):
            return self._found(words, i, j + 1, str(int(low.value) // _UNITS_A_YEAR[unit]))
        if unit in _ORDINAL_ENDS and words.gap(j) == "" and low == high:
            return self._read_ordinal(words, i, j, int(low.value))
        return self._found(words, i, j - 1, value) if self._is_bare_age(words, i, high) else None

    def _read_year_or(self, words: Words, i: int) -> Found | None:
        """Read ``een jaar of twintig``, which is an age from ten years on."""
        if words.after(i + 1) != "jaar" or words.after(i + 2) != "of" or not words.follows(i + 3):
            return None
        age = read_quantity(words, i + 3)
        if age is None or not _is_age(age) or age.value < 10 or not self._ends_bare(words, age.stop):
            return None
        return self._found(words, i, age.stop - 1, str(age.value))

    def _read_years(self, words: Words, i: int, j: int, low: Quantity, value: str) -> Found | None:
        """Read a number of years whose unit is word ``j``: an age, or None for a duration."""
        following = words.after(j + 1)
        if self._is("young", following):
            return self._found(words, i, j + 1, value)
        if following in {"of", "en"} and words.after(j + 2) in {"ouder", "jonger"}:
            return self._found(words, i, j + 2, f"{value}-" if words.keys[j + 2] == "ouder" else f"0-{value}")
        if self._is("duration_after", following) or self._is("things", following):
            return None
        linked = self._is_told_of_person(words, i, j, low) or self._is_apposition(words, i, j + 1, low)
        return self._found(words, i, j, value) if linked else None

    def _before_fillers(self, words: Words, i: int) -> int:
        """Return the index of the nearest word before ``i`` that is no "ongeveer", "ca." or "+/-"; -1 when a mark stands between."""
        for _ in range(_MOST_FILLERS):
            if i == 0 or not self._is("fillers", words.keys[i - 1]) or _bare_gap(words, i) not in {"", "."}:
                break
            i -= 1
        return i - 1 if not _bare_gap(words, i) else -1

    def _is_told_of_person(self, words: Words, i: int, j: int, low: Quantity) -> bool:
        """Whether the sentence says of a person that the age is theirs: "zij was 19 jaar", "een man van 35 jaar"."""
        b = self._before_fillers(words, i)
        word = words.key(b)
        if word == "leeftijd" or (word in {"van", "de"} and "leeftijd" in (words.key(b - 1), words.key(b - 2))):
            return True
        if "tussen" in (word, words.before(b) if word == "de" else ""):
            return low.value >= 10
        if b < 0 or self._is("duration_before", word):
            return False
        following = words.after(j + 1)
        if word == "van":
            return self._is_person(words, b - 1)
        if self._is("copulas", word):
            personal = not self._is("impersonal", words.before(b))
            return personal and (low.value >= 12 or not following or self._is("age_after", following))
        if self._is("copulas", following):
            return low.value >= 4 and not self._is("impersonal", word)
        if self._is("copulas", words.before(b)) and (self._is("pronouns", word) or self._is_person(words, b)):
            return not following or self._is("age_after", following)
        return low.value >= 10 and self._is_person(words, b) and not following

    def _is_apposition(self, words: Words, i: int, after: int, low: Quantity) -> bool:
        """Whether the age stands with a person between commas or brackets: "Sanne (19 jaar)", "leeftijd: 19"."""
        gap = _bare_gap(words, i)
        if i == 0 or not gap:
            return False
        if ":" in gap:
            return words.keys[i - 1] in {"leeftijd", "lft"}
        closing = words.gap(after).lstrip() if after <= len(words.keys) else ""
        enclosed = gap[-1] in ",(" and (not closing or closing[0] in ",.;)" or after >= len(words.keys))
        return enclosed and low.value >= 10 and self._is_person(words, i - 1)

    def _is_bare_age(self, words: Words, i: int, high: Quantity) -> bool:
        """Whether a number without unit is an age: "(19)", "zij was 17 toen", "toen zij 15 was", "leeftijd 19"."""
        after = high.stop
        if words.key(i - 1) == "leeftijd" or (words.before(i) == "van" and words.before(i - 1) == "leeftijd"):
            return self._ends_bare(words, after)
        b = self._before_fillers(words, i)
        if b > 0 and words.keys[b] == "van" and self._is_person(words, b - 1) and not words.is_capital(b - 1):
            return self._ends_bare(words, after)
        if high.value < 8 or high.value >= 100:
            return False
        if words.char_before(i) == "(":
            return words.text[high.end : high.end + 1] in {")", ","} and self._is_apposition(words, i, after, high)
        if b < 1:
            return False
        word, following = words.keys[b], words.after(after)
        if self._is("copulas", word) or self._is("copulas", words.before(b)):
            subject = words.before(b) if self._is("copulas", word) else word
            subject_at = b - 1 if self._is("copulas", word) else b
            personal = self._is("pronouns", subject) or (bool(subject) and self._is_person(words, subject_at))
            return personal and self._ends_bare(words, after) and (not following or self._is("age_after", following))
        personal = self._is("pronouns", word) or self._is_person(words, b)
        return self._is("copulas", following) and personal and self._is("subordinators", words.before(b))


def _bare_gap(words: Words, i: int) -> str:
    """Return the marks between a word and the one before it, without those for "about"."""
    return _ABOUT.sub("", words.gap(i)).strip()


def _is_age(quantity: Quantity) -> bool:
    return quantity.value <= _OLDEST and quantity.value == int(quantity.value)


def _decade(first: int) -> str:
    return f"{first}-{first + 9}"
