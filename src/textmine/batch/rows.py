"""Records as rows of the run store, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Any

from textmine.records import Actor, Coding, Entity, Failure, Narrative, Section, Segment, Tagged

Row = tuple[Any, ...]

NARRATIVE_TABLE = (
    "narrative_id", "run", "ordinal", "source", "locator", "content_sha256", "n_chars", "meta", "segments", "text",
)  # fmt: skip
RESULT_COLUMNS = """narrative_id, source, locator, content_sha256, n_chars, meta,
    n_tokens, vorm, route, codings, actors, entities, sections"""
NARRATIVE_COLUMNS = "narrative_id, text, source, locator, meta, segments"


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A tagged narrative without its text."""

    narrative_id: str
    source: str
    locator: str
    text_sha256: str
    n_chars: int
    meta: Mapping[str, str]
    tagged: Tagged


def text_sha256(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8.

    Examples
    --------
    >>> text_sha256("")[:12]
    'e3b0c44298fc'
    """
    return sha256(text.encode()).hexdigest()


def narrative_row(narrative: Narrative, run: int, ordinal: int) -> Row:
    """Return the row of table ``narrative``."""
    return (
        narrative.id,
        run,
        ordinal,
        _storable(narrative.source),
        _storable(narrative.locator),
        text_sha256(narrative.text),
        len(narrative.text),
        json.dumps({_storable(name): _storable(value) for name, value in narrative.meta.items()}),
        json.dumps([astuple(segment) for segment in narrative.segments]),
        narrative.text,
    )


def result_row(tagged: Tagged, content_hash: str, pipeline_hash: str) -> Row:
    """Return the row of table ``result``."""
    lists = (tagged.codings, tagged.actors, tagged.entities, tagged.sections)
    return (
        tagged.narrative_id,
        content_hash,
        pipeline_hash,
        tagged.n_tokens,
        tagged.vorm,
        tagged.route,
        *(_dumps(records) for records in lists),
    )


def failure_row(failure: Failure, ordinal: int) -> Row:
    """Return the row of table ``failure``."""
    return (ordinal, *(_storable(value) for value in astuple(failure)))


def stored_result(row: Row) -> StoredResult:
    """Read a row of :data:`RESULT_COLUMNS`."""
    narrative_id, source, locator, content_hash, n_chars, meta, n_tokens, vorm, route, *lists = row
    codings, actors, entities, sections = (json.loads(text) for text in lists)
    tagged = Tagged(
        narrative_id,
        n_tokens,
        vorm,
        route,
        tuple(map(Coding.from_dict, codings)),
        tuple(map(Actor.from_dict, actors)),
        tuple(map(Entity.from_dict, entities)),
        tuple(map(Section.from_dict, sections)),
    )
    return StoredResult(narrative_id, source, locator, content_hash, n_chars, json.loads(meta), tagged)


def stored_narrative(row: Row) -> Narrative:
    """Read a row of :data:`NARRATIVE_COLUMNS`."""
    narrative_id, text, source, locator, meta, segments = row
    return Narrative(
        narrative_id, text, source, locator, json.loads(meta), tuple(Segment(*place) for place in json.loads(segments))
    )


def _dumps(records: Sequence[Coding | Actor | Entity | Section]) -> str:
    return json.dumps([record.to_dict() for record in records], separators=(",", ":"))


def _storable(text: str) -> str:
    r"""Write what is no valid Unicode, as in a file name of an old system, in the form ``\udce9``."""
    return text.encode("utf-8", "backslashreplace").decode()
