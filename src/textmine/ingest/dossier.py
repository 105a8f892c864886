"""Dossiers: the documents of one folder make one narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from textmine.errors import RecordError
from textmine.ingest.discover import SourceFile
from textmine.ingest.documents import read_document
from textmine.ingest.narratives import as_failure, make_narrative
from textmine.ingest.offsets import TextBuilder
from textmine.ingest.options import IngestOptions
from textmine.records import Failure, Narrative

_PLACE = re.compile(r"(?:\A|; )(?P<name>.+?)@(?P<start>\d+)(?=; |\Z)")


@dataclass(slots=True)
class Dossier:
    """A folder with the documents that lie directly in it, in the order of their names."""

    id: str
    source: str
    files: list[SourceFile] = field(default_factory=list)


def group_dossiers(entries: Sequence[SourceFile | Failure]) -> list[SourceFile | Failure | Dossier]:
    """Put documents that were found in one folder together; tables and files that the user named stay as they are.

    The id of a dossier is its folder's path below the folder that the user named, or that folder's own name.
    """
    groups: dict[tuple[str, str], Dossier] = {}
    grouped: list[SourceFile | Failure | Dossier] = []
    for entry in entries:
        if isinstance(entry, Failure) or entry.folder is None or entry.is_table:
            grouped.append(entry)
            continue
        source = PurePosixPath(entry.name).parent.as_posix()
        key = (str(entry.folder), source)
        if key not in groups:
            groups[key] = Dossier(entry.folder.resolve().name if source == "." else source, source)
            grouped.append(groups[key])
        groups[key].files.append(entry)
    return grouped


def read_dossier(dossier: Dossier, options: IngestOptions) -> Iterator[Narrative | Failure]:
    """Read the documents of one folder into one narrative, with a blank line between them.

    Yields
    ------
    Failure
        For each document that cannot be read or is empty; ``meta["niet_gelezen"]`` of the narrative names them too.
    Narrative
        Its locator names each document and where its text starts: ``aangifte.pdf@0; verhoor.docx@1522``.

    Raises
    ------
    RecordError
        When no text is left, or too much.
    """
    builder = TextBuilder()
    places: list[str] = []
    unread: list[str] = []
    meta: dict[str, str] = {}
    for file in dossier.files:
        try:
            mapped, facts = read_document(file, options)
            if not mapped.text.strip():
                raise RecordError("lege_tekst", "this document of the dossier has no text; leave it out or replace it")
        except (RecordError, OSError) as error:
            unread.append(file.path.name)
            yield as_failure(file.name, error)
            continue
        if places:
            builder.insert("\n\n")
        places.append(f"{file.path.name}@{len(builder)}")
        builder.append(mapped)
        meta |= {f"{file.path.name}: {name}": value for name, value in facts.items()}
    if unread:
        meta["niet_gelezen"] = "; ".join(unread)
    yield make_narrative(dossier.id, builder.build(), dossier.source, "; ".join(places), meta, options.max_chars)


def document_at(narrative: Narrative, offset: int) -> str:
    r"""Return the file that a place in a narrative's text comes from, as ``source`` names files.

    With :meth:`~textmine.records.Narrative.source_position`, which gives the page and the offset in that file, this leads
    evidence in a dossier back to its document.

    Examples
    --------
    >>> narrative = Narrative("zaak1", "Een.\n\nTwee.", "zaak1", "aangifte.txt@0; verhoor.txt@6")
    >>> document_at(narrative, 8)
    'zaak1/verhoor.txt'
    """
    name = ""
    for place in _PLACE.finditer(narrative.locator):
        if int(place["start"]) <= offset:
            name = place["name"]
    return (PurePosixPath(narrative.source) / name).as_posix()
