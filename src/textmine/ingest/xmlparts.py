"""XML parts of the ZIP archives that Word and OpenDocument files are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from textmine.errors import RecordError
from textmine.ingest.guards import open_archive


def read_part(path: Path, name: str) -> Any:
    """Parse one part of an archive, resolving no entities and fetching nothing, and return its root element.

    Raises
    ------
    RecordError
        ``beschadigd`` when the part is missing or is not well-formed XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    with open_archive(path) as archive:
        try:
            return etree.fromstring(archive.read(name), parser)
        except (KeyError, etree.XMLSyntaxError):
            message = "the document is damaged; open it in Word or LibreOffice and save it again"
            raise RecordError("beschadigd", message) from None


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; the empty text for an entity."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
