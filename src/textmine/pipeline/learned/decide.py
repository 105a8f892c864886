"""From scores to opinions: which codes a narrative tells, and in which sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from textmine.pipeline.learned.features import Weights
from textmine.pipeline.learned.gate import Summary
from textmine.pipeline.learned.judge import Frames, measure, odds_of, passages
from textmine.pipeline.learned.model import CodeModel, Output
from textmine.pipeline.learned.pipe import Scored
from textmine.pipeline.learned.sentences import Reading

_WORDS: Final = 5
"""Words that are kept with an opinion."""


class Opinion(NamedTuple):
    """A sentence that tells a code, by the learned models.

    Attributes
    ----------
    output : Output
        The code, and what is usual with it.
    presence : str
    odds : float
        Log-odds that its passage tells the code.
    start, end : int
        Tokens of the sentence's words.
    words : tuple of (share, first token, token after the last)
        The words that spoke for the code most, in the order of the text, and what each added to the score.
    told : bool
        Whether it became a coding: the sentence alone may say so, and the narrative as a whole not.
    """

    output: Output
    presence: str
    odds: float
    start: int
    end: int
    words: tuple[tuple[float, int, int], ...]
    told: bool = True


def about_exploitation(scored: Scored) -> bool:
    """Whether any passage of a narrative is about exploitation."""
    return any(scored.model.gate.opens(_measured(scored, part)) for part in passages(len(scored.readings)))


def decide(scored: Scored, frames: Frames) -> Iterator[Opinion]:
    """Judge a narrative, passage by passage; yield the opinions in the order of the text.

    Parameters
    ----------
    scored : Scored
    frames : array of int8, shape (n_sentences, n_codes)
        What frames found in the sentences.
    """
    model = scored.model
    for part in passages(len(scored.readings)):
        measured = _measured(scored, part)
        shared = np.array([measured[-1], model.gate.odds(measured)], np.float32)
        odds = odds_of(*model.judges, measure(scored.scores[part], frames[part]), shared)
        yield from _of_passage(model, scored.readings[part], scored.scores[part], odds)


def _measured(scored: Scored, part: slice) -> NDArray[np.float64]:
    summary = Summary([output.code for output in scored.model.outputs])
    summary.add(scored.scores[part])
    return summary.measured()


def _of_passage(model: CodeModel, readings: Sequence[Reading], scores: Weights, odds: Weights) -> Iterator[Opinion]:
    limits = model.limits
    codes = scores[:, : len(model.outputs)]
    told = odds >= limits.odds
    denied, doubted = scores[:, -2:-1] > limits.denied, scores[:, -1:] > limits.doubted
    plain = ~denied & ~doubted
    above = codes >= limits.threshold
    strongest = np.where(plain, codes, codes - 10).argmax(axis=0)
    for missing in np.nonzero(told & ~(above & plain).any(axis=0))[0]:
        row = strongest[missing]  # no sentence says it by itself: the one that comes closest is the evidence
        above[row, missing], denied[row, missing], doubted[row, missing] = True, False, False
    for row in np.nonzero(above.any(axis=1))[0].tolist():
        reading, columns = readings[row], np.nonzero(above[row])[0].tolist()
        shares = model.words(reading, columns)
        for place, column in enumerate(columns):
            presence = "ontkend" if denied[row, column] else "onzeker" if doubted[row, column] else "aanwezig"
            yield Opinion(
                model.outputs[column],
                presence,
                float(odds[column]),
                reading.places[0][0],
                reading.places[-1][1],
                tuple(_strongest(shares[:, place], reading)),
                bool(told[column]) or presence != "aanwezig",
            )


def _strongest(shares: Weights, reading: Reading) -> Iterator[tuple[float, int, int]]:
    for place in sorted(np.argsort(-shares, kind="stable")[:_WORDS]):
        if shares[place] > 0:
            yield (round(float(shares[place]), 2), *reading.places[place])
