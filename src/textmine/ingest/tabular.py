"""Tables: one narrative a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from textmine.errors import RecordError
from textmine.ingest.cells import cell_text
from textmine.ingest.columns import Columns, choose_columns, is_hand_codings
from textmine.ingest.delimited import open_delimited
from textmine.ingest.discover import SourceFile
from textmine.ingest.jsonl import open_jsonl
from textmine.ingest.narratives import as_failure, make_narrative
from textmine.ingest.offsets import clean_text
from textmine.ingest.options import IngestOptions
from textmine.ingest.rows import Row
from textmine.ingest.typed import open_parquet, open_workbook
from textmine.records import Failure, Narrative

_OPENERS = {
    ".csv": open_delimited,
    ".tsv": open_delimited,
    ".jsonl": open_jsonl,
    ".xlsx": open_workbook,
    ".parquet": open_parquet,
}


def read_table(file: SourceFile, options: IngestOptions) -> Iterator[Narrative | Failure]:
    """Read one table row by row.

    Parameters
    ----------
    file : SourceFile
        A table.
    options : IngestOptions
        How to read it.

    Yields
    ------
    Narrative or Failure
        In the order of the rows; rows without any content are passed over.

    Raises
    ------
    RecordError
        When the table as a whole cannot be used.
    """
    with _OPENERS[file.suffix](file, options) as table:
        if is_hand_codings(table.names):
            raise RecordError("handcoderingen", "this table holds hand codings, not narratives; pass it with --hand")
        columns = choose_columns(table.names, _with_json_keys(table.names, options) if file.suffix == ".jsonl" else options)
        empty = True
        for row in table.rows:
            empty = False
            yield _read_row(file, row, columns, options) if isinstance(row, Row) else row
        if empty:
            raise RecordError("lege_tabel", "the table has column names but no rows below them")


def _with_json_keys(names: Sequence[str], options: IngestOptions) -> IngestOptions:
    """Let the keys ``id`` and ``text``, which are the rule in JSON lines, go before any guess."""
    return replace(
        options,
        id_column=options.id_column or ("id" if "id" in names else None),
        text_column=options.text_column or ("text" if "text" in names else None),
    )


def _read_row(file: SourceFile, row: Row, columns: Columns, options: IngestOptions) -> Narrative | Failure:
    try:
        text = row.cells.get(columns.text)
        if isinstance(text, (list, dict)):
            raise RecordError(
                "rij_ongeldig", f"column {columns.text!r} holds a list or an object, not text; write it as one text"
            )
        narrative_id = f"{file.path.stem}:{row.number}" if columns.id is None else _plain(row.cells.get(columns.id)).strip()
        if not narrative_id:
            raise RecordError("leeg_id", f"the row has nothing in column {columns.id!r}; fill in its id")
        meta = {name: _plain(cell) for name, cell in row.cells.items() if name not in (columns.text, columns.id)}
        mapped = clean_text(cell_text(text))
        return make_narrative(narrative_id, mapped, file.name, row.locator, meta, options.max_chars)
    except RecordError as error:
        return as_failure(file.name, error, row.locator)


def _plain(cell: Any) -> str:
    return clean_text(cell_text(cell)).text
