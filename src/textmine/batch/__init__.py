"""Many narratives: the run store that a kill leaves whole, the engine that fills it, and the tables that come out of it."""

from textmine.batch.engine import Outcome, RunCounts, TagBatch, one_by_one, tag_chunk, tag_into_store
from textmine.batch.export import read_frames, write_frames
from textmine.batch.lock import FolderLock
from textmine.batch.rows import StoredResult, text_sha256
from textmine.batch.spreadsheet import guard, unguard
from textmine.batch.staging import staged
from textmine.batch.store import Entry, Run, RunSettings, RunStore
from textmine.batch.tables import Tables, build_tables
from textmine.batch.tagging import tag

__all__ = [
    "Entry",
    "FolderLock",
    "Outcome",
    "Run",
    "RunCounts",
    "RunSettings",
    "RunStore",
    "StoredResult",
    "Tables",
    "TagBatch",
    "build_tables",
    "guard",
    "one_by_one",
    "read_frames",
    "staged",
    "tag",
    "tag_chunk",
    "tag_into_store",
    "text_sha256",
    "unguard",
    "write_frames",
]
