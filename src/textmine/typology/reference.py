"""The nearest reference type of a narrative, with a margin, and `geen` when none fits."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from textmine.typology.arrays import Floats
from textmine.typology.features import dimension_of, presence_values
from textmine.typology.profiles import NO_TYPE, ReferenceSet, ReferenceType, Scoring, load_reference_types


class ReferenceMatcher(BaseEstimator):  # type: ignore[misc]
    """Score narratives against reference types.

    Parameters
    ----------
    path : Path, optional
        File with reference types; the report's four illustrations when left out.
    uncertain : float
        What onzeker counts for, 0 to 1.

    Attributes
    ----------
    reference_ : ReferenceSet
        The types.

    Notes
    -----
    ``score = (1 + h) F / (F + A + h T)`` with F and A the weights of what was found for and against, and T the weight of all
    codes for the type that the table has a column for: a type is not blamed for codes that nobody looked for. This is
    Tversky's (1977) ratio of shared and distinct features, rescaled so that a complete and uncontradicted story scores 1.

    Examples
    --------
    >>> found = ["machtsmiddel.voodoo", "machtsmiddel.schuldbinding", "beeindiging.ontsnapping", "facilitator.madam"]
    >>> codes = pd.DataFrame({"narrative_id": ["1"], **{code: ["aanwezig"] for code in found}})
    >>> ReferenceMatcher().fit(codes).predict(codes).tolist()
    ['vlucht_naar_toekomst']
    """

    def __init__(self, *, path: Path | None = None, uncertain: float = 0.5) -> None:
        self.path = path
        self.uncertain = uncertain

    def fit(self, X: pd.DataFrame | None = None, y: Any = None) -> Self:
        """Read the reference types; nothing is learned from the narratives."""
        self.reference_ = load_reference_types(self.path)
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Return the scores: a row a narrative, a column a type."""
        check_is_fitted(self)
        return type_scores(presence_values(X, uncertain=self.uncertain), self.reference_)

    def match(self, X: pd.DataFrame) -> pd.DataFrame:
        """Return ``reference_type``, ``reference_score``, ``margin`` and ``reference_reason`` of every narrative."""
        scores = self.transform(X)
        present = presence_values(X, uncertain=0.0)
        return decide(scores, count_codes(present), shows_exploitation(present, self.reference_.scoring), self.reference_.scoring)

    def predict(self, X: pd.DataFrame) -> NDArray[np.object_]:
        """Return the reference type of every narrative, or ``geen``."""
        return np.asarray(self.match(X)["reference_type"], dtype=object)

    def explain(self, X: pd.DataFrame) -> pd.DataFrame:
        """Return the table ``reference_scores``: per narrative and type the score and the codes that spoke for and against."""
        check_is_fitted(self)
        values = presence_values(X, uncertain=self.uncertain)
        scores = type_scores(values, self.reference_)
        rows = []
        for narrative_id, values_row, scores_row in zip(values.index, values.to_numpy(), scores.to_numpy(), strict=True):
            found = {code: value for code, value in zip(values.columns, values_row.tolist(), strict=True) if value}
            for kind, score in zip(self.reference_.types, scores_row, strict=True):
                rows.append((narrative_id, kind.id, score, _spoke(found, kind.speaks_for), _spoke(found, kind.speaks_against)))
        return pd.DataFrame(rows, columns=["narrative_id", "reference_type", "score", "spoke_for", "spoke_against"])


def type_scores(values: pd.DataFrame, reference: ReferenceSet) -> pd.DataFrame:
    """Return the score in [0, 1] of every row for every type; rows may also be mean profiles of clusters."""
    half_share = reference.scoring.half_share
    return pd.DataFrame({kind.id: _score(values, kind, half_share) for kind in reference.types}, index=values.index)


def _score(values: pd.DataFrame, kind: ReferenceType, half_share: float) -> Floats:
    found_for, total = _weigh(values, kind.speaks_for)
    found_against, _ = _weigh(values, kind.speaks_against)
    whole = found_for + found_against + half_share * total
    return np.divide((1 + half_share) * found_for, whole, out=np.zeros(len(values)), where=whole > 0)


def _weigh(values: pd.DataFrame, weights: Mapping[str, float]) -> tuple[Floats, float]:
    columns = [code for code in weights if code in values.columns]
    given = np.array([weights[code] for code in columns], dtype=float)
    return values[columns].to_numpy(dtype=float) @ given, float(given.sum())


def count_codes(present: pd.DataFrame) -> pd.Series:
    """Return how many codes each narrative holds; attributes of the victim are no codes."""
    return present[[column for column in present.columns if dimension_of(column) != "slachtoffer"]].sum(axis=1)


def shows_exploitation(present: pd.DataFrame, scoring: Scoring) -> pd.Series:
    """Return whether a narrative holds at least one code of the dimensions that are exploitation."""
    return present[[column for column in present.columns if dimension_of(column) in scoring.exploitation]].any(axis=1)


def decide(scores: pd.DataFrame, n_codes: pd.Series, exploited: pd.Series, scoring: Scoring) -> pd.DataFrame:
    """Choose the best type of each row, or ``geen`` with the reason.

    The score and the margin are those of the best type also where the answer is ``geen``, so that a reader sees how near it
    was. With one type the margin is its score.
    """
    ordered = -np.sort(-scores.to_numpy(), axis=1)
    best = ordered[:, 0]
    margin = best - (ordered[:, 1] if ordered.shape[1] > 1 else 0.0)
    reasons = {
        "geen_uitbuiting": ~exploited.to_numpy(dtype=bool),
        "te_weinig_codes": n_codes.to_numpy() < scoring.min_codes,
        "score_te_laag": best < scoring.min_score,
        "marge_te_klein": margin < scoring.min_margin,
    }
    reason = np.select(list(reasons.values()), list(reasons), default="")
    names = np.asarray(scores.columns, dtype=object)[scores.to_numpy().argmax(axis=1)]
    return pd.DataFrame(
        {
            "reference_type": np.where(reason == "", names, NO_TYPE),
            "reference_score": best,
            "margin": margin,
            "reference_reason": reason,
        },
        index=scores.index,
    )


def _spoke(found: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """Join the found codes, the heaviest first."""
    heard = {code: found[code] * weight for code, weight in weights.items() if code in found}
    return ";".join(sorted(heard, key=lambda code: (-heard[code], code)))
