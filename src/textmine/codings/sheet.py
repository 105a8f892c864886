"""A spreadsheet with hand codings as rows of text under textmine's own column names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textmine.errors import HandCodingError, RecordError
from textmine.ingest.cells import cell_text
from textmine.ingest.columns import unique_names
from textmine.ingest.delimited import open_delimited
from textmine.ingest.discover import SourceFile
from textmine.ingest.offsets import clean_text
from textmine.ingest.options import IngestOptions
from textmine.ingest.rows import Row
from textmine.ingest.typed import open_workbook
from textmine.records import Failure

TYPOLOGIE = "typologie"

# Our name for each column of the long form, and what else people call it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "narrative_id": ("narratief", "narratief_id", "dossier", "dossiernummer", "zaak", "zaaknummer", "registratienummer", "id"),
    "coder": ("codeur", "annotator", "beoordelaar"),
    "code": (),
    "value": ("waarde",),
    "start": ("begin",),
    "end": ("eind", "einde"),
    "text": ("tekst", "citaat", "quote"),
    TYPOLOGIE: (),
}
_OPENERS = {".csv": open_delimited, ".tsv": open_delimited, ".xlsx": open_workbook}


@dataclass(frozen=True)
class Sheet:
    """Number of each named column, rows with their cells as text by column name, and rows that do not fit the header."""

    header: dict[str, int]
    rows: list[Row]
    failures: list[Failure]


def read_sheet(path: Path) -> Sheet:
    """Read a ``.csv``, ``.tsv`` or ``.xlsx`` file.

    Raises
    ------
    HandCodingError
        When it cannot be read, has no rows, or has not exactly one column for the narrative's id.
    """
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        raise HandCodingError(f"{path.name}: hand codings are read from {', '.join(_OPENERS)}; save the sheet as one of these")
    if not path.is_file():
        raise HandCodingError(f"{path}: this file does not exist; check the spelling and the working folder")
    rows, failures = [], []
    try:
        with opener(SourceFile(path, path.name), IngestOptions()) as table:
            numbers = {
                key: n for n, (key, name) in enumerate(zip(unique_names(table.names), table.names, strict=True), 1) if name
            }
            names = _column_names(list(numbers), path)
            for row in table.rows:
                if isinstance(row, Row):
                    rows.append(Row(row.number, row.locator, {name: _text(name, row.cells[key]) for key, name in names.items()}))
                else:
                    failures.append(row)
    except RecordError as error:
        raise HandCodingError(f"{path.name}: {error}") from None
    if not rows:
        raise HandCodingError(f"{path.name}: there are no usable rows below the column names")
    return Sheet({name: numbers[key] for key, name in names.items()}, rows, failures)


def _column_names(keys: Sequence[str], path: Path) -> dict[str, str]:
    names = dict(zip(keys, keys, strict=True))
    for usual, others in COLUMNS.items():
        found = [key for key in keys if key.casefold() == usual] or [key for key in keys if key.casefold() in others]
        if found:
            names[found[0]] = usual
        if usual == "narrative_id" and len(found) != 1:
            raise HandCodingError(
                f"{path.name}: {len(found) or 'no'} columns could be the narrative's id; call one narrative_id in the first row"
            )
    return names


def _text(name: str, cell: object) -> str:
    """Return a cell as the narrative's own text is read, without spaces around it unless it is a quote."""
    text = clean_text(cell_text(cell)).text
    return text if name == "text" else text.strip()
