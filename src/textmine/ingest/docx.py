"""Text of a Word document."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from textmine.errors import RecordError
from textmine.ingest.xmlparts import local_name, read_part

# Deleted or moved away; said a second time for old programs; formatting (where "tab" is a ruler stop, not a character).
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr", "sectPr"})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(path: Path) -> str:
    """Return the text as it reads with all tracked changes accepted: insertions are there, deletions are not.

    Paragraphs, also those in tables, are parted by a blank line; a text box follows the paragraph that it hangs on.
    Footnotes, comments, page headers and page footers are left out.

    Raises
    ------
    RecordError
        ``beschadigd``.

    Notes
    -----
    The XML is walked here because the libraries lose words without a warning: python-docx drops tracked insertions,
    which can be the word "niet"; mammoth's raw text drops line breaks, which glues words together, and the content of
    simple fields, where templates keep names and numbers.
    """
    body = read_part(path, _main_part(path))
    paragraphs: list[str] = []
    _walk(body, [], paragraphs)
    return "".join(paragraphs).rstrip("\n")


def _main_part(path: Path) -> str:
    try:
        relations = read_part(path, "_rels/.rels")
    except RecordError:
        return "word/document.xml"
    for relation in relations:
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _walk(element: Any, line: list[str], paragraphs: list[str]) -> None:
    """Add an element's own characters to ``line`` and the paragraphs inside it to ``paragraphs``."""
    for child in element:
        name = local_name(child)
        if name == "t":
            line.append(child.text or "")
        elif name in _CHARACTERS:
            line.append(_CHARACTERS[name])
        elif name == "p":
            own: list[str] = []
            inside: list[str] = []
            _walk(child, own, inside)
            paragraphs.append("".join(own) + ("" if _mark_is_deleted(child) else "\n\n"))
            paragraphs.extend(inside)
        elif name not in _LEFT_OUT:
            _walk(child, line, paragraphs)


def _mark_is_deleted(paragraph: Any) -> bool:
    """Whether the paragraph's end was deleted, so that it goes on in the next one."""
    properties = next((child for child in paragraph if local_name(child) == "pPr"), ())
    return any(local_name(change) in {"del", "moveFrom"} for run in properties for change in run if local_name(run) == "rPr")
