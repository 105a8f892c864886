"""What stands around a number of years tells whether it is a person's age: "zij was 19 jaar", "een straf van 19 jaar"."""

from __future__ import annotations

import re

from textmine.pipeline.entities.quantities import Quantity
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import Words

_MOST_FILLERS = 4
# From here on years between commas are an age whoever is meant: "man, fors postuur, 35 jaar, baard".
_SURELY_AGE = 14
_YOUNGEST_BARE = 12
_SEXES = frozenset({"v", "m", "vr", "vrw"})
_COUNTED = frozenset({"uur", "u", "euro", "eur", "x", "keer", "maal", "dagen", "weken", "maanden", "stuks", "mei", "juni", "km"})
_STREETS = ("straat", "weg", "laan", "plein", "kade", "gracht", "dijk", "singel", "steeg", "hof", "kamer", "unit", "nr", "no")
_CLOSINGS = frozenset(" .,;:)]!?\n\r\"'")
_ABOUT = re.compile(r"\+/?-|±|~")
_LISTS = (
    "persons pronouns copulas impersonal subordinators fillers duration_after duration_before age_after things young ordinal_open"
)


class AgeContext:
    """Tests of the words around a number.

    Parameters
    ----------
    table : Table
        The file ``ages.toml``.
    """

    def __init__(self, table: Table) -> None:
        self._lists = {name: table.words(name) for name in _LISTS.split()}
        self._person_endings = tuple(table.words("person_endings"))

    def has(self, name: str, word: str) -> bool:
        """Whether a list of the file holds a word."""
        return word in self._lists[name]

    def ends_bare(self, words: Words, j: int) -> bool:
        """Whether no counted thing stands at word ``j``: "eind 40." but not "eind 40 euro"."""
        following = words.after(j)
        if following:
            return any(self.has(name, following) for name in ("ordinal_open", "age_after", "copulas"))
        gap = words.gap(j)
        return gap[:1] in _CLOSINGS if gap else j >= len(words.keys)

    def is_age_in_years(self, words: Words, i: int, j: int, low: Quantity) -> bool:
        """Whether the years from word ``i`` to the unit at word ``j`` are an age."""
        following = words.after(j + 1)
        if self.has("duration_after", following) or self.has("things", following):
            return False
        return self._is_told_of_person(words, i, j, low) or self._is_apposition(words, i, j + 1, low)

    def is_bare_age(self, words: Words, i: int, high: Quantity) -> bool:
        """Whether a number without unit is an age: "(19)", "zij was 17 toen", "toen zij 15 was", "een dochter van 4"."""
        after = high.stop
        before = self._before_fillers(words, i)
        if words.key(i - 1) == "leeftijd" or self._is_of_person(words, before):
            return self.ends_bare(words, after)
        if not 8 <= high.value < 100:
            return False
        if high.value >= _YOUNGEST_BARE and (
            self._is_after_sex(words, before, after) or self._is_between_commas(words, i, after)
        ):
            return True
        if words.char_before(i) == "(":
            closed = words.text[high.end : high.end + 1] in {")", ","}
            return closed and self._is_person(words, i - 1) and self._is_apposition(words, i, after, high)
        return before > 0 and self._is_predicate(words, before, after)

    def _is_after_sex(self, words: Words, b: int, after: int) -> bool:
        """Whether word ``b`` is the letter of a form, and the number counts nothing: "SO v 22 stud", "VE = m 27"."""
        counted = words.after(after) in _COUNTED or self.has("things", words.after(after))
        return b >= 0 and words.keys[b] in _SEXES and words.gap(b + 1).strip() in {"", "."} and not counted

    def _is_between_commas(self, words: Words, i: int, after: int) -> bool:
        """Whether a number stands between commas after a name or a noun for a person: "Joas, 19, van de Veluwe"."""
        closing = words.gap(after).strip()[:1] if after < len(words.keys) else "."
        named = self._is_person(words, i - 1) and not words.key(i - 1).endswith(_STREETS)
        return words.gap(i).strip() == "," and closing in {",", ".", ")", ";"} and named

    def _is_predicate(self, words: Words, b: int, after: int) -> bool:
        """Whether a bare number between words ``b`` and ``after`` is said of a person: "zij was 17 toen", "toen zij 15 was"."""
        following = words.after(after)
        subject = b
        if self.has("copulas", words.keys[b]):
            subject = b - 1 if words.follows(b) else -1
        if not (self.has("pronouns", words.key(subject)) or self._is_person(words, subject)):
            return False
        if subject < b or self.has("copulas", words.before(b)):
            return self.ends_bare(words, after) and (not following or self.has("age_after", following))
        return self.has("copulas", following) and self.has("subordinators", words.before(b))

    def _is_person(self, words: Words, i: int) -> bool:
        """Whether word ``i`` names a person: a noun for one, a word with a capital, an initial or a bracketed role."""
        if i < 0:
            return False
        key = words.keys[i]
        named = words.is_capital(i) and not self.has("impersonal", key)
        return named or self._is_person_noun(key) or words.text[words.ends[i] : words.ends[i] + 1] == "]"

    def _is_person_noun(self, key: str) -> bool:
        return self.has("persons", key) or key.endswith(self._person_endings)

    def _is_of_person(self, words: Words, b: int) -> bool:
        """Whether word ``b`` is the "van" of "een dochter van 4", "de leeftijd van 14"."""
        noun = words.before(b) if b > 0 and words.keys[b] == "van" else ""
        return noun == "leeftijd" or (noun != "" and self._is_person_noun(noun))

    def _before_fillers(self, words: Words, i: int) -> int:
        """Return the index of the nearest word before ``i`` that is no "ongeveer", "ca." or "+/-"; -1 after another mark."""
        for _ in range(_MOST_FILLERS):
            if i == 0 or not self.has("fillers", words.keys[i - 1]) or _marks(words, i) not in {"", "."}:
                break
            i -= 1
        return i - 1 if not _marks(words, i) else -1

    def _is_told_of_person(self, words: Words, i: int, j: int, low: Quantity) -> bool:
        """Whether the sentence says of a person that the years are theirs: "zij was 19 jaar", "een man van 35 jaar"."""
        b = self._before_fillers(words, i)
        if b < 0:
            return False
        word, previous, following = words.keys[b], words.before(b), words.after(j + 1)
        if "tussen" in (word, previous if word == "de" else ""):
            return low.value >= 10
        if word == "van":
            return previous == "leeftijd" or self._is_person(words, b - 1)
        if word == "leeftijd" or self.has("duration_before", word):
            return word == "leeftijd"
        return self._is_predicate_in_years(words, b, low, following)

    def _is_predicate_in_years(self, words: Words, b: int, low: Quantity, following: str) -> bool:
        """Whether years after word ``b`` are said of a person: "was 17 jaar", "toen zij 17 jaar was", "was zij 17 jaar"."""
        word, previous = words.keys[b], words.before(b)
        closes = not following or self.has("age_after", following)
        if self.has("copulas", word):
            return not self.has("impersonal", previous) and (low.value >= 12 or closes)
        if not (self._is_person(words, b) or self.has("pronouns", word)):
            return False
        if self.has("copulas", following):
            return True
        return closes if self.has("copulas", previous) else low.value >= 10 and not following

    def _is_apposition(self, words: Words, i: int, after: int, low: Quantity) -> bool:
        """Whether the age stands with a person between commas or brackets: "Sanne (19 jaar)", "leeftijd: 19"."""
        marks = _marks(words, i)
        if i == 0 or not marks:
            return False
        if ":" in marks:
            return words.keys[i - 1] in {"leeftijd", "lft"}
        closing = words.gap(after).lstrip()[:1]
        enclosed = marks[-1] in ",(" and (after >= len(words.keys) or not closing or closing in ",.;)")
        return enclosed and low.value >= 10 and (self._is_person(words, i - 1) or low.value >= _SURELY_AGE)


def _marks(words: Words, i: int) -> str:
    """Return the marks between a word and the one before it, without those for "about"."""
    return _ABOUT.sub("", words.gap(i)).strip()
