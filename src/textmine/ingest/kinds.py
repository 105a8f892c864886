"""Every kind of failure that reading can give: the stable values of ``Failure.error``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FAILURE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        # a file as a whole
        "onleesbaar": "the file or folder cannot be opened: no permission, or a disk or network error",
        "niet_ondersteund": "a kind of file that is not read; the message says what to convert it to",
        "beschadigd": "the file is cut off or is not what its name says",
        "wachtwoord": "the file is locked with a password",
        "zipbom": "the file unpacks to far more than its size allows for",
        "te_groot": "the file has more bytes than max_bytes",
        "tekenset": "the file is not in the character set that was given with --encoding",
        "geen_tekst": "a text file or table that holds no readable characters",
        "geen_tekstlaag": "a PDF of pictures (a scan): run OCR first",
        # a table
        "lege_tabel": "a table without a single row",
        "kolom_ontbreekt": "no column for the text or id is recognised, or the one that was named is not there",
        "kolom_dubbelzinnig": "more than one column could be the text or id",
        "handcoderingen": "the table holds hand codings, not narratives: pass it with --hand",
        # one row or line
        "rij_ongeldig": "the row has too few or too many cells, broken quotes, or a list where its text should be",
        "regel_ongeldig": "the line is not a JSON object",
        "leeg_id": "the row has no id",
        # one narrative
        "lege_tekst": "there is no text, or only white space",
        "te_lang": "the text has more characters than max_chars",
        "dubbel_id": "another narrative was read under this id before",
    }
)
"""Id of each kind, with what it means."""
