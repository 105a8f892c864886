"""What carries likeness among narratives: the type of exploitation, or who and where? With and without masking."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from textmine.errors import InputError
from textmine.pipeline import load
from textmine.training.embedding.evaluation import Encode, separation
from textmine.typology.arrays import Floats
from textmine.typology.distance import unit_rows
from textmine.typology.text import mask_entities

FindEntities = Callable[[Mapping[str, str]], pd.DataFrame]
"""Texts by id in, the table ``entities`` out."""

OTHERS: Mapping[str, tuple[str, str]] = {
    "NATIONALITEIT": ("Poolse", "Nigeriaanse"),
    "LAND": ("Polen", "Nigeria"),
    "PLAATS": ("Deventer", "Maastricht"),
    "PERSOON": ("Kevin", "Samira"),
}
"""What a swap writes instead; the second where the text has the first."""


@dataclass(frozen=True, slots=True)
class CodedNarratives:
    """Narratives with what coders said of them, all by narrative id; ``types`` by coder first, ``origins`` where there is just one."""

    texts: Mapping[str, str]
    types: Mapping[str, Mapping[str, str]]
    origins: Mapping[str, str]


def read_coded(folder: Path) -> CodedNarratives:
    """Read a corpus in the form of ``corpora/bron``: ``narratieven.jsonl`` and a ``codeur_*.jsonl`` for each coder.

    Raises
    ------
    InputError
        When a file is missing.
    """
    coders = sorted(folder.glob("codeur_*.jsonl"))
    if not (folder / "narratieven.jsonl").is_file() or not coders:
        raise InputError(f"{folder}: narratieven.jsonl or codeur_*.jsonl is missing; give a folder such as corpora/bron")
    rows = {path.stem: _rows(path) for path in (folder / "narratieven.jsonl", *coders)}
    origins = {row["id"]: _victims_origins(row["actors"]) for row in rows[coders[0].stem]}
    return CodedNarratives(
        texts={row["id"]: row["text"] for row in rows["narratieven"]},
        types={path.stem: {row["id"]: row["typologie"] for row in rows[path.stem]} for path in coders},
        origins={key: next(iter(found)) for key, found in origins.items() if len(found) == 1},
    )


def pipeline_entities(texts: Mapping[str, str]) -> pd.DataFrame:
    """Find entities with the embedded pipeline."""
    docs = load().pipe(texts.values())
    found = [
        (key, entity.label, entity.start, entity.end) for key, doc in zip(texts, docs, strict=True) for entity in doc._.entities
    ]
    return pd.DataFrame(found, columns=["narrative_id", "label", "start", "end"])


def separation_table(coded: CodedNarratives, encoders: Mapping[str, Encode], find_entities: FindEntities) -> pd.DataFrame:
    """Say how well the nearest neighbour shares the type, and the victims' region of origin, with the texts as they are and masked.

    Origin goes with type (who comes from afar seldom falls for a boy from school), so it is also tested among narratives of one type.

    Returns
    -------
    DataFrame
        ``features``, ``masked``, ``label``, ``n``, ``auc``, ``hit``, ``chance``; see `Separation`.
    """
    masked = mask_entities(coded.texts, find_entities(coded.texts))
    first = next(iter(coded.types.values()))
    tests: list[tuple[str, Mapping[str, str], Mapping[str, str] | None]]
    tests = [(f"type, {coder}", types, None) for coder, types in coded.types.items()]
    tests += [("origin", coded.origins, None), ("origin within a type", coded.origins, first)]
    rows = []
    for name, encode in encoders.items():
        for is_masked, texts in ((False, coded.texts), (True, masked)):
            vectors = _centred(encode(list(texts.values())))
            for label, values, within in tests:
                kept = [(number, key) for number, key in enumerate(texts) if key in values]
                among = None if within is None else [within[key] for _, key in kept]
                found = separation(vectors[[number for number, _ in kept]], [values[key] for _, key in kept], within=among)
                rows.append((name, is_masked, label, found.n, found.auc, found.hit, found.chance))
    return pd.DataFrame(rows, columns=["features", "masked", "label", "n", "auc", "hit", "chance"])


def swap_table(texts: Mapping[str, str], encode: Encode, find_entities: FindEntities) -> pd.DataFrame:
    """Write another nationality, country, place or name into each text, and say how far its vector moves.

    Entities are found again in the changed text before it is masked: what the finder misses moves the masked text as well.

    Returns
    -------
    DataFrame
        ``label``, ``n`` (texts that were changed), ``n_masked`` (those of them that still differ after masking), ``moved`` and
        ``moved_masked``: the median of the cosine distance between a text and its changed self, as a share of the distance to its
        nearest neighbour; texts with a twin are left out.
    """
    entities = find_entities(texts)
    rows = []
    for label in OTHERS:
        changed = swap_entities(texts, entities, label)
        changed = {key: text for key, text in changed.items() if text != texts[key]}
        if not changed:
            continue
        masked = mask_entities(texts, entities)
        masked_again = mask_entities(changed, find_entities(changed))
        moved = [_moved(encode, before, after) for before, after in ((texts, changed), (masked, masked_again))]
        differ = sum(masked[key] != text for key, text in masked_again.items())
        rows.append((label, len(changed), differ, *(float(np.nanmedian(share)) for share in moved)))
    return pd.DataFrame(rows, columns=["label", "n", "n_masked", "moved", "moved_masked"])


def swap_entities(texts: Mapping[str, str], entities: pd.DataFrame, label: str) -> dict[str, str]:
    """Replace every entity of one label by another of its kind; an adjective keeps its ending.

    Examples
    --------
    >>> spans = pd.DataFrame({"narrative_id": ["1"], "label": ["NATIONALITEIT"], "start": [4], "end": [10]})
    >>> swap_entities({"1": "Een Pools paspoort."}, spans.assign(end=9), "NATIONALITEIT")
    {'1': 'Een Nigeriaans paspoort.'}
    """
    chosen = entities[entities["label"] == label].sort_values("start", ascending=False)
    changed = dict(texts)
    for key, start, end in zip(chosen["narrative_id"], chosen["start"], chosen["end"], strict=True):
        text = changed[str(key)]
        changed[str(key)] = text[:start] + _other(text[start:end], label) + text[end:]
    return changed


def _other(found: str, label: str) -> str:
    first, second = OTHERS[label]
    other = second if found.lower().startswith(first.lower()[:4]) else first
    return other if label != "NATIONALITEIT" or found.endswith("e") else other.removesuffix("e")


def _moved(encode: Encode, before: Mapping[str, str], after: Mapping[str, str]) -> Floats:
    """Distance from each text to its changed self, as a share of that to its nearest neighbour, seen from the common centre."""
    rows = unit_rows(encode([*before.values(), *after.values()]))
    rows = unit_rows(rows - rows[: len(before)].mean(axis=0))
    keys = list(before)
    own = np.array([keys.index(key) for key in after])
    likeness = rows[: len(before)] @ rows[: len(before)].T
    np.fill_diagonal(likeness, -np.inf)
    nearest = 1 - likeness.max(axis=1)[own]
    changed = 1 - (rows[own] * rows[len(before) :]).sum(axis=1)
    return np.asarray(np.divide(changed, nearest, out=np.full_like(changed, np.nan), where=nearest > 1e-9))


def _centred(rows: Floats) -> Floats:
    unit = unit_rows(rows)
    return np.asarray(unit - unit.mean(axis=0))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _victims_origins(actors: Sequence[Mapping[str, Any]]) -> set[str]:
    return {region for actor in actors if "slachtoffer" in actor["rol"] for region in actor["herkomst_regio"]}
