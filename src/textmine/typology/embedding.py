"""Meaning to numbers: a sentence-transformers model in a local folder, loaded when it is first used."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from textmine.errors import ModelError
from textmine.typology.arrays import Floats
from textmine.typology.distance import unit_rows


class SentenceEmbedder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Mean sentence embedding of a narrative, from a model folder on this machine.

    Parameters
    ----------
    path : str
        Folder that sentence-transformers wrote with ``model.save``. Names on a hub are refused: nothing is downloaded.
    passage_words : int
        A narrative is embedded in passages of this many words and their mean is taken. Models cut off what is longer than
        their window, mostly 128 to 512 word pieces, and the end of a dossier must count as well.
    batch_size : int
        Passages a batch. Fixed, because the last bits of an embedding can depend on it.

    Notes
    -----
    Rows have unit length; an empty text has a row of zeros.
    """

    def __init__(self, path: str, *, passage_words: int = 80, batch_size: int = 32) -> None:
        self.path = path
        self.passage_words = passage_words
        self.batch_size = batch_size

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Check that the model is there; nothing is learned.

        Raises
        ------
        ModelError
            When the folder is missing or holds no sentence model.
        """
        self._load()
        return self

    def transform(self, X: Sequence[str]) -> Floats:
        """Return one row for each text."""
        model = self._load()
        passages: list[str] = []
        owners: list[int] = []
        for row, text in enumerate(X):
            words = text.split()
            chunks = [" ".join(words[i : i + self.passage_words]) for i in range(0, len(words), self.passage_words)]
            passages += chunks
            owners += [row] * len(chunks)
        vectors = model.encode(passages or [""], batch_size=self.batch_size, show_progress_bar=False, convert_to_numpy=True)
        result = np.zeros((len(X), vectors.shape[1]))
        np.add.at(result, owners, unit_rows(np.asarray(vectors, dtype=float))[: len(passages)])
        return unit_rows(result)

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name != "_model"}

    def _load(self) -> Any:
        loaded = getattr(self, "_model", None)
        if loaded is None:
            self._model = loaded = _load_model(Path(self.path))
        return loaded


def _load_model(folder: Path) -> Any:
    if not (folder / "modules.json").is_file():
        raise ModelError(
            f"{folder}: no sentence model here (modules.json is missing); give the folder that model.save wrote, "
            "or leave the embedder out to use the words of the texts"
        )
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  (imports torch: seconds, only when asked for)

    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # the library raises whatever its parts raise: OSError, KeyError, SafetensorError ...
        raise ModelError(f"{folder}: the sentence model cannot be loaded ({type(error).__name__}); save it again") from error
