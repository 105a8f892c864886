"""Reference types as data: which codes speak for a type and which against it, read from a TOML file and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from textmine.codebook import Codebook, load_codebook
from textmine.errors import LexiconError
from textmine.resources import data_root, read_toml
from textmine.typology.victims import attribute_ids

NO_TYPE = "geen"


@dataclass(frozen=True, slots=True)
class ReferenceType:
    """A type and the weights of the codes that speak for and against it."""

    id: str
    label_nl: str
    speaks_for: Mapping[str, float]
    speaks_against: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How weights become a score, and when a score says enough; see ``data/reference_types.toml``."""

    half_share: float = 0.25
    min_score: float = 0.50
    min_margin: float = 0.15
    min_codes: int = 4
    exploitation: tuple[str, ...] = ("machtsmiddel", "uitbuiting")


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """The reference types of one file, in its order."""

    types: tuple[ReferenceType, ...]
    scoring: Scoring

    @property
    def ids(self) -> list[str]:
        """Ids of the types."""
        return [kind.id for kind in self.types]


def load_reference_types(path: Path | None = None, *, codebook: Codebook | None = None) -> ReferenceSet:
    """Read reference types and check every code against the codebook.

    Parameters
    ----------
    path : Path, optional
        File in the shape of ``data/reference_types.toml``; the report's four illustrations when left out.
    codebook : Codebook, optional
        Codebook that the codes must stand in; the packaged one when left out.

    Raises
    ------
    LexiconError
        Listing every mistake in the file.

    Examples
    --------
    >>> load_reference_types().ids
    ['gered_door_uitbuiter', 'van_hand_tot_hand', 'vlucht_naar_toekomst', 'gevallen_voor_klant']
    """
    file: Traversable = data_root("typology").joinpath("reference_types.toml") if path is None else Path(path)
    codebook = codebook or load_codebook()
    content = read_toml(file)
    problems = list(_problems(content, {*codebook.codes, *attribute_ids(codebook)}))
    if problems:
        raise LexiconError(f"{file.name} has mistakes:\n" + "\n".join(f"  {problem}" for problem in problems))
    labels = {value.id: value.label_nl for value in codebook.values["typologie"].values()}
    types = tuple(
        ReferenceType(
            id=entry["id"],
            label_nl=str(entry.get("label_nl") or labels.get(entry["id"]) or entry["id"].replace("_", " ")),
            speaks_for=entry["for"],
            speaks_against=entry.get("against", {}),
        )
        for entry in content["type"]
    )
    scoring = Scoring(**content.get("scoring", {}))
    return ReferenceSet(types, replace(scoring, exploitation=tuple(scoring.exploitation)))


def _problems(content: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    entries = content.get("type")
    if not isinstance(entries, list) or not entries:
        yield "there is no [[type]]; give at least one"
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        name = entry.get("id")
        if not isinstance(name, str) or not name or name == NO_TYPE:
            yield f"type {number}: needs an id, another than '{NO_TYPE}'"
            continue
        if name in seen:
            yield f"type {name}: stands in the file twice"
        seen.add(name)
        yield from (f"type {name}: {key} is not known" for key in sorted(set(entry) - {"id", "label_nl", "for", "against"}))
        yield from _weight_problems(name, entry, known)
    yield from _scoring_problems(content.get("scoring", {}))


def _weight_problems(name: str, entry: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    if not entry.get("for"):
        yield f"type {name}: no code speaks for it; give a table [type.for]"
    for side in ("for", "against"):
        for code, weight in entry.get(side, {}).items():
            if code not in known:
                yield f"type {name}: {side}: {code} is no code of the codebook"
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not weight > 0:
                yield f"type {name}: {side}: the weight of {code} must be a number above 0"
    for code in sorted(set(entry.get("for", {})) & set(entry.get("against", {}))):
        yield f"type {name}: {code} speaks both for and against it"


def _scoring_problems(scoring: Mapping[str, Any]) -> Iterator[str]:
    defaults = {field.name: field.default for field in fields(Scoring)}
    for key, value in scoring.items():
        if key not in defaults:
            yield f"scoring: {key} is not known; choose from {', '.join(defaults)}"
        elif key == "exploitation":
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield "scoring: exploitation must be a list of dimensions"
        elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            yield f"scoring: {key} must be a number of 0 or more"
