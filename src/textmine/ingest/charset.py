r"""Which character set a text file is in.

The rule is short, because statistical guessing is wrong too often on short Dutch texts: a byte-order mark decides; else
the file is UTF-8 if all of it decodes as UTF-8; else it is Windows-1252. What the user says goes before all of this.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from textmine.errors import RecordError
from textmine.ingest.formats import signature

logger = logging.getLogger("textmine.ingest")

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (  # UTF-32 before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Windows-1252 text hardly ever holds: bytes without a meaning, UTF-8 pairs, and signs between two small letters
# where DOS and Macintosh character sets have their accented letters.
_UNLIKELY = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|[\xc2\xc3][\x80-\xbf]|[a-z][\x82-\x84\x86-\x8b\x8e\x93-\x95\x98\x99][a-z]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class Charset:
    """A codec and what to do with bytes that it has no character for."""

    encoding: str
    errors: str = "strict"


def detect_charset(path: Path, encoding: str | None = None) -> Charset:
    """Decide on the character set of a file, reading it in pieces.

    Parameters
    ----------
    path : Path
        A text file of any size.
    encoding : str or None
        The user's choice.

    Returns
    -------
    Charset
        With ``errors="replace"`` only where the rule leaves no other choice; a warning is logged then.

    Raises
    ------
    RecordError
        ``tekenset`` when the file does not decode in the character set that was asked for.
    """
    if encoding is not None:
        # "utf-8-sig" reads UTF-8 with and without a mark
        wanted = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
        if not _decodes(path, wanted):
            raise RecordError("tekenset", f"the file is not in {encoding}; leave --encoding out, or give another one")
        return Charset(wanted)
    with path.open("rb") as stream:
        head = stream.read(4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if _decodes(path, marked or "utf-8"):
        return Charset(marked or "utf-8")
    if marked:
        logger.warning("%s: starts as %s but holds bytes that are not; they are read as U+FFFD", path.name, marked)
        return Charset(marked, "replace")
    unlikely = sum(len(_UNLIKELY.findall(chunk)) for chunk in _chunks(path))
    if unlikely:
        logger.warning(
            "%s: read as Windows-1252, which is unlikely at %d places; check the accented letters and give --encoding "
            "(such as cp850 or mac_roman), or save the file as UTF-8",
            path.name,
            unlikely,
        )
    return Charset("cp1252", "replace")


def open_text(path: Path, encoding: str | None = None) -> TextIO:
    """Open a text file in its own character set, line ends untouched.

    Raises
    ------
    RecordError
        ``tekenset`` as in :func:`detect_charset`; ``geen_tekst`` when the file is binary.
    """
    with path.open("rb") as binary:
        kind = signature(binary.read(16))
    if kind is not None:
        raise RecordError("geen_tekst", f"the file is {kind}, not text; give it the right extension or convert it")
    charset = detect_charset(path, encoding)
    stream = path.open(encoding=charset.encoding, errors=charset.errors, newline="")
    try:
        if looks_binary(stream.read(_SAMPLE)):
            message = "the file holds mostly control characters; if it is UTF-16 without a mark, give --encoding utf-16-le"
            raise RecordError("geen_tekst", message)
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return stream


def looks_binary(text: str) -> bool:
    r"""Whether so many control characters stand in a text that nobody can have written it.

    Examples
    --------
    >>> looks_binary("Zij kreeg geen geld."), looks_binary("\x00\x01\x02PK\x00\x00")
    (False, True)
    """
    share = 0.05 if len(text) > 200 else 0.3  # one stray NUL in a short note does not make it binary
    return len(_CONTROL.findall(text)) > share * len(text)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
