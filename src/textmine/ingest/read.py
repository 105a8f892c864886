"""All sources, one stream of narratives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from textmine.errors import RecordError
from textmine.ingest.discover import SourceFile, discover
from textmine.ingest.documents import read_document
from textmine.ingest.dossier import Dossier, group_dossiers, read_dossier
from textmine.ingest.narratives import as_failure, make_narrative
from textmine.ingest.options import IngestOptions
from textmine.ingest.tabular import read_table
from textmine.records import Failure, Narrative

_DEFAULTS = IngestOptions()

Entry = SourceFile | Failure | Dossier


def read_sources(sources: Sequence[str | Path], options: IngestOptions = _DEFAULTS) -> Iterator[Narrative | Failure]:
    r"""Read narratives from files and folders, one at a time.

    Parameters
    ----------
    sources : sequence of str or Path
        Tables (``.csv .tsv .xlsx .jsonl .parquet``: one narrative a row), documents (``.txt .md .pdf .docx .odt``: one
        narrative each) and folders of these, which are read recursively in the order of their names.
    options : IngestOptions
        How to read them.

    Returns
    -------
    iterator of Narrative or Failure
        A file or row that cannot be read is a :class:`~textmine.records.Failure` in its place in the stream, and the rest
        goes on. The first narrative with an id keeps it; a later one with the same id is a failure.

    Raises
    ------
    InputError
        At the call, before anything is read: no source, a source that does not exist, or a folder without any file that
        can be read.

    Notes
    -----
    All files are listed before the first is read, so that a misspelt name is known at once. CSV, TSV, JSON lines and
    Parquet are read row by row; the other kinds one file at a time.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "meldingen.csv")
    ...     _ = path.write_text("registratienr;toelichting\n00017;Zij gaf haar geld af.\n00018;\n", encoding="utf-8")
    ...     for record in read_sources([path]):
    ...         print(record.locator, getattr(record, "id", None) or record.error)
    rij 2 00017
    rij 3 lege_tekst
    """
    found = discover(sources, options.exclude)
    entries: Sequence[Entry] = group_dossiers(found) if options.dossier else found
    return _without_duplicates(record for entry in entries for record in _read_entry(entry, options))


def _read_entry(entry: Entry, options: IngestOptions) -> Iterator[Narrative | Failure]:
    if isinstance(entry, Failure):
        yield entry
        return
    try:
        if isinstance(entry, Dossier):
            yield from read_dossier(entry, options)
        elif entry.is_table:
            yield from read_table(entry, options)
        else:
            mapped, meta = read_document(entry, options)
            yield make_narrative(entry.path.stem, mapped, entry.name, "", meta, options.max_chars)
    except (RecordError, OSError) as error:
        yield as_failure(entry.source if isinstance(entry, Dossier) else entry.name, error)


def _without_duplicates(records: Iterator[Narrative | Failure]) -> Iterator[Narrative | Failure]:
    places: dict[str, tuple[str, str]] = {}
    for record in records:
        if isinstance(record, Narrative) and record.id in places:
            first = " ".join(filter(None, places[record.id]))
            message = f"id {record.id} was read before, from {first}; give each narrative an id of its own"
            yield Failure(record.source, record.locator, "dubbel_id", message)
            continue
        if isinstance(record, Narrative):
            places[record.id] = (record.source, record.locator)
        yield record
