"""The tables of a typology: one row a narrative, one row a cluster."""

from __future__ import annotations

import numpy as np
import pandas as pd

from textmine.codebook import load_codebook
from textmine.typology.arrays import Floats
from textmine.typology.describe import cluster_codes, cluster_label, decimal_comma, describe_cluster, describe_stability
from textmine.typology.features import dimension_of, presence_values
from textmine.typology.grouping import Grouping
from textmine.typology.profiles import NO_TYPE
from textmine.typology.reference import ReferenceMatcher, count_codes, decide, shows_exploitation, type_scores


def narrative_table(known: pd.DataFrame, grouping: Grouping, matcher: ReferenceMatcher, points: Floats) -> pd.DataFrame:
    """Return the table ``typology``.

    Parameters
    ----------
    known : DataFrame
        The table ``codes``, with attributes of victims where there are actors.
    grouping : Grouping
        Clusters of its rows.
    matcher : ReferenceMatcher
        Fitted on the reference types.
    points : ndarray
        Coordinates of the rows on the map.
    """
    match = matcher.match(known)
    return pd.DataFrame(
        {
            "narrative_id": known["narrative_id"],
            "cluster": grouping.labels.astype(int),
            "membership": grouping.membership,
            "reference_type": match["reference_type"].to_numpy(),
            "reference_score": match["reference_score"].to_numpy(),
            "margin": match["margin"].to_numpy(),
            "outlier": "" if grouping.trust is None else np.where(grouping.labels < 0, "ja", "nee"),
            "x": points[:, 0],
            "y": points[:, 1],
            "reference_reason": match["reference_reason"].to_numpy(),
        }
    )


def compare_codes(known: pd.DataFrame, grouping: Grouping) -> pd.DataFrame:
    """Return the table ``cluster_codes``; narratives without any code take no part in it."""
    present = presence_values(known, uncertain=0.0)[grouping.has_codes]
    codes = [code for code in present.columns if dimension_of(code) != "slachtoffer"]
    return cluster_codes(present[codes], grouping.labels[grouping.has_codes])


def cluster_table(known: pd.DataFrame, grouping: Grouping, matcher: ReferenceMatcher, compared: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``clusters``; `compared` is the table ``cluster_codes``."""
    names = known["narrative_id"].to_numpy()
    trust = grouping.trust
    table = pd.DataFrame(
        {
            "cluster": range(len(grouping.prototypes)),
            "n": [int((grouping.labels == cluster).sum()) for cluster in range(len(grouping.prototypes))],
            "jaccard": np.zeros(0) if trust is None else trust.jaccard,
            "verdict": [] if trust is None else trust.verdicts,
            "prototype": names[grouping.prototypes],
            "atypical": names[grouping.atypical],
        }
    )
    match = _match_profiles(known, grouping, matcher)
    table = table.join(match[["reference_type", "reference_score", "margin"]])
    groups = [compared[compared["cluster"] == cluster] for cluster in table["cluster"]]
    labels = {kind.id: kind.label_nl for kind in matcher.reference_.types}
    facts = zip(groups, table["jaccard"], table["verdict"], table["reference_type"], table["reference_score"], strict=True)
    table["label_nl"] = [cluster_label(group, _label) for group in groups]
    table["description_nl"] = [
        " ".join((describe_cluster(group, _label), describe_stability(jaccard, verdict), _resembles(kind, score, labels)))
        for group, jaccard, verdict, kind, score in facts
    ]
    return table


def _match_profiles(known: pd.DataFrame, grouping: Grouping, matcher: ReferenceMatcher) -> pd.DataFrame:
    """Match the mean profile of each cluster; at least half of its narratives must show exploitation."""
    inside = grouping.labels >= 0
    labels = grouping.labels[inside]
    values = presence_values(known, uncertain=matcher.uncertain)[inside].groupby(labels).mean()
    present = presence_values(known, uncertain=0.0)[inside]
    scoring = matcher.reference_.scoring
    exploited = shows_exploitation(present, scoring).groupby(labels).mean() >= 0.5
    return decide(type_scores(values, matcher.reference_), count_codes(present).groupby(labels).mean(), exploited, scoring)


def _label(code: str) -> str:
    codebook = load_codebook()
    return codebook.label(code) if code in codebook.codes else code


def _resembles(kind: str, score: float, labels: dict[str, str]) -> str:
    if kind == NO_TYPE:
        return "Past als geheel bij geen van de referentietypen."
    return f"Lijkt als geheel het meest op het referentietype '{labels[kind]}' (score {decimal_comma(score)})."
