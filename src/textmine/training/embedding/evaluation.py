"""How good a sentence model is: same topic, same meaning, same type of narrative; beside the words themselves."""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from textmine.errors import InputError
from textmine.training.embedding.sources import FEWEST_WORDS, HELD_ASIDE, open_file, read_articles
from textmine.typology.arrays import Bools, Floats
from textmine.typology.distance import unit_rows
from textmine.typology.embedding import SentenceEmbedder

Encode = Callable[[Sequence[str]], Floats]
"""Texts in, a row for each out."""
Pairs = Sequence[tuple[str, str, float]]

TOPIC_TEST = HELD_ASIDE[1]
STS = "pairs/stsb-nl-test.csv"
SICK = "pairs/SICK_NL.txt.gz"


@dataclass(frozen=True, slots=True)
class Separation:
    """How well likeness follows a label: over all pairs (``auc``) and of each text's nearest neighbour (``hit``).

    ``auc`` is the chance that two texts with one label are more alike than two with different labels; ``hit`` the share of texts whose
    nearest neighbour has their label, and ``chance`` what that share is when neighbours are dealt out at random.
    """

    n: int
    auc: float
    hit: float
    chance: float


def separation(rows: Floats, labels: Sequence[Hashable], *, within: Sequence[Hashable] | None = None) -> Separation:
    """Compare likeness (cosine) with labels.

    Parameters
    ----------
    rows : ndarray
        A row a text.
    labels : sequence
        A label a text.
    within : sequence, optional
        A second label; only pairs that share it are compared, so that what goes with it cannot explain the outcome. Texts without such
        a pair take no part in ``hit``.

    Raises
    ------
    InputError
        When all pairs have the same label or none has: then nothing can be compared.

    Examples
    --------
    >>> separation(np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0], [0.1, 1.0]]), ["a", "a", "b", "b"])
    Separation(n=4, auc=1.0, hit=1.0, chance=0.3333333333333333)
    """
    same = _equal(labels)
    comparable = np.ones_like(same) if within is None else _equal(within)
    np.fill_diagonal(comparable, False)
    pairs = np.triu(comparable)
    if len(set(same[pairs])) < 2:
        raise InputError("give at least two labels, one of them twice: there is nothing to compare")
    unit = unit_rows(rows)
    likeness = unit @ unit.T
    auc = roc_auc_score(same[pairs], likeness[pairs])
    used = comparable.any(axis=1)
    nearest = np.where(comparable, likeness, -np.inf).argmax(axis=1)
    hit = same[np.arange(len(same)), nearest][used].mean()
    chance = ((same & comparable).sum(axis=1)[used] / comparable.sum(axis=1)[used]).mean()
    return Separation(int(used.sum()), float(auc), float(hit), float(chance))


def _equal(labels: Sequence[Hashable]) -> Bools:
    numbers = np.unique([str(label) for label in labels], return_inverse=True)[1]
    return np.asarray(numbers[:, None] == numbers)


def topic_test(encode: Encode, data: Path) -> Separation:
    """Sentences of one held-aside Wikipedia article should be alike: sentences of five words up, the label is the article."""
    articles = read_articles(open_file(data, TOPIC_TEST))
    pairs = [(text, name) for name, texts in articles.items() for text in texts if len(text.split()) >= FEWEST_WORDS]
    return separation(encode([text for text, _ in pairs]), [name for _, name in pairs])


def rank_correlation(encode: Encode, pairs: Pairs) -> float:
    """Spearman's correlation of cosines with the likeness that people gave."""
    rows = unit_rows(encode([*(left for left, *_ in pairs), *(right for _, right, _ in pairs)]))
    likeness = (rows[: len(pairs)] * rows[len(pairs) :]).sum(axis=1)
    return float(spearmanr(likeness, [score for *_, score in pairs])[0])


def read_sts(data: Path) -> Pairs:
    """Read the test pairs of STSb-nl.

    Raises
    ------
    InputError
        When the file is missing.
    """
    path = data / STS
    if not path.is_file():
        raise InputError(f"{path}: this file is missing; the model's card says where each file of --data comes from")
    with path.open(encoding="utf-8", newline="") as file:
        return [(left, right, float(score)) for left, right, score in csv.reader(file)]


def read_sick(data: Path) -> Pairs:
    """Read the test pairs of SICK-NL."""
    rows: Iterable[dict[str, Any]] = csv.DictReader(open_file(data, SICK), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        (row["sentence_A"], row["sentence_B"], float(row["relatedness_score"])) for row in rows if row["SemEval_set"] == "TEST"
    ]


def general_table(encoders: Mapping[str, Encode], data: Path) -> pd.DataFrame:
    """Return the scores on general Dutch, a row for each way to turn texts into vectors.

    Returns
    -------
    DataFrame
        ``features``, ``topic_auc`` and ``topic_hit`` (held-aside Wikipedia articles), ``sts`` and ``sick`` (Spearman, test parts).
    """
    sts, sick = read_sts(data), read_sick(data)
    rows = []
    for name, encode in encoders.items():
        topics = topic_test(encode, data)
        rows.append((name, topics.auc, topics.hit, rank_correlation(encode, sts), rank_correlation(encode, sick)))
    return pd.DataFrame(rows, columns=["features", "topic_auc", "topic_hit", "sts", "sick"])


def model_encoder(name: str) -> Encode:
    """Return how the typology embeds with a model, by name or folder; without a centre, because the tests set their own."""
    embedder = SentenceEmbedder(name, centre=False)
    return lambda texts: np.asarray(embedder.fit_transform(texts))


def baselines(seed: int = 0) -> dict[str, Encode]:
    """Return what a model must beat: words, characters, and words in few dimensions (LSA), each fitted on the texts themselves.

    Examples
    --------
    >>> [(name, encode(["een boek", "een fiets", "een huis"]).shape[0]) for name, encode in baselines().items()]
    [('TF-IDF words', 3), ('TF-IDF characters 3-5', 3), ('LSA 128', 3)]
    """

    def words(texts: Sequence[str]) -> Floats:
        return np.asarray(TfidfVectorizer(sublinear_tf=True).fit_transform(texts).toarray())

    def characters(texts: Sequence[str]) -> Floats:
        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        return np.asarray(vectorizer.fit_transform(texts).toarray())

    def lsa(texts: Sequence[str]) -> Floats:
        terms = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
        return np.asarray(TruncatedSVD(min(128, *(size - 1 for size in terms.shape)), random_state=seed).fit_transform(terms))

    return {"TF-IDF words": words, "TF-IDF characters 3-5": characters, "LSA 128": lsa}
