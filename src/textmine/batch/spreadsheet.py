"""What a spreadsheet program must not do with a cell: run it as a formula, refuse it or cut it without a word."""

from __future__ import annotations

import errno
import math
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
CUT_MARK = " … [afgekapt; volledig in het parquet-bestand]"

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def guard(text: str) -> str:
    r"""Put an apostrophe before text that a spreadsheet could run as a formula; :func:`unguard` takes it off again.

    Notes
    -----
    OWASP ASVS 1.2.10: text that starts with ``= + - @``, tab or line end; a plain number stays a number. Text that starts
    with apostrophes before such a character gets one more, so that nothing is lost.

    Examples
    --------
    >>> [guard(text) for text in ["=1+1", "-12,5", "'=1+1", "zij"]]
    ["'=1+1", '-12,5', "''=1+1", 'zij']
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    """Undo :func:`guard`, for who reads the CSV or XLSX file back.

    Examples
    --------
    >>> [unguard(text) for text in ["'=1+1", "-12,5", "''=1+1", "'s avonds"]]
    ['=1+1', '-12,5', "'=1+1", "'s avonds"]
    """
    return text[1:] if _GUARDED.match(text) else text


def guard_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of the frame with all its text guarded."""

    def guarded(value: Any) -> Any:
        return guard(value) if isinstance(value, str) else value

    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.assign(**{str(name): frame[name].map(guarded) for name in texts})


def write_xlsx(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as a workbook in which every text is text.

    Control characters that XLSX forbids are left out, text beyond a cell's limit is cut with a mark, and rows beyond a sheet's
    limit go on in a next sheet (``codings_2``) with the same header. The first sheet has the file's name.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    from lxml.etree import SerialisationError  # noqa: PLC0415 - only who asks for XLSX pays for these imports
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    book.properties.description = "; ".join(f"{name}: {value}" for name, value in frame.attrs.items())
    try:
        with _temporary_files_in(path.parent):
            for number, part in enumerate(_parts(frame, MAX_ROWS - 1), start=1):
                sheet = book.create_sheet(path.stem if number == 1 else f"{path.stem}_{number}")
                sheet.freeze_panes = "A2"
                sheet.append([_cell(sheet, str(name)) for name in frame.columns])
                for row in part.itertuples(index=False, name=None):
                    sheet.append([_cell(sheet, value) for value in row])
            book.save(path)
    except SerialisationError as error:  # lxml's form of an OSError, such as "IO_ENOSPC"
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from None


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Keep openpyxl's half-made sheets, which hold evidence from narratives, out of the folder that all users share."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _parts(frame: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    yield frame.iloc[:size]
    for start in range(size, len(frame), size):
        yield frame.iloc[start : start + size]


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    if isinstance(value, str):
        text = _fit(guard(_NOT_IN_XML.sub("", value)))
        if not text.startswith(("=", "#")):  # which openpyxl takes for a formula and for an error such as "#N/A"
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        return cell
    if pd.isna(value):
        return None
    if isinstance(value, float) and math.isinf(value):
        return str(value)  # XLSX has no infinity
    return value


def _fit(text: str) -> str:
    """Cut text to what a cell holds; Excel counts UTF-16 units, in which an emoji is two."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * MAX_CELL:
        return text
    kept = encoded[: 2 * (MAX_CELL - len(CUT_MARK))].decode("utf-16-le", "ignore")
    return kept + CUT_MARK
