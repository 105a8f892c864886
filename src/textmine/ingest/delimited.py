"""Rows of CSV and TSV files, as Dutch and English programs write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from textmine.errors import RecordError
from textmine.ingest.cells import is_filled
from textmine.ingest.charset import open_text
from textmine.ingest.columns import count_known, unique_names
from textmine.ingest.discover import SourceFile
from textmine.ingest.options import IngestOptions
from textmine.ingest.rows import Row, Table
from textmine.records import Failure

_DELIMITERS = ";\t,|"
_SEP_LINE = re.compile(r'\s*"?sep=(.)"?\s*\Z', re.IGNORECASE)
_SAMPLE = 1 << 16
_FIELD_LIMIT = 2**31 - 1  # the most that the csv module takes on every platform


@contextmanager
def open_delimited(file: SourceFile, options: IngestOptions) -> Iterator[Table]:
    r"""Open a CSV or TSV file as a :class:`~textmine.ingest.rows.Table`.

    Notes
    -----
    A first line ``sep=;`` is obeyed and not counted; else the delimiter is the one of ``; TAB , |`` that makes the most
    known column names, then the most columns, of the header. Quotes are read strictly: text in which quotes were not
    doubled would otherwise be changed, or swallow the rows below it, without a word.

    Raises
    ------
    RecordError
        ``lege_tabel``, ``tekenset`` or ``geen_tekst``.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _FIELD_LIMIT))  # its default, 131,072, is shorter than a dossier
    with open_text(file.path, options.encoding) as stream:
        first = stream.readline()
        separator = _SEP_LINE.match(first.lstrip("\ufeff"))
        if separator:
            delimiter = separator.group(1)
        else:
            stream.seek(0)
            delimiter = _guess_delimiter(stream.read(_SAMPLE), preferred="\t" if file.suffix == ".tsv" else ",")
            stream.seek(0)
        records = _numbered(csv.reader(stream, delimiter=delimiter, strict=True))
        header = next((cells for _, cells in records if isinstance(cells, csv.Error) or is_filled(cells)), None)
        if header is None:
            raise RecordError("lege_tabel", "the table is empty; its first row must hold the column names")
        if isinstance(header, csv.Error):
            raise RecordError("rij_ongeldig", f"the row with the column names cannot be read: {_quote_problem(header)}")
        names = [name.replace("\0", "").strip("\ufeff").strip() for name in header]
        yield Table(names, _rows(file, names, records))


def _guess_delimiter(sample: str, preferred: str) -> str:
    best, best_score = preferred, (0, 1)
    for delimiter in preferred + _DELIMITERS:
        header = _first_record(sample, delimiter)
        score = (count_known(header), len(header))
        if len(header) > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _first_record(sample: str, delimiter: str) -> list[str]:
    try:
        return next((cells for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if is_filled(cells)), [])
    except csv.Error:
        return []


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Number the records from 1; a record that cannot be parsed comes as its error, and the next one goes on."""
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, error


def _rows(file: SourceFile, names: list[str], records: Iterator[tuple[int, list[str] | csv.Error]]) -> Iterator[Row | Failure]:
    keys = unique_names(names)
    for number, cells in records:
        locator = f"rij {number}"
        if isinstance(cells, csv.Error):
            yield Failure(file.name, locator, "rij_ongeldig", _quote_problem(cells))
        elif not is_filled(cells):
            continue  # spreadsheets leave such rows behind
        elif len(cells) < len(names) or is_filled(cells[len(names) :]):
            message = (
                f"the row has {len(cells)} cells and the header {len(names)}; look for a delimiter or quote too many or too few"
            )
            yield Failure(file.name, locator, "rij_ongeldig", message)
        else:
            yield Row(number, locator, dict(zip(keys, cells, strict=False)))


def _quote_problem(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quote that opens in this row is never closed, so the rest of the file was not read; close or double it"
    return "a quote inside a quoted cell is not doubled; write it as two quotes and read the file again"
