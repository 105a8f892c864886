"""Tagging many narratives into a run store, chunk by chunk.

One chunk is one transaction. Of the three steps of a chunk (admit, tag, save) only the middle one is heavy and it needs no store:
an engine with worker processes moves :func:`tag_chunk` to the workers and leaves the rest here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from textmine.batch.store import Entry, RunSettings, RunStore
from textmine.errors import RecordError, TextmineError
from textmine.records import Failure, Narrative, Tagged

Outcome = Tagged | Failure
TagBatch = Callable[[Sequence[Narrative]], Iterable[Outcome]]
"""A tagger: for a batch of narratives one outcome each, in the same order. It holds no state between batches."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RunCounts:
    """How far a run is: records read (failures too), tagged now, kept from an earlier run, and failed."""

    read: int = 0
    tagged: int = 0
    kept: int = 0
    failed: int = 0


def tag_into_store(
    records: Iterable[Narrative | Failure],
    *,
    tag_batch: TagBatch,
    store: RunStore,
    settings: RunSettings,
    chunk_size: int = 50,
    progress: Callable[[RunCounts], None] | None = None,
) -> RunCounts:
    """Tag what the store does not hold yet; the same call after a kill goes on where it stopped.

    Parameters
    ----------
    records : iterable of Narrative or Failure
        The input in its own order, read as a stream; a Failure is a record that could not be read.
    tag_batch : callable
        The tagger, see :data:`TagBatch`; :func:`one_by_one` makes one of a function for a single narrative.
    store : RunStore
        Opened by the caller, and left open.
    settings : RunSettings
        What the run is made with; its ``pipeline_hash`` decides what must be tagged again.
    chunk_size : int
        Records a transaction; a kill loses at most the work on one chunk.
    progress : callable, optional
        Called with the counts after each chunk.

    Returns
    -------
    RunCounts

    Raises
    ------
    StoreError
        When the store cannot be written; what earlier chunks stored is kept.

    Notes
    -----
    A narrative that the tagger stumbles over becomes a Failure and the others go on. Errors that would meet every narrative
    (a missing model, a wrong lexicon) end the run. Of two narratives with one id the second is a Failure.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> tag = one_by_one(lambda narrative: Tagged(narrative.id, n_tokens=len(narrative.text.split())))
    >>> texts = [Narrative("1", "Hij nam haar paspoort in."), Narrative("2", "Zij werd bedreigd.")]
    >>> with TemporaryDirectory() as folder, RunStore(folder) as store:
    ...     first = tag_into_store(texts, tag_batch=tag, store=store, settings=RunSettings("a1", "1.0", "1.0"))
    ...     again = tag_into_store(texts, tag_batch=tag, store=store, settings=RunSettings("a1", "1.0", "1.0"))
    >>> first.tagged, again.tagged, again.kept
    (2, 0, 2)
    """
    store.begin_run(settings)
    counts = RunCounts()
    places: dict[str, str] = {}
    for chunk in _chunks(enumerate(records), chunk_size):
        admitted = [(ordinal, _admit(record, places)) for ordinal, record in chunk]
        todo = store.todo([record for _, record in admitted if isinstance(record, Narrative)])
        outcomes = dict(zip((narrative.id for narrative in todo), tag_chunk(todo, tag_batch), strict=True))
        entries = [_entry(ordinal, record, outcomes) for ordinal, record in admitted]
        store.save(entries)
        counts = _add(counts, entries)
        if progress is not None:
            progress(counts)
    store.finish_run()
    return counts


def one_by_one(tag: Callable[[Narrative], Tagged]) -> TagBatch:
    """Make a batch tagger of a function that tags one narrative."""

    def tag_batch(batch: Sequence[Narrative]) -> Iterator[Outcome]:
        return map(tag, batch)

    return tag_batch


def tag_chunk(batch: Sequence[Narrative], tag_batch: TagBatch) -> list[Outcome]:
    """Tag a batch; when that fails, halve it until the narrative that is to blame stands alone and becomes a Failure.

    Examples
    --------
    >>> def tag(narrative):
    ...     return Tagged(narrative.id, n_tokens=1 // len(narrative.text))
    >>> [type(outcome).__name__ for outcome in tag_chunk([Narrative("1", "a"), Narrative("2", "")], one_by_one(tag))]
    ['Tagged', 'Failure']
    """
    if not batch:
        return []
    try:
        outcomes = list(tag_batch(batch))
    except Exception as error:
        if isinstance(error, TextmineError) and not isinstance(error, RecordError):
            raise
        if len(batch) == 1:
            return [_failure(batch[0], error)]
        middle = len(batch) // 2
        return [*tag_chunk(batch[:middle], tag_batch), *tag_chunk(batch[middle:], tag_batch)]
    ids = [outcome.narrative_id if isinstance(outcome, Tagged) else None for outcome in outcomes]
    if len(ids) != len(batch) or any(found not in {None, narrative.id} for found, narrative in zip(ids, batch, strict=True)):
        raise ValueError("the tagger must give one outcome a narrative, in the order of the batch")
    return outcomes


def _failure(narrative: Narrative, error: Exception) -> Failure:
    if isinstance(error, RecordError):
        return Failure(narrative.source, narrative.locator, error.kind, str(error))
    # The error's own message may quote the narrative; its class and place in the program cannot.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace is not None else ""
    message = f"narrative {narrative.id}: tagging stopped with {type(error).__name__}{place}; the other narratives went on"
    return Failure(narrative.source, narrative.locator, "verwerking_mislukt", message)


def _admit(record: Narrative | Failure, places: dict[str, str]) -> Narrative | Failure:
    """Turn a narrative that cannot be stored into a Failure, and remember where each id stands."""
    if isinstance(record, Failure):
        return record
    if record.id in places:
        message = f"narrative {record.id}: this id was used before ({places[record.id]}); give every narrative its own id"
        return Failure(record.source, record.locator, "dubbel_id", message)
    try:
        (record.id + record.text).encode()
    except UnicodeEncodeError:
        name = record.id.encode("ascii", "backslashreplace").decode()
        message = f"narrative {name}: its id or text is no valid Unicode; read the source with the right encoding"
        return Failure(record.source, record.locator, "ongeldige_tekens", message)
    places[record.id] = f"{record.source} {record.locator}".strip() or "no source named"
    return record


def _entry(ordinal: int, record: Narrative | Failure, outcomes: dict[str, Outcome]) -> Entry:
    if isinstance(record, Failure):
        return Entry(ordinal, None, record)
    return Entry(ordinal, record, outcomes.get(record.id))


def _add(counts: RunCounts, entries: Sequence[Entry]) -> RunCounts:
    kinds = Counter(type(entry.outcome) for entry in entries)
    return RunCounts(
        read=counts.read + len(entries),
        tagged=counts.tagged + kinds[Tagged],
        kept=counts.kept + kinds[type(None)],
        failed=counts.failed + kinds[Failure],
    )


def _chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    if size < 1:
        raise ValueError(f"chunk_size must be at least 1, not {size}")
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
