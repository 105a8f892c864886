"""Tidy tables behind the page: one row an observation, the same numbers that the figures show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from textmine.records import NIET_VERMELD, PRESENCE

VALUES: tuple[str, ...] = ("aanwezig", "onzeker", "ontkend", NIET_VERMELD)


def value_counts(codes: pd.DataFrame, wanted: Sequence[str]) -> pd.DataFrame:
    """Count for each code how many narratives have each value.

    Parameters
    ----------
    codes : pandas.DataFrame
        The contract's table ``codes``: a row a narrative, a column a code.
    wanted : sequence of str
        The codes, in the order of the result; one that is no column of ``codes`` is left out.

    Returns
    -------
    pandas.DataFrame
        Columns code, aanwezig, onzeker, ontkend, niet_vermeld, n. What is not one of the first three values is niet_vermeld.

    Examples
    --------
    >>> codes = pd.DataFrame({"narrative_id": ["1", "2"], "locatie.raam": ["aanwezig", "niet_vermeld"]})
    >>> value_counts(codes, ["locatie.raam"]).to_dict("records")
    [{'code': 'locatie.raam', 'aanwezig': 1, 'onzeker': 0, 'ontkend': 0, 'niet_vermeld': 1, 'n': 2}]
    """
    rows = []
    for code in (code for code in wanted if code in codes.columns):
        found: dict[str, int] = {value: int((codes[code] == value).sum()) for value in PRESENCE}
        counts = {**found, NIET_VERMELD: len(codes) - sum(found.values())}
        rows.append({"code": code, **{value: counts[value] for value in VALUES}, "n": len(codes)})
    return pd.DataFrame(rows, columns=["code", *VALUES, "n"])


def presence_by_group(codes: pd.DataFrame, groups: pd.Series[str], sets: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count in each group the narratives in which any code of a set is aanwezig.

    Parameters
    ----------
    codes : pandas.DataFrame
        The contract's table ``codes``.
    groups : pandas.Series
        The group of each narrative, indexed by narrative_id; narratives without a group are left out.
    sets : Mapping of str to sequence of str
        Name to codes. For a single code, a set of that one code.

    Returns
    -------
    pandas.DataFrame
        Columns code (the set's name), group, n, n_group, share; one row for every set and group.

    Examples
    --------
    >>> codes = pd.DataFrame({"narrative_id": ["1", "2", "3"], "a": ["aanwezig", "onzeker", "aanwezig"], "b": ["ontkend"] * 3})
    >>> groups = pd.Series({"1": "x", "2": "x", "3": "y"})
    >>> presence_by_group(codes, groups, {"any": ["a", "b"]}).to_numpy().tolist()
    [['any', 'x', 1, 2, 0.5], ['any', 'y', 1, 1, 1.0]]
    """
    group = codes["narrative_id"].map(groups)
    sizes = group.value_counts().sort_index()
    rows = []
    for name, members in sets.items():
        hits = any_present(codes, members).groupby(group).sum().reindex(sizes.index)
        rows += [(name, which, int(n), int(size), n / size) for which, n, size in zip(sizes.index, hits, sizes, strict=True)]
    return pd.DataFrame(rows, columns=["code", "group", "n", "n_group", "share"])


def any_present(codes: pd.DataFrame, members: Iterable[str]) -> pd.Series[bool]:
    """Say for each narrative whether any of these codes is aanwezig."""
    known = [code for code in members if code in codes.columns]
    return (codes[known] == "aanwezig").any(axis="columns")


def number_present(codes: pd.DataFrame, members: Iterable[str]) -> pd.Series[int]:
    """Count for each narrative how many of these codes are aanwezig."""
    known = [code for code in members if code in codes.columns]
    return (codes[known] == "aanwezig").sum(axis="columns")


def attribute_counts(actors: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """Count the values of one attribute of actors; an actor with several values counts for each.

    Returns
    -------
    pandas.DataFrame
        Columns value, n, most frequent first, then by value; the empty value (not stated) last.

    Examples
    --------
    >>> actors = pd.DataFrame({"rol": ["slachtoffer", "uitbuiter;facilitator", "", "slachtoffer"]})
    >>> attribute_counts(actors, "rol").to_numpy().tolist()
    [['slachtoffer', 2], ['facilitator', 1], ['uitbuiter', 1], ['', 1]]
    """
    values = [value for joined in actors[attribute] for value in (str(joined).split(";") if joined else [""])]
    counts = pd.Series(values, dtype=object).value_counts()
    order = sorted(counts.index, key=lambda value: (not value, -counts[value], value))
    return pd.DataFrame({"value": order, "n": [int(counts[value]) for value in order]})


def cross_table(typology: pd.DataFrame) -> pd.DataFrame:
    """Count the narratives by cluster and reference type; columns cluster, reference_type, n."""
    found = typology.groupby(["cluster", "reference_type"]).size()
    return found.rename("n").reset_index()


def distinctive_codes(cluster_codes: pd.DataFrame, cluster: int, limit: int = 8) -> pd.DataFrame:
    """Return the codes that a cluster has more often than the other narratives, largest difference of shares first.

    Examples
    --------
    >>> table = pd.DataFrame({"cluster": [0, 0, 0, 1], "code": list("abcd")})
    >>> table = table.assign(share_in=[0.9, 0.5, 0.2, 1.0], share_out=[0.1, 0.4, 0.6, 0.0])
    >>> distinctive_codes(table, 0)["code"].tolist()
    ['a', 'b']
    """
    own = cluster_codes[cluster_codes["cluster"] == cluster]
    difference = own["share_in"] - own["share_out"]
    order = difference[difference > 0].sort_values(ascending=False, kind="stable").index
    return own.loc[order].head(limit)
