"""What a user can set about reading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textmine.errors import InputError


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How sources are read.

    Parameters
    ----------
    id_column, text_column : str or None
        Columns of a table (keys of a JSON line); None guesses them from the usual Dutch and English names.
    encoding : str or None
        Character set of text files; None follows the rule of :mod:`textmine.ingest.charset`.
    dossier : bool
        Make one narrative of the documents of one folder, instead of one narrative of each document.
    exclude : frozenset of Path
        Files to leave out, such as hand codings that are passed on their own.
    max_chars : int
        Longest text, in characters, that is accepted as one narrative.
    max_bytes : int
        Largest file that is read whole (documents, workbooks); other tables are streamed and have no limit.
    max_unpacked_bytes : int
        Largest size that a .docx, .odt or .xlsx file may unpack to.

    Raises
    ------
    InputError
        When ``encoding`` is not a character set that Python knows, or a limit is not positive.

    Examples
    --------
    >>> IngestOptions(text_column="Relaas").max_chars
    5000000
    """

    id_column: str | None = None
    text_column: str | None = None
    encoding: str | None = None
    dossier: bool = False
    exclude: frozenset[Path] = frozenset()
    max_chars: int = 5_000_000
    max_bytes: int = 500_000_000
    max_unpacked_bytes: int = 500_000_000

    def __post_init__(self) -> None:
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError:
                raise InputError(
                    f"encoding {self.encoding!r} is not a character set; use a name such as utf-8, cp1252 or utf-16"
                ) from None
        for name in ("max_chars", "max_bytes", "max_unpacked_bytes"):
            if getattr(self, name) <= 0:
                raise InputError(f"{name} is {getattr(self, name)}; it must be 1 or more")
        object.__setattr__(self, "exclude", frozenset(Path(path).resolve() for path in self.exclude))
