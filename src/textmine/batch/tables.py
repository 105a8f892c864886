"""The contract's tables, built from a run store: same store, same tables, whether the run was broken off or not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice
from typing import Any

import pandas as pd
import pyarrow as pa

from textmine.batch.rows import StoredResult
from textmine.batch.store import RunSettings, RunStore
from textmine.codings.levels import RULE, narrative_codes
from textmine.errors import StoreError
from textmine.records import Actor

_BATCH = 500  # narratives whose records are Python objects at one time

_Rows = Iterator[tuple[Any, ...]]
_TYPES = {"text": pa.large_string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}


def _schema(columns: str) -> pa.Schema:
    """Read ``"name:type ..."``; a name without a type is text."""
    pairs = (column.partition(":") for column in columns.split())
    return pa.schema([(name, _TYPES[kind or "text"]) for name, _, kind in pairs])


_SCHEMAS = {
    "narratives": _schema(
        "narrative_id source locator text_sha256 n_chars:int n_tokens:int vorm route pipeline_version codebook_version meta"
    ),
    "codings": _schema(
        "narrative_id code presence agent target phase source start:int end:int text rule cues score:float parts counts:bool"
    ),
    "actors": _schema(
        "narrative_id actor_id rol leeftijd leeftijdsgroep geslacht herkomst herkomst_regio n_mentions:int mention"
    ),
    "entities": _schema("narrative_id label start:int end:int text value"),
    "failures": _schema("source locator error message"),
}


@dataclass(frozen=True, eq=False)
class Tables(Mapping[str, pd.DataFrame]):
    """The tables of a run as data frames: ``tables.codings`` and ``tables["codings"]`` are the same frame.

    Beside the contract's columns ``narratives`` has ``meta`` (the source's other columns, as JSON) and ``codings`` has ``parts``
    (the words that filled the frame's slots, as JSON) and ``counts`` (whether the coding decides the narrative's value).
    ``codes.attrs["rule"]`` states the rule by which it does.
    """

    narratives: pd.DataFrame
    codings: pd.DataFrame
    codes: pd.DataFrame
    actors: pd.DataFrame
    entities: pd.DataFrame
    failures: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return name and frame of every table, in the contract's order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.frames())

    def __len__(self) -> int:
        return len(self.frames())


def build_tables(store: RunStore, code_ids: Sequence[str]) -> Tables:
    """Build the tables of the store's latest run, rows in the order of its input.

    Parameters
    ----------
    store : RunStore
        With a run that was finished.
    code_ids : sequence of str
        The codebook's codes: the columns of ``codes``, in this order.

    Returns
    -------
    Tables

    Raises
    ------
    StoreError
        When the run was broken off, or a coding has a code that is not among ``code_ids``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from textmine.batch.store import Entry, RunSettings
    >>> from textmine.records import Coding, Narrative, Tagged
    >>> narrative = Narrative("007", "Zij moest haar paspoort afgeven.", "meldingen.csv", "rij 2")
    >>> coding = Coding("machtsmiddel.papieren_afpakken", start=4, end=31, text="moest haar paspoort afgeven")
    >>> with TemporaryDirectory() as folder, RunStore(folder) as store:
    ...     _ = store.begin_run(RunSettings("a1", "1.0", "1.0"))
    ...     store.save([Entry(0, narrative, Tagged("007", 6, codings=(coding,)))])
    ...     store.finish_run()
    ...     tables = build_tables(store, ["machtsmiddel.papieren_afpakken", "machtsmiddel.voodoo"])
    >>> tables.codes.to_dict("records")
    [{'narrative_id': '007', 'machtsmiddel.papieren_afpakken': 'aanwezig', 'machtsmiddel.voodoo': 'niet_vermeld'}]
    """
    run = store.run
    if not run.finished:
        raise StoreError(f"{store.folder}: the latest run was broken off; give the same command again to finish it")
    codes = pa.schema([(name, pa.large_string()) for name in ("narrative_id", *code_ids)])
    tables = {
        "narratives": _Builder(_SCHEMAS["narratives"], lambda result: _narrative_rows(result, run.settings)),
        "codings": _Builder(_SCHEMAS["codings"], _coding_rows),
        "codes": _Builder(codes, lambda result: _code_rows(result, code_ids)),
        "actors": _Builder(_SCHEMAS["actors"], _actor_rows),
        "entities": _Builder(_SCHEMAS["entities"], _entity_rows),
    }
    results = store.results()
    while batch := list(islice(results, _BATCH)):
        for table in tables.values():
            table.extend(batch)
    failures = _arrow(_SCHEMAS["failures"], [astuple(failure) for failure in store.failures()])
    frames = {name: table.frame() for name, table in tables.items()}
    frames["codes"].attrs["rule"] = RULE
    return Tables(**frames, failures=failures.to_pandas())


class _Builder:
    """One table in the making: rows become compact Arrow columns batch by batch."""

    def __init__(self, schema: pa.Schema, rows_of: Callable[[StoredResult], _Rows]) -> None:
        self._schema = schema
        self._rows_of = rows_of
        self._parts = [schema.empty_table()]

    def extend(self, batch: Sequence[StoredResult]) -> None:
        self._parts.append(_arrow(self._schema, [row for result in batch for row in self._rows_of(result)]))

    def frame(self) -> pd.DataFrame:
        frame: pd.DataFrame = pa.concat_tables(self._parts).to_pandas()
        return frame


def _arrow(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(values, type=column.type) for values, column in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _narrative_rows(result: StoredResult, settings: RunSettings) -> _Rows:
    yield (
        result.narrative_id,
        result.source,
        result.locator,
        result.text_sha256,
        result.n_chars,
        result.tagged.n_tokens,
        result.tagged.vorm,
        result.tagged.route,
        settings.pipeline_version,
        settings.codebook_version,
        json.dumps(dict(result.meta), ensure_ascii=False),
    )


def _code_rows(result: StoredResult, code_ids: Sequence[str]) -> _Rows:
    unknown = sorted({coding.code for coding in result.tagged.codings}.difference(code_ids))
    if unknown:
        raise StoreError(
            f"narrative {result.narrative_id}: its coding {unknown[0]} is no code of this codebook; tag again with this codebook"
        )
    yield (result.narrative_id, *narrative_codes(result.tagged.codings, code_ids).values())


def _coding_rows(result: StoredResult) -> _Rows:
    for coding in result.tagged.codings:
        yield (
            result.narrative_id,
            coding.code,
            coding.presence,
            coding.agent,
            coding.target,
            coding.phase,
            coding.source,
            coding.start,
            coding.end,
            coding.text,
            coding.rule,
            "; ".join(coding.cues),
            coding.score,
            json.dumps(coding.parts, ensure_ascii=False),
            coding.counts,
        )


def _actor_rows(result: StoredResult) -> _Rows:
    for actor in result.tagged.actors:
        yield (
            result.narrative_id,
            actor.id,
            ";".join(actor.rol),
            actor.leeftijd,
            actor.leeftijdsgroep,
            actor.geslacht,
            ";".join(actor.herkomst),
            ";".join(actor.herkomst_regio),
            len(actor.mentions),
            _telling_mention(actor),
        )


def _entity_rows(result: StoredResult) -> _Rows:
    for entity in result.tagged.entities:
        yield (result.narrative_id, entity.label, entity.start, entity.end, entity.text, entity.value)


def _telling_mention(actor: Actor) -> str:
    """Return the words that tell most of who it is: the first name, else the first role word, else the first pronoun."""
    for kind in ("naam", "rolwoord"):
        for mention in actor.mentions:
            if mention.kind == kind:
                return mention.text
    return actor.mentions[0].text if actor.mentions else ""
