"""What sets a cluster apart: over-represented codes with an interval, and a few Dutch sentences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from textmine.typology.arrays import Ints
from textmine.typology.features import dimension_of
from textmine.typology.stability import PATTERN

#: A code names a cluster when at least this share of the cluster has it, and at least this many narratives.
MIN_SHARE, MIN_NARRATIVES = 0.25, 3
_NORMAL_95 = 1.959963984540054
#: Dimension, how its sentence begins, and what its labels repeat of that.
_SENTENCES = (
    ("machtsmiddel", "Vaakst genoemde machtsmiddelen", ""),
    ("ontstaan", "Ontstaan", "ontstaan "),
    ("locatie", "Plaats", ""),
    ("beeindiging", "Einde", "einde: "),
    ("aangifte", "Aangifte en afloop", ""),
)


def cluster_codes(present: pd.DataFrame, labels: Ints) -> pd.DataFrame:
    """Compare how often each code is aanwezig in a cluster and in all other narratives.

    Parameters
    ----------
    present : DataFrame
        1.0 where a code is aanwezig; a row a narrative that holds any code.
    labels : ndarray of int
        Cluster of each row; outliers (-1) belong to the rest of every cluster.

    Returns
    -------
    DataFrame
        The table ``cluster_codes``, the strongest code of each cluster first. Ratio and interval are NaN where the code
        occurs nowhere or there is no rest.

    Notes
    -----
    Ratio of two shares with 0.5 added to the counts (Walter 1975; variance after Pettigrew, Gart & Thomas 1986), so that a
    code that occurs nowhere else has a finite ratio. The codes also made the clusters: the intervals describe, they do not test.

    Examples
    --------
    >>> present = pd.DataFrame({"machtsmiddel.voodoo": [1.0, 1.0, 0.0, 0.0]})
    >>> cluster_codes(present, np.array([0, 0, 1, 1]))[["cluster", "n_in", "n_out", "ratio"]].round(2).to_numpy().tolist()
    [[0.0, 2.0, 0.0, 5.0], [1.0, 0.0, 2.0, 0.2]]
    """
    tables = []
    for cluster in range(int(labels.max(initial=-1)) + 1):
        inside = present[labels == cluster]
        outside = present[labels != cluster]
        table = pd.DataFrame({"cluster": cluster, "code": present.columns})
        table["n_in"] = inside.sum().to_numpy().astype(int)
        table["n_cluster"] = len(inside)
        table["n_out"] = outside.sum().to_numpy().astype(int)
        table["n_rest"] = len(outside)
        tables.append(_with_ratios(table).sort_values("ratio_low", ascending=False, kind="stable", na_position="last"))
    return pd.concat(tables, ignore_index=True) if tables else _with_ratios(_no_counts())


def _no_counts() -> pd.DataFrame:
    counts = {name: pd.Series(dtype=int) for name in ("n_in", "n_cluster", "n_out", "n_rest")}
    return pd.DataFrame({"cluster": pd.Series(dtype=int), "code": pd.Series(dtype=str), **counts})


def _with_ratios(table: pd.DataFrame) -> pd.DataFrame:
    a, n, b, m = (table[name].to_numpy(dtype=float) for name in ("n_in", "n_cluster", "n_out", "n_rest"))
    undefined = (a + b == 0) | (n == 0) | (m == 0)
    log_ratio = np.where(undefined, np.nan, np.log((a + 0.5) / (n + 0.5)) - np.log((b + 0.5) / (m + 0.5)))
    error = np.sqrt(np.maximum(1 / (a + 0.5) - 1 / (n + 0.5) + 1 / (b + 0.5) - 1 / (m + 0.5), 0.0))
    table["share_in"] = np.divide(a, n, out=np.full(len(a), np.nan), where=n > 0)
    table["share_out"] = np.divide(b, m, out=np.full(len(b), np.nan), where=m > 0)
    table["ratio"] = np.exp(log_ratio)
    table["ratio_low"] = np.exp(log_ratio - _NORMAL_95 * error)
    table["ratio_high"] = np.exp(log_ratio + _NORMAL_95 * error)
    return table


def typical_codes(codes: pd.DataFrame) -> pd.DataFrame:
    """Return the codes of one cluster that it holds more often than the rest, the most distinctive first."""
    chosen = codes[(codes["ratio_low"] > 1) & (codes["share_in"] >= MIN_SHARE) & (codes["n_in"] >= MIN_NARRATIVES)]
    difference = chosen["share_in"] - chosen["share_out"]
    return chosen.loc[difference.sort_values(ascending=False, kind="stable").index]


def cluster_label(codes: pd.DataFrame, label: Callable[[str], str]) -> str:
    """Return a short Dutch name: the labels of the three most distinctive codes.

    Codes on how a case came to light or ended in court name a cluster only when nothing else does.
    """
    typical = list(typical_codes(codes)["code"])
    late = {"aangifte", "signaal", "betrokkene", "bijvangst", "circuit"}
    named = [code for code in typical if dimension_of(code) not in late] or typical
    return " · ".join(label(code) for code in named[:3]) or "gemengd, geen onderscheidende codes"


def describe_cluster(codes: pd.DataFrame, label: Callable[[str], str]) -> str:
    """Return a few sober Dutch sentences on one cluster, made of counts only.

    Parameters
    ----------
    codes : DataFrame
        The rows of one cluster in ``cluster_codes``.
    label : callable
        Dutch label of a code id.
    """
    n, n_rest = int(codes["n_cluster"].iloc[0]), int(codes["n_rest"].iloc[0])
    sentences = [f"Deze groep telt {n} casusbeschrijvingen."]
    typical = typical_codes(codes).head(5)
    if len(typical):
        counts = zip(typical["code"], typical["n_in"], typical["n_out"], strict=True)
        named = (f"{label(code)} ({n_in} van {n}, elders {n_out} van {n_rest})" for code, n_in, n_out in counts)
        sentences.append(f"Vaker dan elders: {'; '.join(named)}.")
    rare = codes[codes["ratio_high"] < 1].sort_values("ratio_high", kind="stable").head(3)
    if len(rare):
        sentences.append(f"Minder vaak dan elders: {'; '.join(label(code) for code in rare['code'])}.")
    for dimension, opening, repeated in _SENTENCES:
        common = _most_common(codes, dimension)
        if common:
            listed = ", ".join(f"{label(code).removeprefix(repeated)} ({n_in})" for code, n_in in common)
            sentences.append(f"{opening}: {listed}.")
    return " ".join(sentences)


def _most_common(codes: pd.DataFrame, dimension: str) -> list[tuple[str, int]]:
    own = codes[(codes["code"].map(dimension_of) == dimension) & (codes["share_in"] >= MIN_SHARE)]
    top = own.sort_values("n_in", ascending=False, kind="stable").head(3)
    return list(zip(top["code"], top["n_in"], strict=True))


def describe_stability(jaccard: float, verdict: str) -> str:
    """Return one Dutch sentence on how far to trust a cluster.

    Examples
    --------
    >>> describe_stability(0.812, "stabiel")
    'Stabiliteit 0,81: de groep keert in steekproeven uit dezelfde casussen vrijwel steeds terug.'
    """
    if np.isnan(jaccard):
        return "De stabiliteit kon niet worden gemeten."
    meaning = {
        "stabiel": "de groep keert in steekproeven uit dezelfde casussen vrijwel steeds terug",
        "patroon": "er is een patroon, maar welke casussen erbij horen is onzeker",
        "niet_vertrouwen": "de groep keert in steekproeven uit dezelfde casussen niet betrouwbaar terug",
    }
    if verdict == "niet_vertrouwen" and jaccard >= PATTERN:
        return "Niet te vertrouwen: de indeling als geheel is niet scherper dan bij door elkaar geschudde codes."
    return f"Stabiliteit {decimal_comma(jaccard)}: {meaning[verdict]}."


def decimal_comma(number: float) -> str:
    """Write a number with two decimals, as Dutch readers expect it."""
    return f"{number:.2f}".replace(".", ",")
