"""What all kinds of tables have in common: a row becomes a narrative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textmine.records import Failure


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its place as a Dutch reader finds it, and its cells by column name."""

    number: int
    locator: str
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: column names as they stand in the file, and the rows below them."""

    names: Sequence[str]
    rows: Iterator[Row | Failure]
