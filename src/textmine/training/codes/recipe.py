"""The recipe of the shipped models: from the corpora in the source tree to a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textmine.codings.quoted import CodedNarrative, read_quoted
from textmine.errors import InputError
from textmine.pipeline.build import load
from textmine.pipeline.learned.features import FeatureSpace, Weights
from textmine.pipeline.learned.model import CodeModel
from textmine.resources import data_root, read_toml
from textmine.training.codes.fit import (
    Progress,
    Table,
    choose_thresholds,
    fit_gate,
    fit_weights,
    held_out_scores,
    with_usual,
)
from textmine.training.codes.judging import cut, fit_judges, held_out_odds, with_odds
from textmine.training.codes.sources import Example, Examples, bank_lines, bank_narratives

SENTENCES: Final = "zinnenbank"
NARRATIVES: Final = "verhalenbank"
CODED: Final = ("bron", "evaluatie/ontwikkeling")
"""Folders with narratives and their codings; of the evaluation corpus only the part to develop on."""
FOLDS: Final = 5


@dataclass(frozen=True)
class Material:
    """What a model is trained on: its examples, and the narratives whose codings say who does what to whom."""

    examples: list[Example]
    narratives: list[CodedNarrative]


def read_material(corpora: Path, *, only: Sequence[str] | None = None) -> Material:
    """Read the banks and the coded narratives below a folder laid out as ``corpora/``.

    Parameters
    ----------
    corpora : Path
    only : sequence of str, optional
        The batches of the sentence bank that are used, such as ``["A", "B"]``; all otherwise.

    Raises
    ------
    InputError
        When the folder holds none of them.
    """
    make = Examples(load(only="frames"), neutral_words())
    kept = None if only is None else {f"{SENTENCES}/{batch}" for batch in only}
    examples = list(make.of_lines(line for line in bank_lines(corpora / SENTENCES) if kept is None or line.origin in kept))
    examples += make.of_narratives(bank_narratives(corpora / NARRATIVES), NARRATIVES)
    narratives: list[CodedNarrative] = []
    for name in CODED:
        if (corpora / name).is_dir():
            coded, _ = read_quoted(corpora / name)
            examples += make.of_narratives(coded, name)
            narratives += coded
    if not examples:
        raise InputError(
            f"{corpora}: there is no {SENTENCES}, {NARRATIVES} or coded narrative in it; name the folder corpora of the source tree"
        )
    return Material(examples, narratives)


def train_codes(corpora: Path, out: Path, *, seed: int = 0, progress: Progress = print) -> CodeModel:
    """Train the models of codes and save them.

    Parameters
    ----------
    corpora : Path
        The folder ``corpora`` of the source tree.
    out : Path
        Folder for the models; files of the same name are overwritten.
    seed : int
        Decides which narratives are held out together.
    progress : callable
        Called with a word on how it goes.

    Returns
    -------
    CodeModel
    """
    progress("reading the corpora")
    material = read_material(corpora)
    model = fit_model(material, seed=seed, progress=progress)
    model.save(out)
    return model


def fit_model(material: Material, *, seed: int = 0, progress: Progress = print) -> CodeModel:
    """Fit weights on all examples; judges, gate and thresholds by cross-validation over their narratives."""
    space = FeatureSpace.learn(example.reading for example in material.examples)
    table = Table.of(material.examples, space)
    scores = held_out_scores(table, FOLDS, seed, progress)
    return fit_scored(material, space, table, scores, seed=seed, progress=progress)


def fit_scored(
    material: Material, space: FeatureSpace, table: Table, scores: Weights, *, seed: int, progress: Progress
) -> CodeModel:
    """Fit what stands on the held-out scores of the sentences, and the weights on all examples."""
    gate = fit_gate(table, scores)
    passages = cut(table, scores, gate)
    progress("cross-validation of the judges")
    odds = held_out_odds(passages, table.codes, FOLDS, seed)
    outputs = with_odds(choose_thresholds(table, scores, gate), passages, odds)
    judges = fit_judges(passages, table.codes)
    progress("training on everything")
    weights, biases = fit_weights(table, table.narratives >= -1)
    codings = [coding for narrative in material.narratives for coding in narrative.codings if coding.counts]
    about = {
        "sentences": str(len(material.examples)),
        "narratives": str(len({example.narrative for example in material.examples} - {""})),
        "corpora": ", ".join(sorted({example.origin for example in material.examples})),
        "seed": str(seed),
    }
    return CodeModel(space, with_usual(outputs, codings), weights, biases, judges, gate, neutral_words(), about)


def neutral_words() -> dict[str, str]:
    """Return the words that stand for others, so that a coding does not depend on a person's sex."""
    return dict(_pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    for group in read_toml(data_root("training") / "neutral.toml")["group"]:
        for word in group["words"]:
            yield word, group["becomes"]
