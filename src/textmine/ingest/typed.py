"""Rows of Excel workbooks and Parquet files, whose cells have types."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from textmine.errors import RecordError
from textmine.ingest.cells import cell_text, is_filled
from textmine.ingest.columns import unique_names
from textmine.ingest.discover import SourceFile
from textmine.ingest.guards import check_archive, check_size, check_workbook_parts
from textmine.ingest.options import IngestOptions
from textmine.ingest.rows import Row, Table

logger = logging.getLogger("textmine.ingest")

_BATCH = 1024


@contextmanager
def open_workbook(file: SourceFile, options: IngestOptions) -> Iterator[Table]:
    """Open the first visible sheet with content as a :class:`~textmine.ingest.rows.Table`.

    Other sheets are mostly legends and pivot tables; a warning names the visible ones that were left out.

    Notes
    -----
    A cell holds what was typed, not what its number format shows: a number shown as ``00000123`` is read as ``123``.
    Registration numbers must be stored as text to keep their zeros.

    Raises
    ------
    RecordError
        ``lege_tabel``, ``beschadigd``, ``wachtwoord``, ``zipbom`` or ``te_groot``.
    """
    check_size(file.path, options.max_bytes)
    check_archive(file.path, options.max_unpacked_bytes)
    check_workbook_parts(file.path)
    try:
        grid = _first_filled_sheet(file)
    except CalamineError:
        message = "the workbook cannot be read; open it in Excel or LibreOffice and save it again as .xlsx"
        raise RecordError("beschadigd", message) from None
    rows = ((number, cells) for number, cells in enumerate(grid, 1) if is_filled(cells))
    _, header = next(rows, (0, None))
    if header is None:
        raise RecordError("lege_tabel", "the workbook is empty; its first row must hold the column names")
    names = [cell_text(cell).strip() for cell in header]
    keys = unique_names(names)
    yield Table(names, (Row(n, f"rij {n}", dict(zip(keys, cells, strict=True))) for n, cells in rows))


def _first_filled_sheet(file: SourceFile) -> list[list[Any]]:
    with CalamineWorkbook.from_path(file.path) as workbook:
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for position, name in enumerate(visible):
            # empty rows above the header count, so that row numbers are the sheet's own
            grid = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(is_filled(cells) for cells in grid):
                if visible[position + 1 :]:
                    message = "%s: only the sheet %r is read, not %s; save a sheet as a file of its own to read it too"
                    logger.warning(message, file.name, name, ", ".join(map(repr, visible[position + 1 :])))
                return grid
    return []


@contextmanager
def open_parquet(file: SourceFile, options: IngestOptions) -> Iterator[Table]:  # noqa: ARG001 - one signature for all tables
    """Open a Parquet file as a :class:`~textmine.ingest.rows.Table`; its rows are numbered from 1.

    Raises
    ------
    RecordError
        ``beschadigd``.
    """
    with _damage_after_row(0):
        parquet = pq.ParquetFile(file.path)
        names = parquet.schema_arrow.names
    with parquet:
        yield Table(names, _parquet_rows(parquet))


def _parquet_rows(parquet: Any) -> Iterator[Row]:
    number = 0
    batches = parquet.iter_batches(batch_size=_BATCH)
    while True:
        with _damage_after_row(number):
            batch = next(batches, None)
            rows = batch.to_pylist() if batch is not None else []
        if batch is None:
            return
        for cells in rows:
            number += 1
            yield Row(number, f"rij {number}", cells)


@contextmanager
def _damage_after_row(number: int) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the file
        message = f"the file is not Parquet, or is damaged after row {number}; write it again"
        raise RecordError("beschadigd", message) from None
