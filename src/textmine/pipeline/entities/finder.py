"""The entity finder: every reader in one pass over the words of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from textmine.errors import LexiconError
from textmine.pipeline.entities.ages import AgeReader
from textmine.pipeline.entities.dates import DateReader
from textmine.pipeline.entities.durations import DurationReader
from textmine.pipeline.entities.money import MoneyReader
from textmine.pipeline.entities.online import AddressReader, platform_reader
from textmine.pipeline.entities.organisations import FirmReader, organisation_reader
from textmine.pipeline.entities.origins import NationalityReader, country_reader
from textmine.pipeline.entities.persons import PersonReader
from textmine.pipeline.entities.phones import PhoneReader
from textmine.pipeline.entities.places import PlaceReader
from textmine.pipeline.entities.tables import Table, packaged_folder, parse_tables
from textmine.pipeline.entities.vehicles import VehicleReader
from textmine.pipeline.entities.words import CAPITAL, DIGIT, Found, Reader, Words
from textmine.records import Entity
from textmine.resources import content_hash, read_tree

_FILES = (
    "ages countries countries_cldr dates durations money nationalities organisations person_names phones places places_geonames "
    "platforms vehicles"
)
_Read = Callable[[Words, int], Found | None]


class EntityFinder:
    """Finds persons, places, dates, sums and the like in a text, with normalised values.

    Parameters
    ----------
    tree : Mapping of str to str
        The data: file name (a folder before it does not matter) to TOML text, as :func:`textmine.resources.read_tree` gives it.

    Attributes
    ----------
    tree : dict of str to str
        The data that the finder was made from; the same data make the same finder on any machine.
    content_hash : str
        SHA-256 of that data.

    Raises
    ------
    LexiconError
        When a file is missing, is not valid TOML, or lacks an entry; the message names file and entry.

    Notes
    -----
    A text is cut into words once. Each word is looked up in one table of the readers that can begin there, so that the work
    grows with the text and not with the lists: some 3 microseconds a word. From left to right the longest reading is kept; of
    equal ones that of the first reader, in the order dates, ages, sums, telephone numbers, durations, vehicles, addresses,
    countries, nationalities, places, platforms, organisations, persons. A finder may be shared between threads.

    Examples
    --------
    >>> finder = EntityFinder.from_package()
    >>> for entity in finder.find("Op 12 maart 2017 gaf de 19-jarige Mihaela P. in Den Haag € 1.500,- af."):
    ...     print(entity.label, entity.start, entity.end, entity.value)
    DATUM 3 16 2017-03-12
    LEEFTIJD 24 33 19
    PERSOON 34 44 Mihaela P.|v
    PLAATS 48 56 NL:Den Haag
    GELDBEDRAG 57 66 EUR 1500.00
    """

    def __init__(self, tree: Mapping[str, str]) -> None:
        self.tree = dict(tree)
        self.content_hash = content_hash(self.tree)
        self._readers: dict[str, tuple[_Read, ...]] = {}
        for reader in _build_readers(parse_tables(self.tree)):
            for trigger in reader.triggers:
                self._readers[trigger] = (*self._readers.get(trigger, ()), reader.read)

    @classmethod
    def from_package(cls) -> EntityFinder:
        """Return the finder with the data that come with textmine; it is made once."""
        return _packaged_finder()

    def find(self, text: str) -> tuple[Entity, ...]:
        """Return the entities of a text, in the order of the text and without overlaps.

        Parameters
        ----------
        text : str
            Any text; offsets are characters of it as it is.

        Returns
        -------
        tuple of Entity
            With ``text[entity.start:entity.end] == entity.text``.
        """
        words = Words(text)
        readers = self._readers
        capital, digit = readers[CAPITAL], readers[DIGIT]
        entities: list[Entity] = []
        end = 0
        for i, (start, key) in enumerate(zip(words.starts, words.keys, strict=True)):
            if start < end:
                continue
            first = text[start]
            at_word = readers.get(key, ())
            if first.isupper():
                at_word += capital
            elif "0" <= first <= "9":
                at_word += digit
            best = _longest(at_word, words, i, end) if at_word else None
            if best is not None:
                entities.append(Entity(best.label, best.start, best.end, text[best.start : best.end], best.value))
                end = best.end
        return tuple(entities)


@cache
def _packaged_finder() -> EntityFinder:
    return EntityFinder(read_tree(packaged_folder()))


def _longest(readers: Iterable[_Read], words: Words, i: int, end: int) -> Found | None:
    """Return the longest reading at word ``i`` that begins at ``end`` or later; the first one of equals."""
    best: Found | None = None
    for read in readers:
        found = read(words, i)
        if found is not None and found.start >= end and (best is None or found.end - found.start > best.end - best.start):
            best = found
    return best


def _build_readers(tables: Mapping[str, Table]) -> list[Reader]:
    """Return all readers; of equally long readings that of the earlier one is kept."""
    if missing := [name for name in _FILES.split() if name not in tables]:
        listed = ", ".join(f"{name}.toml" for name in missing)
        raise LexiconError(f"the entity data lack {listed}; start from a copy of the packaged files")
    countries = country_reader(tables["countries"], tables["countries_cldr"])
    nationalities = NationalityReader(tables["nationalities"])
    platforms = platform_reader(tables["platforms"])
    organisations = organisation_reader(tables["organisations"])
    dictionaries = (countries.table, nationalities.table, platforms.table, organisations.table)

    def is_other(word: str) -> bool:
        return any(word in dictionary for dictionary in dictionaries)

    return [
        DateReader(tables["dates"]),
        AgeReader(tables["ages"]),
        MoneyReader(tables["money"]),
        PhoneReader(tables["phones"]),
        DurationReader(tables["durations"]),
        VehicleReader(tables["vehicles"]),
        AddressReader(tables["platforms"]),
        countries,
        nationalities,
        PlaceReader(tables["places"], tables["places_geonames"]),
        platforms,
        organisations,
        FirmReader(tables["organisations"]),
        PersonReader(tables["person_names"], is_other),
    ]
