"""Look before opening: size, damage, passwords and archive bombs.

Word, OpenDocument and Excel files are ZIP archives of XML. Half a megabyte of them can unpack to gigabytes, and the
libraries that read them believe whatever the archive says, so its directory is judged first.
"""

from __future__ import annotations

import errno
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textmine.errors import RecordError
from textmine.ingest.formats import signature

_MAX_MEMBERS = 10_000
_MAX_RATIO = 100  # office files compress 5 to 20 times; the format's own limit is 1032
_RATIO_COUNTS_FROM = 4_000_000
_MAX_CELLS = 25_000_000  # about 800 MB in the reader's memory
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>\s*<[^/]')
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20
# All that zipfile raises on a damaged archive; a wrong name or size is a ValueError, a wrong version NotImplementedError.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, NotImplementedError)


def check_size(path: Path, max_bytes: int) -> None:
    """Refuse a file that is too large to read whole.

    Raises
    ------
    RecordError
        ``te_groot``.
    """
    size = path.stat().st_size
    if size > max_bytes:
        raise RecordError(
            "te_groot", f"the file has {size} bytes, more than the limit of {max_bytes}; split it into smaller files"
        )


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP archive; damage that shows at once or while its parts are read is one and the same failure.

    Raises
    ------
    RecordError
        ``beschadigd``, or ``wachtwoord`` when the file is what Office makes of an archive with a password.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _DAMAGE:
        raise _not_an_archive(path) from None
    except OSError as error:
        if error.errno in {None, errno.EINVAL}:  # a wrong offset or a broken stream, not the disk
            raise _not_an_archive(path) from None
        raise


def check_archive(path: Path, max_unpacked: int, max_part: int | None = None) -> None:
    """Refuse an Office or OpenDocument file that is locked, damaged or unpacks to too much.

    Parameters
    ----------
    path : Path
        The file.
    max_unpacked : int
        Most bytes that all parts together may unpack to.
    max_part : int or None
        Most bytes that one part may unpack to.

    Raises
    ------
    RecordError
        ``wachtwoord``, ``beschadigd`` or ``zipbom``.
    """
    with open_archive(path) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise RecordError("wachtwoord", "the file is locked with a password; save a copy without it")
    total = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts), default=0)
    problem = None
    if len(parts) > _MAX_MEMBERS:
        problem = f"has {len(parts)} parts, more than {_MAX_MEMBERS}"
    elif total > max_unpacked:
        problem = f"unpacks to {total} bytes, more than {max_unpacked}"
    elif max_part is not None and largest > max_part:
        problem = f"has a part that unpacks to {largest} bytes, more than {max_part}"
    elif total > _RATIO_COUNTS_FROM and total > _MAX_RATIO * path.stat().st_size:
        problem = f"unpacks to {total} bytes, more than {_MAX_RATIO} times its size"
    if problem:
        raise RecordError("zipbom", f"the file {problem}; if you trust it, open it and save it again as smaller files")


def check_workbook_parts(path: Path) -> None:
    """Read a workbook's parts once in pieces, to see that they are what the archive's directory says.

    The reader of workbooks does not check sizes, and it lays out all cells between the first and the last filled one: a
    single stray cell in the last row and column makes it ask for 500 GB, which ends the whole process.

    Raises
    ------
    RecordError
        ``beschadigd`` or ``zipbom``.
    """
    with open_archive(path) as archive:
        for part in archive.infolist():
            rows, columns = _extent(archive, part)
            if rows * columns > _MAX_CELLS:
                raise RecordError(
                    "zipbom",
                    f"a sheet has filled cells down to row {rows} and column number {columns}; remove the stray cells, or "
                    "save the table as CSV",
                )


def _extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Return the last filled row and column of a part, reading it to its end, where its checksum is checked."""
    rows, columns, rest = 0, 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if not part.filename.endswith(".xml"):
                continue
            window = rest + chunk
            for letters, digits in _FILLED_CELL.findall(window):
                rows = max(rows, int(digits))
                columns = max(columns, _column_number(letters))
            rest = window[-200:]  # a tag may stand across two pieces
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _not_an_archive(path: Path) -> RecordError:
    content = path.read_bytes()
    if _ENCRYPTED_OFFICE in content:
        return RecordError("wachtwoord", "the file is locked with a password; save a copy without it")
    kind = signature(content)
    if kind is None or kind.startswith("a ZIP"):
        return RecordError("beschadigd", "the file is damaged or cut off; fetch it again from where it came from")
    return RecordError("beschadigd", f"the file is {kind}, not what its extension says; save it again in the right format")
