"""The data files of the entity readers, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from textmine.errors import LexiconError
from textmine.resources import data_root, parse_toml, read_tree

T = TypeVar("T")


class Table:
    """One data file: word lists, phrases and further tables under names.

    Parameters
    ----------
    name : str
        The file's name without its ending, for messages.
    values : Mapping

    Examples
    --------
    >>> table = Table("ages", {"label": "LEEFTIJD", "young": "oud jong", "places": {"NL": "Den Haag | Delft"}})
    >>> sorted(table.words("young")), list(table.table("places").named_phrases())
    (['jong', 'oud'], [('Den Haag', 'NL'), ('Delft', 'NL')])
    """

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        self.name = name
        self._values = values

    @property
    def label(self) -> str:
        """The label of the entities that this file describes."""
        return self.text("label")

    def text(self, key: str) -> str:
        """Return a text."""
        return self._typed(key, str, "a text")

    def words(self, key: str) -> frozenset[str]:
        """Return a list of words that is written as one text with blanks between them."""
        return frozenset(self.text(key).split())

    def phrases(self, key: str) -> tuple[str, ...]:
        """Return a list of phrases that is written as one text with bars between them."""
        return tuple(phrase for part in self.text(key).split("|") if (phrase := part.strip()))

    def table(self, key: str) -> Table:
        """Return a table within the file."""
        return Table(f"{self.name}.{key}", self._typed(key, dict, "a table"))

    def items(self) -> Iterator[tuple[str, Any]]:
        """Yield the names and values of the table."""
        yield from self._values.items()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the names and values of a table that holds texts only."""
        yield from ((key, self.text(key)) for key in self._values)

    def named_phrases(self) -> Iterator[tuple[str, str]]:
        """Yield every phrase with the name that it stands under, of a table that holds lists of phrases only."""
        yield from ((phrase, key) for key in self._values for phrase in self.phrases(key))

    def _typed(self, key: str, kind: type[T], wanted: str) -> T:
        value = self._values.get(key)
        if value is None:
            raise LexiconError(f"entities/{self.name}: the entry {key!r} is missing; copy it from the packaged file")
        if not isinstance(value, kind):
            raise LexiconError(f"entities/{self.name}: the entry {key!r} must be {wanted}")
        return value


def parse_tables(tree: Mapping[str, str]) -> dict[str, Table]:
    """Parse data files.

    Parameters
    ----------
    tree : Mapping of str to str
        File name (a folder before it does not matter) to TOML text.

    Returns
    -------
    dict of str to Table
        The tables by file name without folder and ending.

    Raises
    ------
    LexiconError
        When a file is not valid TOML; the message names file and line.
    """
    parsed = {}
    for path, text in tree.items():
        name = path.rpartition("/")[2].removesuffix(".toml")
        parsed[name] = Table(name, parse_toml(path, text))
    return parsed


def packaged_folder() -> Traversable:
    """Return the folder of the packaged entity data."""
    return data_root("lexicons").joinpath("entities")


@cache
def packaged_table(name: str) -> Table:
    """Return one packaged data file."""
    return parse_tables(read_tree(packaged_folder()))[name]
