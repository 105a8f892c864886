"""Words to numbers: masked TF-IDF, reduced by singular value decomposition. Needs no model and no network."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.utils.validation import check_is_fitted

from textmine.errors import InputError
from textmine.typology.arrays import Floats
from textmine.typology.distance import unit_rows

_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")


def mask_entities(texts: Mapping[str, str], entities: pd.DataFrame | None = None) -> dict[str, str]:
    """Replace names, places, dates and numbers, so that narratives are not grouped by who and where.

    Parameters
    ----------
    texts : mapping of str to str
        Text by narrative_id.
    entities : DataFrame, optional
        The table ``entities``: ``narrative_id, label, start, end``; each span becomes its label. Where spans overlap the
        earliest, and of those the longest, is taken. Rows of other narratives are left alone.

    Returns
    -------
    dict of str to str
        The masked texts; digits outside the spans become ``getal``.

    Raises
    ------
    InputError
        When a span does not lie in its text.

    Examples
    --------
    >>> spans = pd.DataFrame({"narrative_id": ["1"], "label": ["persoon"], "start": [0], "end": [4]})
    >>> mask_entities({"1": "Anna betaalde 2.900 euro."}, spans)
    {'1': 'persoon betaalde getal euro.'}
    """
    spans: dict[str, list[tuple[int, int, str]]] = {}
    if entities is not None:
        columns = (entities[name] for name in ("narrative_id", "start", "end", "label"))
        for narrative_id, start, end, label in zip(*columns, strict=True):
            spans.setdefault(str(narrative_id), []).append((int(start), int(end), str(label)))
    return {key: _masked(key, text, spans.get(key, [])) for key, text in texts.items()}


def _masked(narrative_id: str, text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not 0 <= start < end <= len(text):
            raise InputError(f"entities: narrative {narrative_id}: span {start}-{end} lies outside its {len(text)} characters")
        if start >= position:
            pieces += (_NUMBER.sub("getal", text[position:start]), label)
            position = end
    pieces.append(_NUMBER.sub("getal", text[position:]))
    return "".join(pieces)


class TextProfile(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF of words and, if asked, of characters, reduced to a few dimensions of unit length.

    Parameters
    ----------
    words, chars : tuple of (int, int), optional
        Shortest and longest n-gram of words, and of characters inside words; None leaves that kind out.
    n_components : int
        Dimensions to keep; fewer when there are fewer narratives or terms.
    min_df, max_df : int, float
        A term counts when it occurs in at least `min_df` narratives and at most the share `max_df` of them.
    random_state : int
        Seed of the decomposition.

    Attributes
    ----------
    n_features_ : int
        Dimensions kept; 0 when the narratives share no term, and then the matrix has no columns.

    Notes
    -----
    Latent semantic analysis (Deerwester et al. 1990). Wording follows who writes (police form, care report, verdict) as much
    as what happened, which is why text has a modest weight in the distance.

    Examples
    --------
    >>> texts = ["hij nam het geld af", "zij gaf het geld af", "de deur ging op slot", "de deur bleef dicht", ""]
    >>> TextProfile(n_components=2).fit_transform(texts).shape
    (5, 2)
    """

    def __init__(
        self,
        *,
        words: tuple[int, int] | None = (1, 1),
        chars: tuple[int, int] | None = None,
        n_components: int = 50,
        min_df: int = 2,
        max_df: float = 0.6,
        random_state: int = 0,
    ) -> None:
        self.words = words
        self.chars = chars
        self.n_components = n_components
        self.min_df = min_df
        self.max_df = max_df
        self.random_state = random_state

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Learn vocabulary and dimensions from masked texts."""
        kinds = [("words", "word", self.words), ("chars", "char_wb", self.chars)]
        shared = {"min_df": self.min_df, "max_df": self.max_df, "sublinear_tf": True}
        vectorizers = [
            (name, TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, **shared)) for name, analyzer, ngrams in kinds if ngrams
        ]
        if not vectorizers:
            raise InputError("TextProfile: words and chars are both None; give at least one of them")
        self.n_features_ = 0
        self.vectorizer_ = FeatureUnion(vectorizers)
        if len(X) * self.max_df < self.min_df:
            return self
        try:
            terms = self.vectorizer_.fit_transform(X)
        except ValueError:  # scikit-learn's answer to texts that share no term
            return self
        self.n_features_ = min(self.n_components, *(size - 1 for size in terms.shape))
        if self.n_features_ > 0:
            self.svd_ = TruncatedSVD(self.n_features_, random_state=self.random_state).fit(terms)
        return self

    def transform(self, X: Sequence[str]) -> Floats:
        """Return a row of unit length for each text, or of zeros when none of its terms is known."""
        check_is_fitted(self)
        if self.n_features_ <= 0:
            return np.zeros((len(X), 0))
        return unit_rows(self.svd_.transform(self.vectorizer_.transform(X)))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return ``tekst_0``, ``tekst_1`` and so on."""
        check_is_fitted(self)
        return np.asarray([f"tekst_{i}" for i in range(max(self.n_features_, 0))], dtype=object)
