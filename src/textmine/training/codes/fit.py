"""From examples to weights: a linear support vector machine a code, thresholds by cross-validation over narratives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from textmine.pipeline.learned.features import FeatureSpace, Weights
from textmine.pipeline.learned.gate import GATED, Gate, Summary
from textmine.pipeline.learned.model import Output
from textmine.records import Coding
from textmine.training.codes.sources import Example

VALUES: Final = ("", "aanwezig", "onzeker", "ontkend")
"""Presence as a number: its place; 0 is not told."""
COST: Final = 0.3
TOLD_WEIGHT: Final = 4
"""A sentence that tells a code weighs as much as four that do not."""
MISSED: Final = 0.1
"""Share of the passages about exploitation that the gate may keep out, at every length."""
PASSAGES: Final = (1, 2, 4)
"""Lengths in sentences for which the gate's threshold is set by passages; from twice the last on it is that of whole narratives."""
NEVER: Final = 99.0
_STRENGTH: Final = np.array([0, 3, 2, 1], np.int8)
_OF_STRENGTH: Final = np.array([0, 3, 2, 1], np.int8)
_STEPS: Final = np.arange(-0.9, 0.3, 0.05)
_PRESENCE_STEPS: Final = (-0.6, -0.4, -0.2, 0.0, 0.2, NEVER)

Bools = NDArray[np.bool_]
Values = NDArray[np.int8]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Table:
    """Examples as arrays.

    Attributes
    ----------
    codes : tuple of str
        The codes that at least two examples tell.
    rows : sparse matrix, shape (n_examples, n_features)
    told : array of int8, shape (n_examples, n_codes)
        Places in :data:`VALUES`.
    frames : array of int8, shape (n_examples, n_codes)
        What frames found, as `told`.
    narratives : array of int, shape (n_examples,)
        Number of the example's narrative, -1 for a sentence on its own.
    """

    codes: tuple[str, ...]
    rows: sparse.csr_matrix
    told: Values
    frames: Values
    narratives: NDArray[np.int64]

    @classmethod
    def of(cls, examples: Sequence[Example], space: FeatureSpace) -> Table:
        """Make the arrays."""
        seen = Counter(code for example in examples for code in example.told)
        codes = tuple(sorted(code for code, n in seen.items() if n >= 2))
        told, frames = (
            np.array([[VALUES.index(given.get(code, "")) for code in codes] for given in column], np.int8)
            for column in ([example.told for example in examples], [example.frames for example in examples])
        )
        numbers = {name: number for number, name in enumerate(sorted({e.narrative for e in examples if e.narrative}))}
        narratives = np.array([numbers.get(example.narrative, -1) for example in examples], np.int64)
        return cls(codes, space.matrix([example.reading for example in examples]), told, frames, narratives)


def fit_weights(table: Table, rows: Bools) -> tuple[Weights, Weights]:
    """Fit a model a code on the examples that are chosen, whatever presence they give, then one for denied and one for doubted.

    Returns
    -------
    weights : array of float32, shape (n_features, n_codes + 2)
    biases : array of float32, shape (n_codes + 2,)

    Notes
    -----
    LinearSVC (Fan et al. 2008, LIBLINEAR) with squared hinge loss. Denial is learned from sentences that mention a code, so that it is
    not taken for the absence of the code.
    """
    n_codes = len(table.codes)
    weights = np.zeros((table.rows.shape[1], n_codes + 2), np.float32)
    biases = np.full(n_codes + 2, -NEVER, np.float32)
    chosen = table.rows[rows]
    for column in range(n_codes):
        _fit(chosen, table.told[rows, column] > 0, TOLD_WEIGHT, weights, biases, column)
    places, columns = np.nonzero(table.told[rows] > 0)
    values = table.told[rows][places, columns]
    for column, value in ((n_codes, "ontkend"), (n_codes + 1, "onzeker")):
        _fit(chosen[places], values == VALUES.index(value), 2, weights, biases, column)
    return weights, biases


def _fit(rows: sparse.csr_matrix, told: Bools, weight: int, weights: Weights, biases: Weights, column: int) -> None:
    if 2 <= told.sum() < len(told):
        machine = LinearSVC(C=COST, class_weight={True: weight, False: 1}, max_iter=2000, random_state=0).fit(rows, told)
        weights[:, column], biases[column] = machine.coef_[0], machine.intercept_[0]


def held_out_scores(table: Table, folds: int, seed: int, progress: Progress) -> Weights:
    """Return the scores of the narratives' sentences by models that did not see their narrative; sentences on their own always train.

    Returns
    -------
    array of float32, shape (n_examples, n_codes + 2)
        Rows of sentences on their own are empty (NaN).
    """
    fold_of = np.random.default_rng(seed).permutation(table.narratives.max() + 1) % folds
    scores = np.full((len(table.told), len(table.codes) + 2), np.nan, np.float32)
    own = np.where(table.narratives >= 0, fold_of[table.narratives], -1)
    for fold in range(folds):
        progress(f"cross-validation: part {fold + 1} of {folds}")
        weights, biases = fit_weights(table, own != fold)
        scores[own == fold] = table.rows[own == fold] @ weights + biases
    return scores


def choose_thresholds(table: Table, scores: Weights, gate: Gate) -> tuple[Output, ...]:
    """Return for each dimension the thresholds with the best F1 over (narrative, code, presence), with the gate at work."""
    open_ = np.array([gate.opens(values) for values in summaries(table, scores)])
    dimensions = np.array([code.partition(".")[0] for code in table.codes])
    within = table.narratives >= 0
    own, told, scores = table.narratives[within], table.told[within], scores[within]
    chosen: dict[str, Output] = {}
    for dimension in sorted(set(dimensions)):
        columns = np.nonzero(dimensions == dimension)[0]
        gold = by_narrative(told[:, columns], own)
        options = [
            Output(dimension, float(threshold), denied, doubted)
            for threshold in _STEPS
            for denied in _PRESENCE_STEPS
            for doubted in _PRESENCE_STEPS
        ]
        shut = ~open_ if dimension in GATED else np.zeros(len(open_), bool)
        chosen[dimension] = max(options, key=lambda option: _f1(read_values(scores, columns, option), own, gold, shut))
    return tuple(replace(chosen[dimension], code=code) for code, dimension in zip(table.codes, dimensions, strict=True))


def read_values(scores: Weights, columns: NDArray[np.int64], option: Output) -> Values:
    """Return the values that scores mean under thresholds, a row a sentence."""
    presence = np.where(scores[:, -2] > option.denied, 3, np.where(scores[:, -1] > option.doubted, 2, 1)).astype(np.int8)
    return np.where(scores[:, columns] >= option.threshold, presence[:, None], 0).astype(np.int8)


def by_narrative(values: Values, narratives: NDArray[np.int64]) -> Values:
    """Return the value of every narrative: the strongest of its sentences."""
    strongest = np.zeros((narratives.max() + 1, values.shape[1]), np.int8)
    within = narratives >= 0
    np.maximum.at(strongest, narratives[within], _STRENGTH[values[within]])
    return np.asarray(_OF_STRENGTH[strongest])


def _f1(values: Values, own: NDArray[np.int64], gold: Values, shut: Bools) -> float:
    found = by_narrative(values, own)
    found[shut[:, None] & (found != VALUES.index("ontkend"))] = 0
    hits = int(((found == gold) & (gold > 0)).sum())
    return 2 * hits / max(1, int((found > 0).sum()) + int((gold > 0).sum()))


def fit_gate(table: Table, scores: Weights) -> Gate:
    """Fit what tells narratives about exploitation from others, on scores of models that did not see them.

    Notes
    -----
    Logistic regression with both kinds of narrative weighing the same. The threshold is such that a tenth of the narratives, or passages
    of some length, that tell a means or exploitation are kept out.
    """
    about = [column for column, code in enumerate(table.codes) if code.partition(".")[0] in GATED]
    values = summaries(table, scores)
    tells = (by_narrative(table.told, table.narratives)[:, about] == VALUES.index("aanwezig")).any(axis=1)
    if tells.all() or not tells.any():
        return Gate((0.0,) * values.shape[1], 1.0, ((0.0, 0.0),))
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=0.1, class_weight="balanced").fit((values - middle) / spread, tells)
    weights = fitted.coef_[0] / spread
    gate = Gate(tuple(map(float, weights)), float(fitted.intercept_[0] - weights @ middle), ((0.0, 0.0),))
    told = (table.told[:, about] == VALUES.index("aanwezig")).any(axis=1)
    thresholds = [
        (float(np.log(length)), float(np.quantile(gate.odds(found), MISSED)))
        for length in PASSAGES
        if len(found := _passages(table, scores, told, length))
    ]
    whole = (float(np.log(2 * PASSAGES[-1])), float(np.quantile(gate.odds(values[tells]), MISSED)))
    return replace(gate, thresholds=(*thresholds, whole))


def _passages(table: Table, scores: Weights, told: Bools, length: int) -> NDArray[np.float64]:
    """Return what the gate measures of the passages of some length that tell a means or exploitation."""
    measured = []
    for narrative in range(table.narratives.max() + 1):
        rows = np.nonzero(table.narratives == narrative)[0]
        for first in range(0, len(rows) - length, length):
            passage = rows[first : first + length]
            if told[passage].any():
                measured.append(measured_for_gate(table, scores[passage]))
    return np.array(measured)


def measured_for_gate(table: Table, scores: Weights) -> NDArray[np.float64]:
    """Return what the gate measures of some sentences."""
    summary = Summary(table.codes)
    summary.add(scores)
    return summary.measured()


def summaries(table: Table, scores: Weights) -> NDArray[np.float64]:
    """Return what the gate measures of every narrative, a row each."""
    return np.array(
        [measured_for_gate(table, scores[table.narratives == number]) for number in range(table.narratives.max() + 1)]
    )


def with_usual(outputs: Iterable[Output], codings: Iterable[Coding]) -> tuple[Output, ...]:
    """Add what coders gave most often with each code; a code with fewer than five codings takes its dimension's."""
    usual: dict[str, Counter[tuple[str, str]]] = {}
    for coding in codings:
        for key in (coding.code, coding.code.partition(".")[0]):
            counts = usual.setdefault(key, Counter())
            counts.update((name, getattr(coding, name)) for name in _SAID)
    return tuple(_with(output, _most(usual, output.code)) for output in outputs)


def _with(output: Output, said: Mapping[str, str]) -> Output:
    return Output(output.code, output.threshold, output.denied, output.doubted, output.odds, **said)


_SAID: Final = ("agent", "target", "phase", "source")


def _most(usual: Mapping[str, Counter[tuple[str, str]]], code: str) -> dict[str, str]:
    counts = usual.get(code, Counter())
    if sum(counts.values()) < 5 * len(_SAID):
        counts = usual.get(code.partition(".")[0], counts)
    return {
        name: max((n, value) for (which, value), n in counts.items() if which == name)[1]
        for name in _SAID
        if any(which == name for which, _ in counts)
    }
