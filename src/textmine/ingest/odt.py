"""Text of an OpenDocument text file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from textmine.errors import RecordError
from textmine.ingest.xmlparts import local_name, read_part

# Deletions are kept under "tracked-changes", apart from the text; notes and comments are not the narrative.
_LEFT_OUT = frozenset({"tracked-changes", "note", "annotation", "forms", "sequence-decls", "ruby-text"})
# XML cannot hold these characters: they keep the places of white space that must not be folded.
_SPACE, _TAB, _BREAK = "\x01", "\x02", "\x03"
_KEPT = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000


def read_odt(path: Path) -> str:
    """Return the text as it reads with all tracked changes accepted.

    Paragraphs and headings, also those in lists and tables, are parted by a blank line; a text box follows the paragraph
    that it hangs on. Footnotes, comments, page headers and page footers are left out.

    Raises
    ------
    RecordError
        ``wachtwoord`` or ``beschadigd``.
    """
    if _is_encrypted(path):
        raise RecordError("wachtwoord", "the document is locked with a password; save a copy without it")
    content = read_part(path, "content.xml")
    paragraphs: list[str] = []
    for body in (element for element in content if local_name(element) == "body"):
        _walk(body, [], paragraphs)
    return "\n\n".join(paragraphs).rstrip("\n")


def _is_encrypted(path: Path) -> bool:
    try:
        manifest = read_part(path, "META-INF/manifest.xml")
    except RecordError:
        return False  # some programs leave the manifest out
    return any(local_name(element) == "encryption-data" for element in manifest.iter())


def _walk(element: Any, line: list[str], paragraphs: list[str]) -> None:
    """Add an element's own characters to ``line`` and the paragraphs inside it to ``paragraphs``."""
    line.append(element.text or "")
    for child in element:
        name = local_name(child)
        if name in {"p", "h"}:
            own: list[str] = []
            inside: list[str] = []
            _walk(child, own, inside)
            paragraphs.append(_WHITE_SPACE.sub(" ", "".join(own)).strip(" ").translate(_KEPT))
            paragraphs.extend(inside)
        elif name == "s":
            line.append(_SPACE * _space_count(child))
        elif name == "tab":
            line.append(_TAB)
        elif name == "line-break":
            line.append(_BREAK)
        elif name not in _LEFT_OUT:
            _walk(child, line, paragraphs)
        line.append(child.tail or "")


def _space_count(element: Any) -> int:
    count = next((value for key, value in element.attrib.items() if key.endswith("}c")), "1")
    return min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() else 1
