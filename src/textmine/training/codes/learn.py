"""Learn from a user's own hand codings: the shipped corpora and theirs together, and what that gains on their own narratives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from textmine.codings.hand import HandCodings
from textmine.codings.quoted import CodedNarrative
from textmine.codings.sheet import TYPOLOGIE
from textmine.errors import InputError
from textmine.pipeline.build import load
from textmine.pipeline.learned.features import FeatureSpace
from textmine.pipeline.learned.model import CodeModel
from textmine.records import Coding, Narrative
from textmine.resources import corpora_folder
from textmine.training.codes.fit import VALUES, Bools, Progress, Table, by_narrative, fit_weights, held_out_scores, read_values
from textmine.training.codes.recipe import FOLDS, Material, fit_scored, neutral_words, read_material
from textmine.training.codes.sources import Examples

OWN: Final = "eigen"
FEWEST: Final = 10
"""Narratives with evidence that are needed to learn from."""
GAIN_COLUMNS: Final = ("name", "n_told", "f1_before", "f1_after")


@dataclass(frozen=True)
class Learned:
    """What was learned.

    Attributes
    ----------
    model : CodeModel
    gain : DataFrame
        F1 of the sentence models on the user's narratives: by models that saw none of them, and by models that saw all but a fifth, the
        one that is judged being in that fifth. A row a dimension, and one for all codes.
    n_narratives, n_codings, n_without_place : int
        What was learned from, and the codings of whole narratives, which say no sentence and cannot be learned from.
    """

    model: CodeModel
    gain: pd.DataFrame
    n_narratives: int
    n_codings: int
    n_without_place: int

    def lines(self) -> Iterator[str]:
        """Yield what was gained as lines of text."""
        yield (
            f"{self.n_narratives} narratives, {self.n_codings} codings with a place; {self.n_without_place} codings of whole narratives "
            "were not used"
        )
        yield f"{'F1 on these narratives':32} {'told':>6} {'before':>8} {'after':>8}"
        for row in self.gain.to_dict("records"):
            yield f"  {row['name']:30} {row['n_told']:6} {row['f1_before']:8.3f} {row['f1_after']:8.3f}"


def coded_by_hand(narratives: Iterable[Narrative], hand: HandCodings) -> tuple[list[CodedNarrative], int]:
    """Return the narratives that a coder coded with evidence, and the number of codings without a place.

    Of several coders of a narrative the first by name is taken, so that one disagreement does not teach both ways.
    """
    coder_of: dict[str, str] = {}
    for narrative_id, coder in sorted(hand.coded):
        coder_of.setdefault(narrative_id, coder)
    placed: dict[str, list[Coding]] = {}
    without = 0
    for coding in hand.codings:
        if coding.code == TYPOLOGIE or coder_of.get(coding.narrative_id) != coding.coder:
            continue
        if coding.start is None or coding.end is None:
            without += 1
            continue
        placed.setdefault(coding.narrative_id, []).append(
            Coding(coding.code, coding.value, start=coding.start, end=coding.end, text=coding.text or "")
        )
    found = [
        CodedNarrative(narrative.id, narrative.text, "", tuple(placed[narrative.id]))
        for narrative in narratives
        if narrative.id in placed
    ]
    return found, without


def learn(
    narratives: Sequence[CodedNarrative],
    *,
    without_place: int = 0,
    corpora: Path | None = None,
    seed: int = 0,
    progress: Progress = print,
) -> Learned:
    """Train models of codes on the shipped corpora and a user's narratives together.

    Parameters
    ----------
    narratives : sequence of CodedNarrative
        What :func:`coded_by_hand` returned.
    without_place : int
        Codings without a place, for the report.
    corpora : Path, optional
        Another folder than the corpora that come with textmine.
    seed : int
        Decides which narratives are held out together.
    progress : callable

    Raises
    ------
    InputError
        When fewer than ten narratives have codings with a place.
    """
    if len(narratives) < FEWEST:
        raise InputError(
            f"{len(narratives)} narratives have hand codings with a place in the text; {FEWEST} are needed to learn from. Codings need "
            "start and end, or a quotation that occurs once in the narrative"
        )
    progress("reading the corpora")
    material = read_material(corpora or corpora_folder())
    own = list(Examples(load(only="frames"), neutral_words()).of_narratives(_apart(narratives), OWN))
    together = Material(material.examples + own, material.narratives)  # a spreadsheet does not say who does what to whom
    space = FeatureSpace.learn(example.reading for example in together.examples)
    table = Table.of(together.examples, space)
    mine = np.array([example.origin == OWN for example in together.examples])
    progress("models that have not seen these narratives")
    weights, biases = fit_weights(table, ~mine)
    before = table.rows @ weights + biases
    after = held_out_scores(table, FOLDS, seed, progress)
    model = fit_scored(together, space, table, after, seed=seed, progress=progress)
    gain = _gain(table, mine, {"f1_before": before, "f1_after": after}, model)
    n_codings = sum(len(narrative.codings) for narrative in narratives)
    return Learned(model, gain, len(narratives), n_codings, without_place)


def _apart(narratives: Iterable[CodedNarrative]) -> list[CodedNarrative]:
    """The narratives under ids that no shipped narrative has."""
    return [CodedNarrative(f"{OWN}/{one.id}", one.text, one.register, one.codings) for one in narratives]


def _gain(table: Table, mine: Bools, scores: dict[str, np.ndarray], model: CodeModel) -> pd.DataFrame:
    dimensions = np.array([code.partition(".")[0] for code in table.codes])
    _, own = np.unique(table.narratives[mine], return_inverse=True)
    gold = by_narrative(table.told[mine], own) == VALUES.index("aanwezig")
    found = {}
    for name, values in scores.items():
        said = np.zeros_like(gold)
        for dimension in set(dimensions):
            columns = np.nonzero(dimensions == dimension)[0]
            read = read_values(values[mine], columns, model.outputs[columns[0]])
            said[:, columns] = by_narrative(read, own) == VALUES.index("aanwezig")
        found[name] = said
    rows = []
    for name, columns in [("alle", np.ones(len(dimensions), bool)), *((d, dimensions == d) for d in dict.fromkeys(dimensions))]:
        if gold[:, columns].any():
            scored = {key: _f1(said[:, columns], gold[:, columns]) for key, said in found.items()}
            rows.append({"name": name, "n_told": int(gold[:, columns].sum()), **scored})
    return pd.DataFrame(rows, columns=list(GAIN_COLUMNS))


def _f1(found: Bools, told: Bools) -> float:
    return float(2 * (found & told).sum() / max(1, found.sum() + told.sum()))
