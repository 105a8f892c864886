"""``textmine.tag``: narratives in, tables out, in one call from Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textmine import __version__
from textmine.batch.engine import RunCounts, tag_into_store
from textmine.batch.store import RunSettings, RunStore
from textmine.batch.tables import Tables, build_tables
from textmine.codebook import load_codebook
from textmine.records import Failure, Narrative

if TYPE_CHECKING:
    from spacy.language import Language


def tag(
    narratives: Iterable[Narrative | Failure | str],
    *,
    nlp: Language | None = None,
    progress: Callable[[RunCounts], None] | None = None,
) -> Tables:
    """Tag narratives and return the tables.

    Parameters
    ----------
    narratives : iterable of Narrative or str
        Read as a stream. A plain text gets its position as id: ``1``, ``2`` ... What :func:`textmine.ingest.read_sources`
        yields can be given as it is: its failures end up in the table ``failures``.
    nlp : Language, optional
        A pipeline of :func:`textmine.load`; the embedded one when left out.
    progress : callable, optional
        Called with the counts after each chunk of 50.

    Returns
    -------
    Tables
        Data frames ``narratives, codings, codes, actors, entities, failures``.

    Notes
    -----
    Results pass through a run store in a private temporary folder, which is removed at the end.

    Examples
    --------
    >>> tables = tag(["SO werkt achter het raam. Haar paspoort werd door de man afgepakt."])
    >>> tables.codes.loc[0, "machtsmiddel.papieren_afpakken"]
    'aanwezig'
    """
    from textmine.pipeline import Tagger, load  # noqa: PLC0415  (imports spaCy, which the store alone does not need)

    tagger = Tagger(nlp if nlp is not None else load())
    codebook = load_codebook()
    settings = RunSettings(tagger.pipeline_hash, __version__, codebook.version)
    with TemporaryDirectory(prefix="textmine-") as folder, RunStore(folder) as store:
        tag_into_store(_as_records(narratives), tag_batch=tagger, store=store, settings=settings, progress=progress)
        return build_tables(store, tuple(codebook.codes))


def _as_records(narratives: Iterable[Narrative | Failure | str]) -> Iterator[Narrative | Failure]:
    for number, item in enumerate(narratives, start=1):
        yield Narrative(str(number), item) if isinstance(item, str) else item
