"""Documents: one file, one text."""

from __future__ import annotations

from textmine.ingest.charset import open_text
from textmine.ingest.discover import SourceFile
from textmine.ingest.docx import read_docx
from textmine.ingest.guards import check_archive, check_size
from textmine.ingest.odt import read_odt
from textmine.ingest.offsets import MappedText, clean_text
from textmine.ingest.options import IngestOptions
from textmine.ingest.pdf import read_pdf

_MAX_XML_PART = 64_000_000  # bytes; a text of five million characters needs about half of it


def read_document(file: SourceFile, options: IngestOptions) -> tuple[MappedText, dict[str, str]]:
    """Read one document.

    Parameters
    ----------
    file : SourceFile
        A document.
    options : IngestOptions
        How to read it.

    Returns
    -------
    text : MappedText
        The text with its map back to the source.
    meta : dict
        What else is known of the document, such as its number of pages.

    Raises
    ------
    RecordError
        When it cannot be read; the kinds are in :data:`~textmine.ingest.kinds.FAILURE_KINDS`.
    """
    check_size(file.path, options.max_bytes)
    if file.suffix == ".pdf":
        return read_pdf(file.path)
    if file.suffix in {".docx", ".odt"}:
        check_archive(file.path, options.max_unpacked_bytes, _MAX_XML_PART)
        return clean_text((read_docx if file.suffix == ".docx" else read_odt)(file.path)), {}
    with open_text(file.path, options.encoding) as stream:
        return clean_text(stream.read()), {}
