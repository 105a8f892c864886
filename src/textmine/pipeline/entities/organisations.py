"""ORGANISATIE: known organisations, foundations, and firms with their legal form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import CAPITAL, Found, Phrase, PhraseReader, Words

_LONGEST_ACRONYM = 5
_NAME = r"[^\W\d_a-z][\w&'’-]{1,40}+"


def organisation_reader(table: Table) -> PhraseReader:
    """Return the reader of organisations that are known by name.

    Parameters
    ----------
    table : Table
        The file ``organisations.toml``.

    Notes
    -----
    An abbreviation must be written as the file writes it (OM, KvK); a name that is a common word as well (Fier) needs its capital
    inside a sentence.
    """
    inside_only = table.words("inside_only")

    def accepts(words: Words, i: int, stop: int) -> bool:
        alone = stop == i + 1 and words.keys[i] in inside_only
        return words.is_capital(i) and not (alone and words.opens_sentence(i)) and words.char_before(i) not in {"-", "."}

    def phrases() -> Iterable[tuple[str, Phrase]]:
        for phrase, name in table.table("names").named_phrases():
            acronym = len(phrase) <= _LONGEST_ACRONYM and not phrase.istitle()
            yield phrase, Phrase(name, _written_as(phrase) if acronym else accepts)

    return PhraseReader(table.label, phrases())


def _written_as(phrase: str) -> Callable[[Words, int, int], bool]:
    """Return the test that the text has an abbreviation letter by letter, and not because its whole line is in capitals."""

    def accepts(words: Words, i: int, stop: int) -> bool:
        written = words.text[words.starts[i] : words.ends[stop - 1]] == phrase
        return written and not (phrase.isupper() and words.in_upper_line(i))

    return accepts


class FirmReader:
    """Reads "Stichting X" and "X B.V.", whose names no list knows.

    Parameters
    ----------
    table : Table
        The file ``organisations.toml``.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._articles = table.words("articles")
        connectors = "|".join(sorted(table.words("connectors")))
        forms = "|".join(re.escape(form) for form in sorted(table.phrases("forms"), key=len, reverse=True))
        self._foundation = re.compile(rf"[Ss]tichting {_NAME}(?:(?: (?:{connectors})){{0,2}} {_NAME}){{0,4}}")
        self._firm = re.compile(rf"{_NAME}(?: (?:& )?{_NAME}){{0,3}}? (?:{forms})(?![^\W_])")

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that such a name can begin with."""
        return {"stichting", CAPITAL}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the organisation that begins at word ``i``, or None."""
        key = words.keys[i]
        if key in self._articles:
            return None
        pattern = self._foundation if key == "stichting" else self._firm
        match = pattern.match(words.text, words.starts[i])
        return Found(self._label, match.start(), match.end(), match[0]) if match else None
