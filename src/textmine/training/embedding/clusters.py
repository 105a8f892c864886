"""Does a sentence model make the typology better? Clusters of machine codings and texts against the types that coders gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from textmine.pipeline import load
from textmine.training.embedding.narratives import CodedNarratives, pipeline_entities
from textmine.typology import fit_typology
from textmine.typology.sentence_models import EMBEDDED, TFIDF


def typology_table(
    coded: CodedNarratives,
    *,
    embedders: Sequence[str] = (EMBEDDED, TFIDF),
    text_weights: Sequence[float] = (0.25, 0.5),
    numbers: Sequence[int | Literal["auto"]] = ("auto", 4, 5, 6),
    seeds: Sequence[int] = range(10),
    n_boot: int = 50,
) -> pd.DataFrame:
    """Cluster raw narratives in several ways and compare the clusters with each coder's types.

    Returns
    -------
    DataFrame
        ``embedder``, ``text_weight``, ``k``, ``coder``, ``ari`` (mean adjusted Rand index over the seeds), ``sd``.
    """
    codes, entities = machine_codes(coded.texts), pipeline_entities(coded.texts)
    rows = []
    for embedder, weight, k in product(embedders, text_weights, numbers):
        groupings = [
            fit_typology(
                codes, entities=entities, texts=coded.texts, embedder=embedder, text_weight=weight, k=k, seed=seed, n_boot=n_boot
            ).typology
            for seed in seeds
        ]
        for coder, types in coded.types.items():
            found = [adjusted_rand_score([types[key] for key in one["narrative_id"]], one["cluster"]) for one in groupings]
            rows.append((embedder, weight, k, coder, float(np.mean(found)), float(np.std(found))))
    return pd.DataFrame(rows, columns=["embedder", "text_weight", "k", "coder", "ari", "sd"])


def machine_codes(texts: Mapping[str, str]) -> pd.DataFrame:
    """Return the table ``codes`` of the embedded pipeline."""
    docs = load().pipe(texts.values())
    return pd.DataFrame([{"narrative_id": key, **doc._.codes} for key, doc in zip(texts, docs, strict=True)])
