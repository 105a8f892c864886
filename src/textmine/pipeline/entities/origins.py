"""LAND and NATIONALITEIT: countries, nationalities, and the codebook's region of each country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from textmine.pipeline.entities.tables import Table, packaged_table
from textmine.pipeline.entities.words import Phrase, PhraseReader, PhraseTable, Words

_SHORTEST_IN_LOWER_CASE = 6
_PARTS = frozenset({"noord", "oost", "zuid", "west", "midden"})
_LONG_VOWELS = frozenset({"aa", "ee", "oo", "uu"})


@cache
def _regions() -> Mapping[str, str]:
    table = packaged_table("regions").table("regions")
    codes = {code: name for name, _ in table.items() for code in table.words(name)}
    return {**codes, **{name: name for name, _ in table.items()}}


def region(iso: str) -> str:
    """Return the codebook's ``herkomst_regio`` of a country.

    Parameters
    ----------
    iso : str
        ISO 3166 alpha-2 code, in capitals. A value that is a region already ("Oost-Europees") stays as it is.

    Returns
    -------
    str
        ``nederland``, ``oost_europa``, ``west_afrika``, ``overig_afrika``, ``latijns_amerika``, ``azie`` or ``overig``; empty for
        what is no country.

    Examples
    --------
    >>> region("RO"), region("SR"), region("MA"), region("oost_europa"), region("")
    ('oost_europa', 'latijns_amerika', 'overig', 'oost_europa', '')
    """
    return _regions().get(iso, "")


def country_reader(own: Table, cldr: Table) -> PhraseReader:
    """Return the reader of countries.

    Parameters
    ----------
    own : Table
        The file ``countries.toml``.
    cldr : Table
        The file ``countries_cldr.toml``.
    """
    capital_only = own.words("capital_only")

    def accepts(words: Words, i: int, stop: int) -> bool:
        tail = words.text[words.ends[stop - 1] : words.ends[stop - 1] + 2]
        compound = tail[:1] == "-" and tail[1:].islower()
        compound |= words.char_before(i) == "-" and words.key(i - 1) in _PARTS  # "Noord-Nederland" is a court or a firm
        return _is_written_as_name(words, i, stop, capital_only) and not compound

    def phrases() -> Iterator[tuple[str, Phrase]]:
        for part in ("variants", "parts_of_the_world"):
            yield from ((phrase, Phrase(code, accepts)) for phrase, code in own.table(part).named_phrases())
        yield from ((name, Phrase(code, accepts)) for code, name in cldr.table("names").texts())

    return PhraseReader(own.label, phrases())


class NationalityReader(PhraseReader):
    """Reads adjectives and nouns of nationality.

    Parameters
    ----------
    table : Table
        The file ``nationalities.toml``.

    Notes
    -----
    The bare adjective is the language as well: "zij spreekt Roemeens", "in het Engels", "de Roemeense tolk" are no nationality.
    """

    def __init__(self, table: Table) -> None:
        self._ambiguous = table.words("ambiguous")
        self._before_ambiguous = table.words("before_ambiguous")
        self._capital_only = table.words("capital_only") | self._ambiguous
        self._language_before = table.words("language_before")
        self._language_before_open = table.words("language_before_open")
        self._language_after = table.words("language_after")
        self._language_open = table.words("language_open")
        forms = list(_forms(table))
        self._languages = PhraseTable((form, True) for form, _, bare in forms if bare)
        super().__init__(table.label, ((form, Phrase(value, self._accepts)) for form, value, _ in forms))

    def _accepts(self, words: Words, i: int, stop: int) -> bool:
        if not _is_written_as_name(words, i, stop, self._capital_only):
            return False
        if stop == i + 1 and words.keys[i] in self._ambiguous and words.before(i) not in self._before_ambiguous:
            return False
        return not self._is_language(words, i, stop)

    def _is_language(self, words: Words, i: int, stop: int) -> bool:
        """Whether the word means a language here."""
        after = words.after(stop)
        if after in self._language_after:
            return True
        if words.keys[stop - 1] not in self._languages and " ".join(words.keys[i:stop]) not in self._languages:
            return False
        first = i
        for _ in range(3):  # "Engels en Roemeens": what holds for the first holds for the others
            linked = words.before(first) in {"en", "of"} and words.follows(first - 1) and words.keys[first - 2] in self._languages
            first -= 2 if linked else 0
        before = words.before(first)
        if before in self._language_before:
            return True
        return before in self._language_before_open and (not after or after in self._language_open)


def _is_written_as_name(words: Words, i: int, stop: int, capital_only: frozenset[str]) -> bool:
    """Whether a phrase has a capital, or is long and plain enough to be known without."""
    if words.is_capital(i):
        return True
    key = " ".join(words.keys[i:stop])
    return len(key) >= _SHORTEST_IN_LOWER_CASE and key not in capital_only


def _forms(table: Table) -> Iterator[tuple[str, str, bool]]:
    """Yield every form with its value, and whether it is a bare adjective."""
    for part in ("nationalities", "parts_of_the_world"):
        for value, line in table.table(part).texts():
            adjective, nouns, others = (*(part.strip() for part in line.split(";")), "", "")[:3]
            yield from ((form, value, form == adjective) for form in _adjective_forms(adjective))
            yield from ((form, value, False) for noun in _listed(nouns) for form in _noun_forms(noun))
            for other in _listed(others):
                yield from ((form, value, form == other) for form in _other_forms(other))
    for adjective, noun in table.table("without_state").texts():
        yield from ((form, "", form == adjective) for form in _other_forms(adjective))
        yield from ((form, "", False) for listed in _listed(noun) for form in _noun_forms(listed))


def _listed(text: str) -> list[str]:
    return [item for part in text.split(",") if (item := part.strip())]


def _other_forms(word: str) -> Iterator[str]:
    """Yield the forms of a further word: of an adjective when it ends like one, else of a noun."""
    return _adjective_forms(word) if "/" not in word and word.endswith(("s", "sch")) else _noun_forms(word)


def _adjective_forms(adjective: str) -> Iterator[str]:
    """Yield an adjective with its inflections.

    Examples
    --------
    >>> list(_adjective_forms("Oegandees")), list(_adjective_forms("Pools"))
    (['Oegandees', 'Oegandese', 'Oegandesen'], ['Pools', 'Poolse', 'Poolsen'])
    """
    inflected = adjective[:-3] + "ese" if adjective.endswith("ees") else adjective + "e"
    yield from (adjective, inflected, inflected + "n")


def _noun_forms(noun: str) -> Iterator[str]:
    """Yield a demonym with its plural; one that the rules do not make is given after a slash.

    Examples
    --------
    >>> [" ".join(_noun_forms(noun)) for noun in ("Roemeen", "Nederlander", "Chinees", "Syriër", "Rus/Russen", "Pool/-")]
    ['Roemeen Roemenen', 'Nederlander Nederlanders', 'Chinees Chinezen', 'Syriër Syriërs', 'Rus Russen', 'Pool']
    """
    singular, slash, plural = noun.partition("/")
    yield singular
    if slash:
        yield from (plural,) if plural != "-" else ()
    elif singular.endswith("ees"):
        yield singular[:-3] + "ezen"
    elif singular.endswith(("er", "ër")):
        yield singular + "s"
    elif singular[-1] in "aio":
        yield singular + "'s"
    elif singular[-3:-1] in _LONG_VOWELS:
        yield singular[:-2] + singular[-1] + "en"
    else:
        yield singular + "en"
