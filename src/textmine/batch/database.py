"""The SQLite file of a run store: made privately, opened safely, its errors in words that say what to do."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textmine.errors import StoreError

SCHEMA_VERSION = 1

_FORMAT = "textmine run store"
# `segments` and `text` come last, so that SQLite need not read them to reach the short columns.
_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE run (
        run INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT NOT NULL, pipeline_sha256 TEXT NOT NULL,
        pipeline_version TEXT NOT NULL, codebook_version TEXT NOT NULL, options TEXT NOT NULL)""",
    """CREATE TABLE narrative (
        narrative_id TEXT PRIMARY KEY, run INTEGER NOT NULL, ordinal INTEGER NOT NULL,
        source TEXT NOT NULL, locator TEXT NOT NULL, content_sha256 TEXT NOT NULL, n_chars INTEGER NOT NULL,
        meta TEXT NOT NULL, segments TEXT NOT NULL, text TEXT NOT NULL)""",
    "CREATE INDEX narrative_in_run ON narrative (run, ordinal)",
    """CREATE TABLE result (
        narrative_id TEXT PRIMARY KEY, content_sha256 TEXT NOT NULL, pipeline_sha256 TEXT NOT NULL, n_tokens INTEGER NOT NULL,
        vorm TEXT NOT NULL, route TEXT NOT NULL,
        codings TEXT NOT NULL, actors TEXT NOT NULL, entities TEXT NOT NULL, sections TEXT NOT NULL)""",
    """CREATE TABLE failure (
        ordinal INTEGER PRIMARY KEY, source TEXT NOT NULL, locator TEXT NOT NULL, error TEXT NOT NULL, message TEXT NOT NULL)""",
    f"INSERT INTO meta VALUES ('format', '{_FORMAT}'), ('schema_version', '{SCHEMA_VERSION}')",
)


def open_database(path: Path) -> sqlite3.Connection:
    """Open a run store's file, or make it; the caller holds the folder's lock.

    Raises
    ------
    StoreError
        When the file cannot be opened, is damaged, belongs to another program or has another schema version.

    Notes
    -----
    WAL journal with ``synchronous=FULL``: what is committed survives a kill and a power cut. The exclusive locking mode does
    without the shared memory file, which network drives do not support. What is deleted is overwritten.
    """
    with clear_errors(path):
        # Made here, because SQLite would let others read it; its journal takes the same rights.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        with clear_errors(path):
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables:
                _check_version(path, dict(connection.execute("SELECT name, value FROM meta")) if "meta" in tables else {})
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            if not tables:
                with transaction(connection):
                    for statement in _SCHEMA:
                        connection.execute(statement)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(path: Path, meta: dict[str, str]) -> None:
    version = meta.get("schema_version", "")
    if meta.get("format") != _FORMAT or not version.isdecimal():
        raise StoreError(f"{path}: is a database of another program; name another folder for this run")
    if int(version) != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: has schema version {version}, this textmine reads {SCHEMA_VERSION}; "
            "use the version of textmine that made it, or name another folder"
        )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep all that the block writes, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:  # Ctrl-C too must leave nothing half stored
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into a StoreError that says what to do; errors of our own use of SQLite pass."""
    try:
        yield
    except (sqlite3.DatabaseError, json.JSONDecodeError, OSError) as error:
        if _is_damage(error):
            raise StoreError(
                f"{path}: is damaged or is no database; move the file away or name another folder, "
                "then give the same command again: all narratives are tagged anew"
            ) from None
        if not isinstance(error, sqlite3.OperationalError | OSError):
            raise
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(
            f"{path}: cannot be used ({reason}); free disk space, make the folder writable or close the file in other programs, "
            "then give the same command again: what was stored is kept"
        ) from None


def _is_damage(error: Exception) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        # Python's own complaint of bytes that are no UTF-8 has no code of SQLite, and quotes the text.
        return not hasattr(error, "sqlite_errorcode")
    return type(error) in {sqlite3.DatabaseError, json.JSONDecodeError}
