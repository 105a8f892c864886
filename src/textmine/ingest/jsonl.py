"""Rows of a file with one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from textmine.errors import RecordError
from textmine.ingest.charset import open_text
from textmine.ingest.discover import SourceFile
from textmine.ingest.options import IngestOptions
from textmine.ingest.rows import Row, Table
from textmine.records import Failure


@contextmanager
def open_jsonl(file: SourceFile, options: IngestOptions) -> Iterator[Table]:
    """Open a JSON lines file as a :class:`~textmine.ingest.rows.Table`; the first object's keys are its columns.

    Raises
    ------
    RecordError
        ``lege_tabel``, ``tekenset`` or ``geen_tekst``.
    """
    with open_text(file.path, options.encoding) as stream:
        rows = _rows(file, stream)
        before: list[Row | Failure] = []
        first = None
        for row in rows:
            before.append(row)
            if isinstance(row, Row):
                first = row
                break
        if first is None:
            raise RecordError("lege_tabel", f"no line is a JSON object ({len(before)} lines were tried); write one object a line")
        yield Table(list(first.cells), chain(before, rows))


def _rows(file: SourceFile, lines: Iterator[str]) -> Iterator[Row | Failure]:
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff\0 \t\r\n"):
            continue
        locator = f"regel {number}"
        try:
            values = json.loads(line.strip("\ufeff\0"))
        except (ValueError, RecursionError):  # the error's own text would quote the line
            values = None
        if isinstance(values, dict):
            yield Row(number, locator, values)
        else:
            yield Failure(file.name, locator, "regel_ongeldig", "the line is not one whole JSON object; write it again")
