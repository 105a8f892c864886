"""Which files are read, and what to do with those that are not."""

from __future__ import annotations

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".jsonl", ".parquet"})
DOCUMENT_SUFFIXES = frozenset({".txt", ".md", ".pdf", ".docx", ".odt"})
READABLE_SUFFIXES = TABLE_SUFFIXES | DOCUMENT_SUFFIXES

_SAVE_AS = {
    "open it in Word or LibreOffice and save it as .docx": (".doc", ".rtf", ".wpd", ".pages", ".dot", ".docm"),
    "open it in Excel or LibreOffice and save it as .xlsx": (".xls", ".xlsm", ".xlsb", ".ods", ".numbers"),
    "save the message as .txt or .pdf": (".msg", ".eml", ".mbox", ".pst"),
    "save the page as .txt or .pdf": (".html", ".htm", ".mht", ".mhtml", ".xml"),
    "run OCR on it and save the result as .pdf or .txt": (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".bmp"),
    "unpack it and name the folder": (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz"),
    "write one JSON object a line and name it .jsonl": (".json",),
    "pass hand codings with --hand": (".qdpx", ".qdc", ".xmi"),
}
_ADVICE = {suffix: advice for advice, suffixes in _SAVE_AS.items() for suffix in suffixes}

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an Office file of before 2007, or one locked with a password",
    b"{\\rtf": "an RTF file",
    b"PAR1": "a Parquet file",
}


def readable_names() -> str:
    """Return the suffixes that are read, as part of a sentence.

    Examples
    --------
    >>> readable_names()
    '.csv .docx .jsonl .md .odt .parquet .pdf .tsv .txt .xlsx'
    """
    return " ".join(sorted(READABLE_SUFFIXES))


def advice(suffix: str) -> str:
    """Say what to do with a file whose suffix is not read.

    Examples
    --------
    >>> advice(".doc")
    'open it in Word or LibreOffice and save it as .docx'
    >>> advice(".xyz")
    'convert it to one of .csv .docx .jsonl .md .odt .parquet .pdf .tsv .txt .xlsx'
    """
    return _ADVICE.get(suffix.lower(), f"convert it to one of {readable_names()}")


def signature(head: bytes) -> str | None:
    """Name the kind of file by its first bytes, or None when they give nothing away.

    Examples
    --------
    >>> signature(b"%PDF-1.7")
    'a PDF'
    """
    return next((name for magic, name in _SIGNATURES.items() if head.startswith(magic)), None)
