"""PERSOON: names of persons, and the bracketed roles that stand for names in anonymised texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import CAPITAL, Found, Words, breaks_line, phrase_keys

_ROLE = re.compile(r"\[\s?(?P<role>[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){0,2}(?: ?(?:[0-9]{1,3}|[A-Z]))?)\s?\]")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[- ]?|Th\.|IJ\.){1,5}")
_NAME_JOINTS = frozenset({" ", "  ", "\u00a0", "-", "'", "’", " '", " ’"})
_BLANKS = re.compile(r"\s+")
_MOST_GIVEN_NAMES = 3
_MOST_TITLES = 4
_MOST_PARTICLES = 3
_LONGEST_SURNAME = 4
_SHORTEST_IN_CAPITALS = 4


class Name(NamedTuple):
    """A given name: the sex it tells, if any, and how much it takes to be sure that the word is a name."""

    sex: str
    kind: str = ""


class PersonReader:
    """Reads names of persons.

    Parameters
    ----------
    table : Table
        The file ``person_names.toml``.
    is_other : callable
        Tells whether a word is known as a country, nationality, organisation, platform, month or the like, and so is no surname.

    Notes
    -----
    A name begins with a known given name, with initials and a surname, after a title ("mevr."), after a word such as *verdachte*
    or *broer*, or with a capitalised *Van der* inside a sentence. Titles are not part of the passage. The value is the name, with
    ``|v`` or ``|m`` where the given name or the title tells the sex. A name in capitals counts when its line is not in capitals
    altogether.
    """

    def __init__(self, table: Table, is_other: Callable[[str], bool]) -> None:
        self._label = table.label
        self._is_other = is_other
        self._names = _given_names(table.table("given"))
        self._roles = table.words("roles")
        titles = table.table("titles")
        self._titles = {title: sex for sex in ("v", "m", "u") for title in titles.words(sex)}
        self._with_stop = titles.words("with_stop")
        context = table.table("context")
        self._introducers = context.words("introducers")
        self._particles = context.words("tussenvoegsels")
        self._capital_particles = context.words("tussenvoegsels_capital")
        self._articles = context.words("articles")
        self._surname_openers = context.words("surname_openers")
        self._not_after = context.words("not_after")
        self._street_endings = tuple(context.words("street_endings"))
        self._building_before = context.words("building_before")
        self._street_before = context.words("street_before")
        self._lettered = context.words("lettered")
        self._not_names = context.words("not_names")

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that a person can be found at."""
        return {CAPITAL, *self._roles, *self._titles, *self._introducers}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the person that begins at word ``i``, or after it when it is a title or another introduction."""
        key = words.keys[i]
        if words.char_before(i) == "[":
            return self._read_role(words, i)
        if key in self._titles and (found := self._read_titled(words, i)):
            return found
        if words.is_capital(i):
            return self._read_given(words, i) or self._read_initials(words, i) or self._read_surname(words, i)
        introduces = key in self._introducers and words.follows(i + 1) and not breaks_line(words.gap(i + 1))
        return self._read_introduced(words, i + 1) if introduces and words.is_capital(i + 1) else None

    def _found(self, words: Words, i: int, stop: int, sex: str) -> Found:
        end = words.ends[stop - 1]
        end += words.text.startswith(".", end) and words.ends[stop - 1] - words.starts[stop - 1] == 1
        name = _BLANKS.sub(" ", words.text[words.starts[i] : end])
        return Found(self._label, words.starts[i], end, f"{name}|{sex}" if sex in {"v", "m"} else name)

    def _read_role(self, words: Words, i: int) -> Found | None:
        """Read ``[slachtoffer 1]``."""
        start = words.starts[i] - 1
        match = _ROLE.match(words.text, start)
        if match is None or words.keys[i] not in self._roles:
            return None
        return Found(self._label, start, match.end(), match["role"].lower())

    def _read_titled(self, words: Words, i: int) -> Found | None:
        """Read the name after one or more titles: ``mevr. mr. S. Visser``."""
        sex, j = "u", i
        while words.key(j) in self._titles and j - i < _MOST_TITLES:
            stop = words.text.startswith(".", words.ends[j])
            if words.keys[j] in self._with_stop and not stop:
                return None
            sex = self._titles[words.keys[j]] if sex == "u" else sex
            j += 1
            if j >= len(words.keys) or words.gap(j).strip(" .\t\u00a0"):
                return None
        return self._read_introduced(words, j, sex)

    def _read_introduced(self, words: Words, i: int, sex: str = "u") -> Found | None:
        """Read the name that begins at word ``i`` when something before it says that one does."""
        if words.is_capital(i):
            found = self._read_given(words, i, introduced=True) or self._read_initials(words, i)
            if found:
                tells = sex in {"v", "m"} and "|" not in found.value
                return found._replace(value=f"{found.value}|{sex}") if tells else found
        stop = self._surname(words, i, first=True)
        return self._found(words, i, stop, sex) if stop > i else None

    def _given(self, words: Words, i: int) -> Name | None:
        """Return what is known of word ``i`` as a given name, or None when it is not written as one."""
        name = self._names.get(words.keys[i])
        if name is None or not words.is_capital(i) or (words.key(i + 1).isdecimal() and words.gap(i + 1) == ""):
            return None
        word = words.word(i)
        in_capitals = word.isupper() and len(word) > 1
        if not (in_capitals or word[1:].islower()):
            return None
        if in_capitals and (name.kind or len(words.keys[i]) < _SHORTEST_IN_CAPITALS or words.in_upper_line(i)):
            return None
        return name

    def _read_given(self, words: Words, i: int, *, introduced: bool = False) -> Found | None:
        """Read a name that begins with a given name."""
        name = self._given(words, i)
        if name is None or words.before(i) in self._not_after or words.char_before(i) in {"@", "/"}:
            return None
        stop = i + 1
        while stop - i < _MOST_GIVEN_NAMES and self._joins_given(words, stop):
            stop += 1
        full = self._surname(words, stop, first=False)
        if self._is_street(words, i, full) or words.text.startswith("@", words.ends[full - 1]):
            return None
        if full == i + 1 and not introduced and not self._stands_alone(words, i, name):
            return None
        return self._found(words, i, full, name.sex)

    def _joins_given(self, words: Words, j: int) -> bool:
        """Whether word ``j`` is a further given name: ``Anna Maria``, ``Jean-Pierre``."""
        if not words.joined(j) or breaks_line(words.gap(j)) or not words.is_capital(j):
            return False
        name = self._given(words, j)
        return name is not None and name.kind == "" and words.gap(j) in {" ", "-"}

    def _stands_alone(self, words: Words, i: int, name: Name) -> bool:
        """Whether a given name without surname is one, and no common word that begins a sentence."""
        if name.kind == "":
            return True
        if name.kind == "surname_only":
            return False
        if not words.opens_sentence(i):
            return words.before(i) not in self._articles
        return name.kind == "ambiguous" and words.keys[i] in words.inner_capitals

    def _read_initials(self, words: Words, i: int) -> Found | None:
        """Read ``A. de Vries`` and ``J.P. van den Berg``."""
        if not words.text.startswith(".", words.ends[i]):
            return None
        match = _INITIALS.match(words.text, words.starts[i])
        if match is None or words.char_before(i) in {".", "@", "-"}:
            return None
        j = words.index_at(match.end(), i)
        if j >= len(words.keys) or words.text[match.end() : words.starts[j]].strip(" ") or breaks_line(words.gap(j)):
            return None
        if words.before(i) in self._lettered:
            return None
        heading = (i == 0 or breaks_line(words.gap(i))) and j == i + 1 and words.is_capital(j)
        stop = j if heading else self._surname(words, j, first=True)
        return self._found(words, i, stop, "") if stop > j else None

    def _read_surname(self, words: Words, i: int) -> Found | None:
        """Read ``Van der Berg`` inside a sentence, where only a surname has that capital."""
        if words.keys[i] not in self._surname_openers or words.opens_sentence(i) or words.word(i).isupper():
            return None
        if words.before(i) in self._not_after or words.before(i) in self._building_before:
            return None
        stop = self._surname(words, i, first=True)
        return self._found(words, i, stop, "") if stop > i + 1 else None

    def _surname(self, words: Words, i: int, *, first: bool) -> int:
        """Return the index of the word after the surname or initial at word ``i``; ``i`` itself when there is none."""
        j = self._after_particles(words, i, first=first)
        begins = (first and j == i) or self._continues(words, j)
        if not begins or not self._is_surname(words, j):
            return i
        if j == i + 1 and words.keys[i] == "van" and words.after(j + 1) == "naar":  # "Sanne van Utrecht naar Breda"
            return i
        stop, initial = j + 1, words.ends[j] - words.starts[j] == 1
        while stop - j < _LONGEST_SURNAME and self._continues(words, stop):
            k = self._after_particles(words, stop, first=False) if words.gap(stop) == "-" else stop
            apart = initial and words.gap(stop) not in {"'", "’"}
            if apart or not self._continues(words, k) or not self._is_surname(words, k):
                break
            stop = k + 1
        return stop

    def _after_particles(self, words: Words, i: int, *, first: bool) -> int:
        """Return the index of the word after the "van der" that begins at word ``i``."""
        j = i
        while j - i < _MOST_PARTICLES and self._is_particle(words, j) and ((first and j == i) or self._continues(words, j)):
            j += 1
        return j

    def _is_particle(self, words: Words, j: int) -> bool:
        key = words.key(j)
        return key in self._particles or (key in self._capital_particles and words.is_capital(j))

    def _continues(self, words: Words, j: int) -> bool:
        """Whether word ``j`` goes on in the name of the word before it: one blank or hyphen on the same line."""
        if not 0 < j < len(words.keys):
            return False
        after_initial = words.ends[j - 1] - words.starts[j - 1] == 1
        return words.gap(j) in (_NAME_JOINTS | {". "} if after_initial else _NAME_JOINTS)

    def _is_surname(self, words: Words, j: int) -> bool:
        """Whether word ``j`` is written as a surname or as an initial, and is not known as something else."""
        key, word = words.keys[j], words.word(j)
        if not words.is_capital(j) or key in self._not_names or self._is_other(key):
            return False
        if len(word) == 1:
            return not words.text[words.ends[j] : words.ends[j] + 1].isalnum()
        return not word.isupper() or (len(word) >= _SHORTEST_IN_CAPITALS and not words.in_upper_line(j))

    def _is_street(self, words: Words, i: int, stop: int) -> bool:
        """Whether the name is that of a street: "in de Johan de Wittlaan 12"."""
        last = words.keys[stop - 1]
        if stop == i + 1 or not last.endswith(self._street_endings) or last in self._street_endings:
            return False
        return words.before(i) in self._street_before or words.after(stop).isdecimal()


def _given_names(table: Table) -> Mapping[str, Name]:
    """Return the given names by their look-up forms; a name of both sexes tells none."""
    sexes: dict[str, set[str]] = {}
    for group, values in table.items():
        if isinstance(values, str):
            continue
        for sex, names in table.table(group).texts():
            for key in (key for name in names.split() for key in phrase_keys(name)):
                sexes.setdefault(key, set()).add(sex)
    kinds = {}
    for kind in ("ambiguous", "inside_only", "surname_only"):
        kinds.update({key: kind for name in table.words(kind) for key in phrase_keys(name)})
    listed = {key: Name("".join(found) if len(found) == 1 else "u", kinds.get(key, "")) for key, found in sexes.items()}
    return {**{key: Name("u", kind) for key, kind in kinds.items()}, **listed}
