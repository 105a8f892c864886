"""Precision, recall and F1 of codes, dimensions and qualifiers over narratives, with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from textmine.validation.agreement import FloatArray
from textmine.validation.bootstrap import percentile_interval, resample_weights
from textmine.validation.evaluation.judged import Judged, dimension

ENOUGH: Final = 5
"""Narratives that must have a code before it counts in a macro average."""
SCORE_COLUMNS: Final = ("scope", "name", "value", "n_gold", "tp", "fp", "fn", "precision", "recall", "f1", "f1_low", "f1_high")


def score_rows(narratives: Sequence[Judged], codes: list[str], n_boot: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield a row for every code, dimension and the whole, for present; then for denied and uncertain.

    Parameters
    ----------
    narratives : sequence of Judged
    codes : list of str
    n_boot, seed : int
        Draws of the percentile bootstrap over narratives.

    Notes
    -----
    Micro averages count every (narrative, code); ``macro`` is the mean F1 of the codes that at least five narratives have.
    """
    pairs = [narrative.values(codes) for narrative in narratives]
    gold, found = (
        np.array([[values[code] for code in codes] for values in side], object).reshape(len(pairs), -1)
        for side in zip(*pairs, strict=True)
    )
    weights = resample_weights([narrative.gold.id for narrative in narratives], n_boot, seed)
    dimensions = np.array([dimension(code) for code in codes])
    groups = [("dimension", name, dimensions == name) for name in dict.fromkeys(dimensions)]
    groups = [("all", "alle", np.ones(len(codes), bool)), *groups]
    for value in ("aanwezig", "ontkend", "onzeker"):
        counts = [(found == value) & (gold == value), (found == value) & (gold != value), (found != value) & (gold == value)]
        for scope, name, columns in groups:
            sums = np.stack([count[:, columns].sum(axis=1) for count in counts], axis=1).astype(float)
            yield _row(scope, name, value, sums, weights)
        if value != "aanwezig":
            continue
        for scope, name, columns in groups:
            yield _macro(scope, name, counts, columns, weights)
        for column, code in enumerate(codes):
            sums = np.stack([count[:, column] for count in counts], axis=1).astype(float)
            if sums.any():
                yield _row("code", code, value, sums, weights)


def _row(scope: str, name: str, value: str, sums: FloatArray, weights: FloatArray) -> dict[str, Any]:
    tp, fp, fn = sums.sum(axis=0)
    interval = percentile_interval(f1_of(weights @ sums))
    return {
        "scope": scope, "name": name, "value": value, "n_gold": int(tp + fn), "tp": int(tp), "fp": int(fp), "fn": int(fn),
        "precision": tp / (tp + fp) if tp + fp else np.nan,
        "recall": tp / (tp + fn) if tp + fn else np.nan,
        "f1": float(f1_of(sums.sum(axis=0))),
        "f1_low": float(interval.low), "f1_high": float(interval.high),
    }  # fmt: skip


def _macro(scope: str, name: str, counts: list[Any], columns: Any, weights: FloatArray) -> dict[str, Any]:
    tp, fp, fn = (count[:, columns].astype(float) for count in counts)
    enough = (tp + fn).sum(axis=0) >= ENOUGH
    row: dict[str, Any] = dict.fromkeys(SCORE_COLUMNS, np.nan)
    row |= {"scope": f"{scope}_macro", "name": name, "value": "aanwezig", "n_gold": int(enough.sum())}
    if enough.any():
        sums = np.stack([part[:, enough] for part in (tp, fp, fn)], axis=2)
        row["f1"] = float(f1_of(sums.sum(axis=0)).mean())
        draws = f1_of(np.einsum("bn,nck->bck", weights, sums))
        interval = percentile_interval(np.nanmean(np.where(np.isnan(draws), 0.0, draws), axis=1))
        row |= {"f1_low": float(interval.low), "f1_high": float(interval.high)}
    return row


def f1_of(counts: FloatArray) -> FloatArray:
    """Return F1 of counts (tp, fp, fn) along the last axis; NaN where there is nothing to find and nothing found.

    Examples
    --------
    >>> float(f1_of(np.array([2.0, 1.0, 1.0])))
    0.6666666666666666
    """
    tp, fp, fn = np.moveaxis(np.asarray(counts, float), -1, 0)
    whole = 2 * tp + fp + fn
    return np.asarray(np.divide(2 * tp, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0), float)
