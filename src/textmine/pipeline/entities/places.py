"""PLAATS: places in the Netherlands and the world, and districts that these files know."""

from __future__ import annotations

from collections.abc import Iterator

from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import Found, Phrase, PhraseReader, Words, phrase_keys

_SHORTEST_IN_CAPITALS = 4


class PlaceReader(PhraseReader):
    """Reads places.

    Parameters
    ----------
    own : Table
        The file ``places.toml``.
    geonames : Table
        The file ``places_geonames.toml``.

    Notes
    -----
    The value is the country's code and the Dutch name: ``RO:Boekarest``. A place that is a common word or a person's name as
    well, or that is small, is one only after a word such as *in* or *te*, or in a field of a form.
    """

    def __init__(self, own: Table, geonames: Table) -> None:
        self._prepositions = own.words("prepositions")
        self._fields = own.words("fields")
        self._surname_before = own.words("surname_before")
        self._ambiguous = frozenset(key for phrase in own.phrases("ambiguous") for key in phrase_keys(phrase))
        never = frozenset(key for phrase in own.phrases("never") for key in phrase_keys(phrase))
        phrases = ((name, phrase) for name, phrase in self._phrases(own, geonames) if phrase_keys(name)[0] not in never)
        super().__init__(own.label, phrases)

    def read(self, words: Words, i: int) -> Found | None:
        """Return the place that begins at word ``i``; the apostrophe of ``'s-Hertogenbosch`` belongs to it."""
        apostrophe = words.keys[i] in {"s", "t"} and words.char_before(i) in {"'", "’"}
        if not (apostrophe or words.is_capital(i)):
            return None
        found = super().read(words, i)
        return found._replace(start=found.start - 1) if found and apostrophe else found

    def _phrases(self, own: Table, geonames: Table) -> Iterator[tuple[str, Phrase]]:
        for country, lines in own.table("names").texts():
            for line in filter(None, map(str.strip, lines.splitlines())):
                name, _, others = line.partition(" = ")
                for phrase in (name, *filter(None, others.split(", "))):
                    yield phrase, self._phrase(country, name, phrase, plain=True)
        for group in ("plain", "in_context"):
            for name, country in geonames.table(group).named_phrases():
                yield name, self._phrase(country, name, name, plain=group == "plain")

    def _phrase(self, country: str, name: str, phrase: str, *, plain: bool) -> Phrase:
        ambiguous = not plain or phrase_keys(phrase)[0] in self._ambiguous
        return Phrase(f"{country}:{name}", self._accepts_in_context if ambiguous else self._accepts)

    def _accepts(self, words: Words, i: int, stop: int) -> bool:
        """Whether a plain name is written as one and is no part of a surname."""
        written = words.text[words.starts[i] : words.ends[stop - 1]]
        if written.isupper() and len(written) < _SHORTEST_IN_CAPITALS:
            return False
        surname = words.before(i) in self._surname_before and words.is_capital(i - 1) and not words.opens_sentence(i - 1)
        return not surname and words.char_before(i) not in {"@", "."}

    def _accepts_in_context(self, words: Words, i: int, stop: int) -> bool:
        compound = words.text.startswith("-", words.ends[stop - 1]) and words.gap(stop) == "-"
        if compound or not self._accepts(words, i, stop):
            return False
        field = i > 0 and words.gap(i).strip() == ":" and words.keys[i - 1] in self._fields
        return field or words.before(i) in self._prepositions
