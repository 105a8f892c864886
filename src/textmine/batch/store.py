"""The run store: one SQLite file that a killed run leaves whole and the next run continues.

What came of a narrative is one row of ``result``, kept with the hashes of the text and of the pipeline that it follows from: the
row is the result and the proof that it was done, so the two cannot disagree after a crash. Each run marks the narratives that it
saw (``narrative.run``); what an earlier run saw and this one did not stays stored, and out of the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from textmine.batch import rows
from textmine.batch.database import clear_errors, open_database, transaction
from textmine.batch.lock import FolderLock
from textmine.batch.staging import make_private_folder, sweep
from textmine.errors import StoreError
from textmine.records import Failure, Narrative, Tagged

STORE_NAME = "textmine.sqlite"

# Not INSERT OR REPLACE: an update leaves the pages of an unchanged text alone, so that a second run over long texts is cheap.
_SAVE_NARRATIVE = f"""INSERT INTO narrative VALUES ({", ".join("?" for _ in rows.NARRATIVE_TABLE)})
    ON CONFLICT (narrative_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in rows.NARRATIVE_TABLE[1:])}"""
_SAVE_RESULT = "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SAVE_FAILURE = "INSERT INTO failure VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What a run was made with.

    Parameters
    ----------
    pipeline_hash : str
        Hash over everything that decides the codings; when it changes, every narrative is tagged again.
    pipeline_version, codebook_version : str
        For the ``narratives`` table.
    options : Mapping[str, Any]
        Other settings as JSON-ready values, kept for the reader.
    """

    pipeline_hash: str
    pipeline_version: str
    codebook_version: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the main job; ``finished`` is empty while it goes on and after it was broken off. Times are ISO 8601 in UTC."""

    number: int
    started: str
    finished: str
    settings: RunSettings


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the input at its place, and what came of it; ``outcome`` None means that an earlier result still holds."""

    ordinal: int
    narrative: Narrative | None
    outcome: Tagged | Failure | None


class RunStore:
    """The store of one run folder, held by this process alone until it is closed.

    Parameters
    ----------
    folder : Path or str
        The run folder.
    create : bool
        Make folder and store when they are missing; otherwise a missing store is an error.

    Raises
    ------
    StoreError
        When the folder is in use by another process, cannot be written, or holds a store that is damaged, foreign or newer.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name, RunStore(name) as store:
    ...     _ = store.begin_run(RunSettings("5f2c", "1.0", "1.0"))
    ...     narrative = Narrative("007", "Zij moest haar geld afgeven.")
    ...     store.save([Entry(0, narrative, Tagged("007", n_tokens=6))])
    ...     store.todo([narrative, Narrative("008", "Hij bedreigde haar.")])[0].id
    '008'
    """

    def __init__(self, folder: Path | str, *, create: bool = True) -> None:
        self.folder = Path(folder)
        self.path = self.folder / STORE_NAME
        if not create and not self.path.is_file():
            raise StoreError(f"{self.folder}: holds no run of textmine; name the folder that was given to --out, or tag first")
        with clear_errors(self.folder):
            make_private_folder(self.folder)
        self._lock = FolderLock(self.folder)
        try:
            sweep(self.folder)
            self._connection = open_database(self.path)
        except BaseException:
            self._lock.close()
            raise

    def close(self) -> None:
        """Close the store and let go of the folder; doing so twice is harmless."""
        self._connection.close()
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def run(self) -> Run:
        """The latest run.

        Raises
        ------
        StoreError
            When no run was started yet.
        """
        with clear_errors(self.path):
            row = self._connection.execute("SELECT * FROM run ORDER BY run DESC LIMIT 1").fetchone()
            if row is None:
                raise StoreError(f"{self.folder}: no run was started in this folder; tag first")
            number, started, finished, pipeline_hash, pipeline_version, codebook_version, options = row
            settings = RunSettings(pipeline_hash, pipeline_version, codebook_version, json.loads(options))
            return Run(number, started, finished, settings)

    def begin_run(self, settings: RunSettings) -> Run:
        """Start a run; narratives and failures belong to it from the moment that it has seen them."""
        values = (
            settings.pipeline_hash,
            settings.pipeline_version,
            settings.codebook_version,
            json.dumps(dict(settings.options)),
        )
        with clear_errors(self.path), transaction(self._connection):
            self._connection.execute("DELETE FROM failure")
            self._connection.execute("INSERT INTO run VALUES (NULL, ?, '', ?, ?, ?, ?)", (_now(), *values))
        return self.run

    def finish_run(self) -> None:
        """Note that the latest run has seen its whole input."""
        with clear_errors(self.path):
            self._connection.execute("UPDATE run SET finished = ? WHERE run = ?", (_now(), self.run.number))

    def todo(self, narratives: Sequence[Narrative]) -> list[Narrative]:
        """Return the narratives whose present text has no result of the run's pipeline; what failed before is tried again."""
        query = "SELECT 1 FROM result WHERE narrative_id = ? AND content_sha256 = ? AND pipeline_sha256 = ?"
        pipeline_hash = self.run.settings.pipeline_hash

        def is_done(narrative: Narrative) -> bool:
            key = (narrative.id, rows.text_sha256(narrative.text), pipeline_hash)
            return self._connection.execute(query, key).fetchone() is not None

        with clear_errors(self.path):
            return [narrative for narrative in narratives if not is_done(narrative)]

    def save(self, entries: Iterable[Entry]) -> None:
        """Store a chunk of records and what came of them: all of it or, when anything goes wrong, nothing."""
        run, save = self.run, self._connection.execute
        with clear_errors(self.path), transaction(self._connection):
            for entry in entries:
                if entry.narrative is not None:
                    save(_SAVE_NARRATIVE, rows.narrative_row(entry.narrative, run.number, entry.ordinal))
                if isinstance(entry.outcome, Failure):
                    save(_SAVE_FAILURE, rows.failure_row(entry.outcome, entry.ordinal))
                elif entry.narrative is not None and entry.outcome is not None:
                    content_hash = rows.text_sha256(entry.narrative.text)
                    save(_SAVE_RESULT, rows.result_row(entry.outcome, content_hash, run.settings.pipeline_hash))

    def results(self) -> Iterator[rows.StoredResult]:
        """Yield what is tagged in the latest run, in the order of its input."""
        for row in self._in_run(rows.RESULT_COLUMNS):
            with clear_errors(self.path):
                result = rows.stored_result(row)
            yield result

    def narratives(self) -> Iterator[Narrative]:
        """Yield the narratives that are tagged in the latest run with their texts, in the order of its input."""
        for row in self._in_run(rows.NARRATIVE_COLUMNS):
            with clear_errors(self.path):
                narrative = rows.stored_narrative(row)
            yield narrative

    def _in_run(self, columns: str) -> Iterator[rows.Row]:
        run = self.run
        query = f"""SELECT {columns} FROM narrative JOIN result USING (narrative_id, content_sha256)
            WHERE narrative.run = ? AND result.pipeline_sha256 = ? ORDER BY narrative.ordinal"""
        with clear_errors(self.path), closing(self._connection.cursor()) as cursor:
            yield from cursor.execute(query, (run.number, run.settings.pipeline_hash))

    def failures(self) -> Iterator[Failure]:
        """Yield the failures of the latest run, in the order of its input."""
        with clear_errors(self.path), closing(self._connection.cursor()) as cursor:
            for row in cursor.execute("SELECT source, locator, error, message FROM failure ORDER BY ordinal"):
                yield Failure(*row)

    def purge(self) -> int:
        """Delete the texts and results of narratives that are not in the latest run; return how many narratives went.

        Notes
        -----
        For when a narrative must be forgotten: take it out of the input, run, purge. Deleted text is overwritten in the file.

        Raises
        ------
        StoreError
            When the latest run was broken off: what it did not see yet must not be taken for withdrawn.
        """
        if not self.run.finished:
            raise StoreError(f"{self.folder}: the latest run was broken off; give the same command again, then purge")
        with clear_errors(self.path), transaction(self._connection):
            gone = self._connection.execute("DELETE FROM narrative WHERE run <> ?", (self.run.number,)).rowcount
            self._connection.execute("DELETE FROM result WHERE narrative_id NOT IN (SELECT narrative_id FROM narrative)")
        with clear_errors(self.path):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
