"""Meaning to numbers: the vectors of a sentence model, without what all narratives share."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from textmine.typology.arrays import Floats
from textmine.typology.distance import unit_rows
from textmine.typology.sentence_models import EMBEDDED, SentenceModel, load_sentence_model


class SentenceEmbedder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Mean sentence embedding of a narrative, seen from the centre of the fitted narratives.

    Parameters
    ----------
    model : str
        Name or folder of a sentence model on this machine, see `load_sentence_model`; the embedded one when left out.
    centre : bool
        Whether the mean of the fitted narratives is subtracted.
    passage_words : int
        A narrative is embedded in passages of this many words and their mean is taken. Models cut off what is longer than
        their window, mostly 128 to 512 word pieces, and the end of a dossier must count as well.
    batch_size : int
        Passages a batch. Fixed, because the last bits of an embedding can depend on it.

    Attributes
    ----------
    mean_ : ndarray
        Mean of the fitted narratives that have words; zeros when `centre` is false or there is no such narrative.
    n_features_ : int
        Dimensions of the model.

    Notes
    -----
    Narratives on one subject all point the same way, and that common direction hides how they differ; subtracting the mean is the
    simplest form of Mu and Viswanath (2018), "All-but-the-top". Rows have unit length; an empty text has a row of zeros.

    Examples
    --------
    >>> rows = SentenceEmbedder().fit_transform(["Hij nam haar geld af.", "Zij gaf haar geld af.", "De deur ging op slot."])
    >>> bool(rows[0] @ rows[1] > rows[0] @ rows[2])
    True
    """

    def __init__(self, model: str = EMBEDDED, *, centre: bool = True, passage_words: int = 80, batch_size: int = 32) -> None:
        self.model = model
        self.centre = centre
        self.passage_words = passage_words
        self.batch_size = batch_size

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Learn the mean of masked texts.

        Raises
        ------
        ModelError
            When the model is not on this machine or cannot be loaded.
        """
        rows = self._embed(X)
        self.n_features_ = rows.shape[1]
        filled = rows[rows.any(axis=1)]
        self.mean_ = filled.mean(axis=0) if self.centre and len(filled) > 1 else np.zeros(self.n_features_)
        return self

    def transform(self, X: Sequence[str]) -> Floats:
        """Return one row for each text."""
        check_is_fitted(self)
        rows = self._embed(X)
        return unit_rows(np.where(rows.any(axis=1, keepdims=True), rows - self.mean_, 0.0))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return ``zin_0``, ``zin_1`` and so on."""
        check_is_fitted(self)
        return np.asarray([f"zin_{i}" for i in range(self.n_features_)], dtype=object)

    def _embed(self, texts: Sequence[str]) -> Floats:
        passages: list[str] = []
        owners: list[int] = []
        for row, text in enumerate(texts):
            words = text.split()
            chunks = [" ".join(words[i : i + self.passage_words]) for i in range(0, len(words), self.passage_words)]
            passages += chunks
            owners += [row] * len(chunks)
        vectors = self._load().encode(passages or [""], batch_size=self.batch_size)
        result = np.zeros((len(texts), vectors.shape[1]))
        np.add.at(result, owners, unit_rows(np.asarray(vectors, dtype=float))[: len(passages)])
        return unit_rows(result)

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = super().__getstate__()
        return {name: value for name, value in state.items() if name != "_loaded"}

    def _load(self) -> SentenceModel:
        loaded: SentenceModel | None = getattr(self, "_loaded", None)
        if loaded is None:
            self._loaded = loaded = load_sentence_model(self.model)
        return loaded
