"""All tables of an evaluation in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from spacy.language import Language

from textmine.codebook import load_codebook
from textmine.codings.quoted import CodedNarrative
from textmine.validation.evaluation.errors import ERROR_COLUMNS, error_rows
from textmine.validation.evaluation.judged import Judged, judged
from textmine.validation.evaluation.measures import MEASURE_COLUMNS, measure_rows
from textmine.validation.evaluation.scores import SCORE_COLUMNS, score_rows


@dataclass(frozen=True)
class Evaluation:
    """The tables of an evaluation.

    Attributes
    ----------
    scores : DataFrame
        Scope, name, value, counts, precision, recall, F1 with its interval.
    measures : DataFrame
        Shares with intervals: attribution, evidence, background, innocent narratives, actors.
    errors : DataFrame
        A row for every code of a narrative on which program and coder differ.
    n_narratives : int
    """

    scores: pd.DataFrame
    measures: pd.DataFrame
    errors: pd.DataFrame
    n_narratives: int

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the names under which they are written."""
        return {"evaluation_scores": self.scores, "evaluation_measures": self.measures, "evaluation_errors": self.errors}

    def totals(self) -> Evaluation:
        """Return it without the rows of codes and narratives: what may be seen of a part that is kept unseen."""
        scores = self.scores[self.scores["scope"] != "code"].reset_index(drop=True)
        return Evaluation(scores, self.measures, self.errors.iloc[:0], self.n_narratives)


def evaluate(nlp: Language, narratives: Sequence[CodedNarrative], *, n_boot: int = 1000, seed: int = 0) -> Evaluation:
    """Compare a pipeline with a coder on narratives.

    Parameters
    ----------
    nlp : Language
        What :func:`textmine.load` returns.
    narratives : sequence of CodedNarrative
        What :func:`textmine.codings.quoted.read_quoted` returns; not empty.
    n_boot, seed : int
        Draws of the bootstrap and the start of its random numbers.

    Raises
    ------
    ValueError
        When there is no narrative.

    Examples
    --------
    >>> from textmine.pipeline import load
    >>> from textmine.records import Coding
    >>> text = "SO werkt achter het raam. VE slaat haar."
    >>> coded = CodedNarrative("1", text, "registratie", (Coding("locatie.raam", start=10, end=24, text="achter het raam"),))
    >>> scores = evaluate(load(only="frames"), [coded], n_boot=10).scores
    >>> scores[(scores["scope"] == "code") & (scores["name"] == "locatie.raam")]["tp"].tolist()
    [1]
    """
    if not narratives:
        raise ValueError("there are no narratives to evaluate on")
    return compare(list(judged(nlp, narratives)), n_boot=n_boot, seed=seed)


def compare(cases: Sequence[Judged], *, n_boot: int, seed: int) -> Evaluation:
    """Make the tables of narratives that were judged by two; a second coder can stand in the program's place."""
    codes = list(load_codebook().codes)
    scores = pd.DataFrame(score_rows(cases, codes, n_boot, seed), columns=list(SCORE_COLUMNS))
    return Evaluation(
        scores.astype(dict.fromkeys(("n_gold", "tp", "fp", "fn"), "Int64")),
        pd.DataFrame(measure_rows(cases, n_boot, seed), columns=list(MEASURE_COLUMNS)),
        pd.DataFrame(error_rows(cases, codes), columns=list(ERROR_COLUMNS)),
        len(cases),
    )
