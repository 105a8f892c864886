"""How far wording generalises: sentences of a batch that was not trained on, code by code, and the learning curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from textmine.pipeline.build import load
from textmine.pipeline.learned.features import FeatureSpace
from textmine.training.codes.fit import Bools, Progress, Table, fit_weights
from textmine.training.codes.recipe import SENTENCES, neutral_words
from textmine.training.codes.sources import Example, Examples, bank_lines

CURVE: Final = (25, 50, 100, 150)
"""Sentences a code that tell it, for the learning curve."""
FIRST_UNSEEN: Final = "F"
"""Batch that is kept unseen for what is done to a victim; another writer than those of the other batches."""
SECOND_UNSEEN: Final = "C"
"""Batch that is kept unseen for all other codes."""
COLUMNS: Final = ("code", "n_told", "n_other", "average_precision", "recall", "near_misses_claimed", "n_near_misses")


def unseen_scores(corpora: Path, *, seed: int = 0, progress: Progress = print) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Train on the batches of the sentence bank but one, and measure on that one.

    Parameters
    ----------
    corpora : Path
        The folder ``corpora`` of the source tree.
    seed : int
        Chooses the sentences of the learning curve.
    progress : callable

    Returns
    -------
    codes : DataFrame
        A row a code: average precision over the unseen sentences of all codes; recall, and near misses of the code that are claimed, at
        the threshold that gives all codes together the best F1.
    curve : DataFrame
        Sentences a code that were trained on, and the mean average precision of the codes.
    """
    examples, lines = _examples(corpora)
    unseen = np.array([batch == _unseen_batch(code) for code, batch, _ in lines])
    space = FeatureSpace.learn(example.reading for example, held in zip(examples, unseen, strict=True) if not held)
    table = Table.of(examples, space)
    codes = np.array([code for code, _, _ in lines])
    near = np.array([sign == "-" for _, _, sign in lines])
    progress("all sentences of the other batches")
    scores = _scores(table, ~unseen, unseen)
    found = pd.DataFrame(_rows(table, scores, unseen, codes, near), columns=list(COLUMNS))
    curve: list[dict[str, Any]] = []
    for size in CURVE:
        progress(f"{size} sentences a code")
        rows = ~unseen & _sample(table, codes, size, seed)
        curve.append({"sentences": size, "average_precision": _mean_precision(table, _scores(table, rows, unseen), unseen)})
    curve.append({"sentences": "all", "average_precision": found["average_precision"].mean()})
    return found, pd.DataFrame(curve)


def _examples(corpora: Path) -> tuple[list[Example], list[tuple[str, str, str]]]:
    make = Examples(load(only="frames"), neutral_words())
    examples, about = [], []
    for line in bank_lines(corpora / SENTENCES):
        for example in make.of_lines([line]):
            examples.append(example)
            about.append((line.code, line.origin.rpartition("/")[2], line.sign))
    return examples, about


def _unseen_batch(code: str) -> str:
    return FIRST_UNSEEN if code.startswith(("machtsmiddel.", "uitbuiting.")) else SECOND_UNSEEN


def _scores(table: Table, trained: Bools, held: Bools) -> Any:
    weights, biases = fit_weights(table, trained)
    return (table.rows[held] @ weights + biases)[:, : len(table.codes)]


def _sample(table: Table, codes: Any, size: int, seed: int) -> Bools:
    """Choose at most so many telling sentences a code, and near misses in the same proportion."""
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(codes), bool)
    for code in table.codes:
        own = np.nonzero(codes == code)[0]
        told = own[table.told[own, table.codes.index(code)] == 1]
        share = min(1.0, size / max(1, len(told)))
        chosen[rng.permutation(own)[: round(share * len(own))]] = True
    return chosen


def _mean_precision(table: Table, scores: Any, held: Bools) -> float:
    told = table.told[held] == 1
    return float(np.mean([average_precision_score(told[:, c], scores[:, c]) for c in range(told.shape[1]) if told[:, c].any()]))


def _rows(table: Table, scores: Any, held: Bools, codes: Any, near: Any) -> Iterator[dict[str, Any]]:
    told = table.told[held] == 1
    threshold = max(np.arange(-0.9, 0.3, 0.05), key=lambda step: _f1(scores >= step, told))
    for column, code in enumerate(table.codes):
        own = told[:, column]
        if not own.any():
            continue
        misses = (codes[held] == code) & near[held]
        claimed = scores[:, column] >= threshold
        yield {
            "code": code,
            "n_told": int(own.sum()),
            "n_other": int((~own).sum()),
            "average_precision": float(average_precision_score(own, scores[:, column])),
            "recall": float(claimed[own].mean()),
            "near_misses_claimed": float(claimed[misses].mean()) if misses.any() else np.nan,
            "n_near_misses": int(misses.sum()),
        }


def _f1(found: Bools, told: Bools) -> float:
    return float(2 * (found & told).sum() / max(1, found.sum() + told.sum()))


def lines_of(found: pd.DataFrame, curve: pd.DataFrame) -> Sequence[str]:
    """Return both tables as Markdown lines.

    Examples
    --------
    >>> curve = pd.DataFrame([{"sentences": 25, "average_precision": 0.5}])
    >>> lines_of(pd.DataFrame(columns=list(COLUMNS)), curve)[-1]
    '| 25 | 0.500 |'
    """
    lines = ["| code | told | average precision | recall | near misses claimed |", "| --- | --- | --- | --- | --- |"]
    for row in found.to_dict("records"):
        claimed = "-" if pd.isna(row["near_misses_claimed"]) else f"{row['near_misses_claimed']:.2f} of {row['n_near_misses']}"
        lines.append(f"| {row['code']} | {row['n_told']} | {row['average_precision']:.2f} | {row['recall']:.2f} | {claimed} |")
    lines += ["", "| sentences a code | mean average precision |", "| --- | --- |"]
    return [*lines, *(f"| {row['sentences']} | {row['average_precision']:.3f} |" for row in curve.to_dict("records"))]
