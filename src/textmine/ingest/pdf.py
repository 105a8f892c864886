"""Text of a PDF, page by page."""

from __future__ import annotations

import logging
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from textmine.errors import RecordError
from textmine.ingest.charset import looks_binary
from textmine.ingest.layout import join_pages
from textmine.ingest.offsets import MappedText

logger = logging.getLogger("textmine.ingest")

_LOCKED = frozenset({pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY})


def read_pdf(path: Path) -> tuple[MappedText, dict[str, str]]:
    """Return the running text of a PDF, mapped back to the text of its pages, and what is known of the pages.

    Returns
    -------
    text : MappedText
        Segments give the page, from 1, and the offset in the text that pdfium has for that page.
    meta : dict
        ``paginas``: how many there are; ``paginas_zonder_tekst``: the numbers of those that hold only a picture.

    Raises
    ------
    RecordError
        ``wachtwoord``, ``beschadigd``, ``geen_tekstlaag``, or ``geen_tekst`` when the fonts do not say which letters
        they show.
    """
    pages = page_texts(path)
    mapped = join_pages(pages)
    if not any(character.isalnum() for character in mapped.text):
        raise RecordError(
            "geen_tekstlaag",
            f"none of the {len(pages)} pages has text of its own, so this is probably a scan; run OCR first, such as ocrmypdf",
        )
    if looks_binary(mapped.text):
        raise RecordError("geen_tekst", "the letters cannot be read from the fonts of this PDF; run OCR on it first")
    meta = {"paginas": str(len(pages))}
    empty = [str(number) for number, text in enumerate(pages, 1) if not text.strip()]
    if empty:
        meta["paginas_zonder_tekst"] = ", ".join(empty)
        logger.warning("%s: no text on %d of %d pages; if they are scans, run OCR first", path.name, len(empty), len(pages))
    return mapped, meta


def page_texts(path: Path) -> list[str]:
    """Return each page's own text as pdfium gives it, with the values of form fields.

    Raises
    ------
    RecordError
        ``wachtwoord`` or ``beschadigd``.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in _LOCKED:
            raise RecordError("wachtwoord", "the PDF is locked with a password; save a copy without it") from None
        raise RecordError("beschadigd", "the PDF is damaged or cut off; fetch it again from where it came from") from None
    with document:
        has_form = document.get_formtype() != pdfium_c.FORMTYPE_NONE
        if has_form:
            document.init_forms()
        return [_page_text(document, number, has_form) for number in range(len(document))]


def _page_text(document: pdfium.PdfDocument, number: int, has_form: bool) -> str:
    try:
        if has_form:  # field values become text only when they are drawn on the page
            page = document[number]
            page.flatten()
            page.close()
        page = document[number]
        text_page = page.get_textpage()
        text: str = text_page.get_text_bounded()
        text_page.close()
        page.close()
    except pdfium.PdfiumError:
        raise RecordError("beschadigd", f"page {number + 1} of the PDF cannot be read; fetch or print the PDF again") from None
    return text
