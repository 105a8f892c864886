"""Fit the judges: from the held-out scores of sentences to which codes a passage tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

from textmine.pipeline.learned.features import Weights
from textmine.pipeline.learned.gate import GATED, Gate
from textmine.pipeline.learned.judge import OWN, Judge, measure, odds_of, passages
from textmine.pipeline.learned.model import Output
from textmine.training.codes.fit import VALUES, Bools, Table, measured_for_gate

SHORT: Final = (1, 2, 4, 8)
"""Lengths of the passages that narratives are cut into for the judge of short passages."""
SHORT_WEIGHT: Final = 0.25
"""What the passages of one length weigh together, against the whole narrative."""
CONTEXT: Final = 20
"""Directions in which narratives differ that a code may lean on."""
ENOUGH: Final = 5
"""Narratives that must tell a code before it gets a context of its own."""
_STEPS: Final = np.arange(-3.0, 2.0, 0.1)


@dataclass(frozen=True)
class Passages:
    """Passages of narratives as arrays.

    Attributes
    ----------
    measured : array, shape (n, n_codes, OWN)
    shared : array, shape (n, 2)
    told, found : array of bool, shape (n, n_codes)
        What coders, and what frames, found present.
    narratives : array of int, shape (n,)
    whole : array of bool, shape (n,)
        Whether it is a narrative or a passage of a long one, as it will be judged.
    open_ : array of bool, shape (n,)
        Whether the gate lets means through.
    weights : array, shape (n,)
    """

    measured: Weights
    shared: Weights
    told: Bools
    found: Bools
    narratives: NDArray[np.int64]
    whole: Bools
    open_: Bools
    weights: Weights

    def of(self, rows: Bools) -> Passages:
        """Return some of them."""
        return Passages(**{name: getattr(self, name)[rows] for name in self.__dataclass_fields__})


def cut(table: Table, scores: Weights, gate: Gate) -> Passages:
    """Cut the narratives of a table into passages and measure them."""
    rows: list[tuple[int, bool, NDArray[np.int64], float]] = []
    for narrative in range(table.narratives.max() + 1):
        sentences = np.nonzero(table.narratives == narrative)[0]
        rows += [(narrative, True, sentences[part], 1.0) for part in passages(len(sentences))]
        for length in SHORT:
            weight = SHORT_WEIGHT * length / len(sentences)
            rows += [(narrative, False, part, weight) for part in _pieces(sentences, length)]
    gates = [measured_for_gate(table, scores[part]) for _, _, part, _ in rows]
    present = VALUES.index("aanwezig")
    return Passages(
        measured=np.array([measure(scores[part], table.frames[part]) for _, _, part, _ in rows]),
        shared=np.array([[values[-1], gate.odds(values)] for values in gates], np.float32),
        told=np.array([(table.told[part] == present).any(axis=0) for _, _, part, _ in rows]),
        found=np.array([(table.frames[part] == present).any(axis=0) for _, _, part, _ in rows]),
        narratives=np.array([narrative for narrative, *_ in rows]),
        whole=np.array([whole for _, whole, _, _ in rows]),
        open_=np.array([gate.opens(values) for values in gates]),
        weights=np.array([weight for *_, weight in rows], np.float32),
    )


def _pieces(sentences: NDArray[np.int64], length: int) -> Iterator[NDArray[np.int64]]:
    for first in range(0, len(sentences) - length, length):
        yield sentences[first : first + length]


def fit_judge(passages_: Passages, codes: tuple[str, ...]) -> Judge:
    """Fit a judge on passages.

    Notes
    -----
    Two steps. A logistic regression a dimension over each code's own measures, all its codes together, so that rare codes borrow from
    common ones. Then one a code over its log-odds of the first step and the main directions (PCA) in which the highest scores of all
    codes differ between narratives. Both are linear, so they are kept as one set of weights.
    """
    n_codes = len(codes)
    dimensions = np.array([code.partition(".")[0] for code in codes])
    own, shared = np.zeros((n_codes, OWN)), np.zeros((2, n_codes))
    bias, context = np.zeros(n_codes), np.zeros((n_codes, n_codes))
    for dimension in sorted(set(dimensions)):
        columns = np.nonzero(dimensions == dimension)[0]
        weights, constant = _own_weights(passages_, columns)
        own[columns], shared[:, columns], bias[columns] = weights[:OWN], weights[OWN:, None], constant
    highest = passages_.measured[:, :, 0]
    first = (passages_.measured * own).sum(axis=2) + passages_.shared @ shared + bias
    directions = PCA(min(CONTEXT, *(size - 1 for size in highest.shape)), random_state=0).fit(highest)
    scaled = directions.components_.T / np.sqrt(directions.explained_variance_) * 0.4
    around = np.hstack([(highest - directions.mean_) @ scaled, 0.3 * passages_.shared])
    for column in range(n_codes):
        told = passages_.told[:, column]
        if told[passages_.whole].sum() < ENOUGH or told.all():
            continue
        seen = np.hstack([around, 2 * first[:, [column]]])
        model = LogisticRegression(C=0.5, max_iter=300).fit(seen, told, sample_weight=passages_.weights)
        weights, factor = model.coef_[0][:-3], 2 * model.coef_[0][-1]
        context[:, column] = scaled @ weights
        own[column] *= factor
        shared[:, column] = factor * shared[:, column] + 0.3 * model.coef_[0][-3:-1]
        bias[column] = factor * bias[column] + model.intercept_[0] - directions.mean_ @ context[:, column]
    return Judge(*(array.astype(np.float32) for array in (own, context, shared, bias)))


def _own_weights(passages_: Passages, columns: NDArray[np.int64]) -> tuple[NDArray[np.float64], float]:
    measures = passages_.measured[:, columns].reshape(-1, OWN)
    values = np.hstack([measures, np.repeat(passages_.shared, len(columns), axis=0)]).astype(np.float64)
    told = passages_.told[:, columns].ravel()
    if not told.any():
        return np.zeros(values.shape[1]), -10.0
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    fitted = LogisticRegression(max_iter=400).fit((values - middle) / spread, told, np.repeat(passages_.weights, len(columns)))
    weights = fitted.coef_[0] / spread
    return weights, float(fitted.intercept_[0] - weights @ middle)


def fit_judges(passages_: Passages, codes: tuple[str, ...]) -> tuple[Judge, Judge]:
    """Fit the judge of short passages, on passages of all lengths, and that of narratives, on narratives alone."""
    return fit_judge(passages_, codes), fit_judge(passages_.of(passages_.whole), codes)


def held_out_odds(passages_: Passages, codes: tuple[str, ...], folds: int, seed: int) -> Weights:
    """Return the log-odds of the passages by judges that did not see their narrative."""
    fold_of = np.random.default_rng(seed + 1).permutation(passages_.narratives.max() + 1) % folds
    odds = np.zeros(passages_.told.shape, np.float32)
    for fold in range(folds):
        held = fold_of[passages_.narratives] == fold
        judges = fit_judges(passages_.of(~held), codes)
        odds[held] = odds_of(*judges, passages_.measured[held], passages_.shared[held])
    return odds


def with_odds(outputs: tuple[Output, ...], passages_: Passages, odds: Weights) -> tuple[Output, ...]:
    """Add for each dimension the log-odds with the best F1 on narratives, when what frames found present is kept."""
    dimensions = np.array([output.code.partition(".")[0] for output in outputs])
    chosen: dict[str, float] = {}
    for dimension in set(dimensions):
        columns = np.nonzero(dimensions == dimension)[0]
        rows = passages_.whole
        told, found = (array[np.ix_(rows, columns)] for array in (passages_.told, passages_.found))
        likely = odds[np.ix_(rows, columns)]
        let = passages_.open_[rows][:, None] | (dimension not in GATED)
        scores = [(_f1(((likely >= step) | found) & let, told), -abs(step)) for step in _STEPS]
        chosen[dimension] = float(_STEPS[max(range(len(scores)), key=scores.__getitem__)])
    return tuple(replace(output, odds=round(chosen[d], 2)) for output, d in zip(outputs, dimensions, strict=True))


def _f1(found: Bools, told: Bools) -> float:
    return float(2 * (found & told).sum() / max(1, found.sum() + told.sum()))
