"""Two coders side by side: counts, statistics with intervals, and the list of where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from textmine.validation.agreement import STATISTICS, FloatArray, pair_scores, two_by_two
from textmine.validation.bootstrap import Interval, percentile_interval, resample_weights
from textmine.validation.narratives import FoldUncertain, fold, n_categories

MIN_POSITIVE = 5
WITH_INTERVAL = tuple(name for name in STATISTICS if name != "percent")
AGREEMENT_COLUMNS = (
    *("comparison", "kind", "scope", "code", "n", "tp", "fp", "fn", "tn", "prevalence", "percent"),
    *(column for name in WITH_INTERVAL for column in (name, f"{name}_low", f"{name}_high")),
    "note",
)
DISAGREEMENT_COLUMNS = ("comparison", "narrative_id", "code", "value_a", "value_b")

Kind = Literal["coder_coder", "program_coder"]


@dataclass(frozen=True)
class Pair:
    """The values of two coders on the same narratives (rows) and codes (columns); `b` is the standard.

    ``cases`` names the case of each narrative, which the bootstrap draws as a whole.
    """

    name: str
    kind: Kind
    a: pd.DataFrame
    b: pd.DataFrame
    cases: Sequence[Hashable]


def agreement_rows(pair: Pair, fold_uncertain: FoldUncertain, n_boot: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of the ``agreement`` table: each code, each dimension, all codes, and the mean over codes.

    Notes
    -----
    A unit is a narrative for a code, and a narrative with a code for a dimension and for ``alle``, where all codes count
    (micro). ``alle_macro`` is the mean over the codes that are present often enough to have statistics, of each statistic
    where it is defined; its counts are the sums over those codes.
    """
    codes = list(pair.a.columns)
    weights = np.vstack([np.ones(len(pair.a)), resample_weights(pair.cases, n_boot, seed)])
    by_code = _tables(pair, weights, fold_uncertain)
    scopes = _scopes(codes)
    tables = np.stack([by_code[:, members].sum(axis=1) for _, _, members in scopes], axis=1)

    frequent = np.flatnonzero(_positives(two_by_two(by_code[0]), pair.kind) >= MIN_POSITIVE)
    pooled = by_code[:, frequent].sum(axis=1, keepdims=True)
    counts = two_by_two(np.concatenate([tables, pooled], axis=1)[0])
    scores = {name: np.concatenate([values, _mean(values[:, frequent])], axis=1) for name, values in pair_scores(tables).items()}
    intervals = {name: percentile_interval(scores[name][1:]) for name in WITH_INTERVAL}
    enough = _positives(counts, pair.kind) >= MIN_POSITIVE

    for i, (scope, code, _) in enumerate([*scopes, ("alle_macro", "", frequent)]):
        if counts["n"][i]:
            row: dict[str, Any] = {"comparison": pair.name, "kind": pair.kind, "scope": scope, "code": code}
            row |= {name: int(values[i]) for name, values in counts.items()}
            row["prevalence"] = float((counts["tp"][i] + counts["fn"][i]) / counts["n"][i])
            yield row | (_statistics(i, scores, intervals) if enough[i] else _counts_only())


def disagreement_rows(pair: Pair, fold_uncertain: FoldUncertain) -> Iterator[dict[str, str]]:
    """Yield a row for each narrative and code on which two coders differ after folding."""
    a, b = fold(pair.a, fold_uncertain), fold(pair.b, fold_uncertain)
    left, right = pair.a.to_numpy(object), pair.b.to_numpy(object)
    for i, j in np.argwhere((a != b) & (a >= 0) & (b >= 0)):
        values = (pair.name, pair.a.index[i], pair.a.columns[j], left[i, j], right[i, j])
        yield dict(zip(DISAGREEMENT_COLUMNS, values, strict=True))


def _tables(pair: Pair, weights: FloatArray, fold_uncertain: FoldUncertain) -> FloatArray:
    """Count value pairs for each row of weights and each code, in an array of shape (weights, codes, q, q)."""
    q = n_categories(fold_uncertain)
    a, b = fold(pair.a, fold_uncertain), fold(pair.b, fold_uncertain)
    both = (a >= 0) & (b >= 0)
    cell = np.where(both, a * q + b, 0)
    indicators = np.eye(q * q)[cell] * both[..., None]
    return (weights @ indicators.reshape(len(pair.a), -1)).reshape(len(weights), -1, q, q)


def _scopes(codes: Sequence[str]) -> list[tuple[str, str, list[int]]]:
    """Return scope, name and member columns: single codes, dimensions in the order of the codes, everything."""
    dimensions: dict[str, list[int]] = {}
    for j, code in enumerate(codes):
        dimensions.setdefault(code.partition(".")[0], []).append(j)
    return [
        *(("code", code, [j]) for j, code in enumerate(codes)),
        *(("dimensie", name, members) for name, members in dimensions.items()),
        ("alle", "", list(range(len(codes)))),
    ]


def _positives(counts: dict[str, FloatArray], kind: Kind) -> FloatArray:
    """How often the standard says aanwezig; without a standard, how often the coder who says it least does."""
    true = counts["tp"] + counts["fn"]
    return true if kind == "program_coder" else np.minimum(true, counts["tp"] + counts["fp"])


def _mean(values: FloatArray) -> FloatArray:
    """Mean over the last axis of what is defined, NaN where nothing is; keeps the axis."""
    defined = ~np.isnan(values)
    n = defined.sum(axis=-1, keepdims=True)
    total = np.where(defined, values, 0.0).sum(axis=-1, keepdims=True)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)


def _statistics(i: int, scores: dict[str, FloatArray], intervals: dict[str, Interval]) -> dict[str, Any]:
    row: dict[str, Any] = {name: float(values[0, i]) for name, values in scores.items()}
    for name, interval in intervals.items():
        row[f"{name}_low"], row[f"{name}_high"] = float(interval.low[i]), float(interval.high[i])
    undefined = {name: float(interval.undefined[i]) for name, interval in intervals.items() if interval.undefined[i] > 0}
    constant = [name for name in intervals if name not in undefined and np.isnan(row[f"{name}_low"])]
    notes = []
    if undefined:
        shares = (f"{name} {max(1, round(100 * share))} %" for name, share in undefined.items())
        notes.append(f"niet te berekenen in een deel van de trekkingen: {', '.join(shares)}")
    if constant:
        notes.append(f"geen interval, in alle trekkingen gelijk: {', '.join(constant)}")
    return row | {"note": "; ".join(notes)}


def _counts_only() -> dict[str, Any]:
    statistics = AGREEMENT_COLUMNS[AGREEMENT_COLUMNS.index("percent") : -1]
    return dict.fromkeys(statistics, float("nan")) | {"note": f"minder dan {MIN_POSITIVE} keer aanwezig: alleen aantallen"}
