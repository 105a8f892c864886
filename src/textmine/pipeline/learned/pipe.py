"""The pipe of the second opinion: how much each sentence tells of each code, by the learned models."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from textmine.errors import ModelError
from textmine.pipeline.learned.features import Weights
from textmine.pipeline.learned.model import CodeModel, load_model
from textmine.pipeline.learned.sentences import Reading
from textmine.pipeline.state import state
from textmine.resources import folder_hash, model_folder

EMBEDDED: Final = "nl_textmine_codes"
"""Name of the models that come with textmine."""
_BATCH: Final = 2000
"""Sentences whose features are held at a time."""


class Scored(NamedTuple):
    """The sentences of a Doc with the scores that the learned models give them, a row a sentence."""

    model: CodeModel
    readings: list[Reading]
    scores: Weights


@Language.factory("textmine_learned", requires=["doc.sents"], default_config={"model": EMBEDDED})
class LearnedPipe:
    """Write the scores of the learned models to a Doc's findings.

    Parameters
    ----------
    nlp : Language
    name : str
    model : str
        Name of the embedded models or a folder with others; empty to do without.

    Attributes
    ----------
    model : CodeModel or None
    fingerprint : str
        Hash of the model's files: with other models the codings of a run are made again.

    Raises
    ------
    ModelError
        When there is no such model.
    """

    def __init__(self, nlp: Language, name: str, model: str) -> None:
        self.name = name
        folder = _folder(model) if model else None
        self.model: CodeModel | None = load_model(folder) if folder else None
        self.fingerprint = folder_hash(folder) if folder else ""

    def __call__(self, doc: Doc) -> Doc:
        """Score every sentence; the codings are made of it when frames have been heard."""
        if self.model is not None:
            readings = self.model.reader.read(doc)
            batches = [self.model.scores(readings[first : first + _BATCH]) for first in range(0, max(1, len(readings)), _BATCH)]
            state(doc)["scored"] = Scored(self.model, readings, np.concatenate(batches))
        return doc


def _folder(model: str) -> Path:
    folder = model_folder(model) if model == EMBEDDED else Path(model)
    if folder is None or not folder.is_dir():
        raise ModelError(
            f"{model}: there are no such models of codes; make them with textmine train codes, or reinstall textmine"
        )
    return folder
