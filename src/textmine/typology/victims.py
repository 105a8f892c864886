"""The victim's attributes as extra columns of the ``codes`` table: ``slachtoffer.minderjarig``, ``slachtoffer.west_afrika``.

They are evidence of low weight for a reference type and count for nothing in the clusters unless a user asks for it.
"""

from __future__ import annotations

import pandas as pd

from textmine.codebook import Codebook, load_codebook
from textmine.errors import InputError
from textmine.records import NIET_VERMELD

_LISTS = ("leeftijdsgroep", "herkomst_regio")


def attribute_ids(codebook: Codebook | None = None) -> tuple[str, ...]:
    """Return the columns: one for each age group and region of origin in the codebook.

    Examples
    --------
    >>> attribute_ids()[:3]
    ('slachtoffer.minderjarig', 'slachtoffer.meerderjarig', 'slachtoffer.nederland')
    """
    values = (codebook or load_codebook()).values
    return tuple(f"slachtoffer.{value}" for name in _LISTS for value in values[name])


def add_victim_attributes(codes: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return the ``codes`` table with a column for each age group and region of origin of a victim.

    Parameters
    ----------
    codes : DataFrame
        The table ``codes``.
    actors : DataFrame
        The table ``actors``; narratives that it does not name get niet_vermeld.

    Returns
    -------
    DataFrame
        A copy with the columns of `attribute_ids`: aanwezig when at least one victim of the narrative has the attribute.

    Raises
    ------
    InputError
        When a column of ``actors`` is missing.

    Examples
    --------
    >>> actors = pd.DataFrame(
    ...     {"narrative_id": ["1"], "rol": ["slachtoffer"], "leeftijdsgroep": ["minderjarig"], "herkomst_regio": [""]}
    ... )
    >>> add_victim_attributes(pd.DataFrame({"narrative_id": ["1"]}), actors)["slachtoffer.minderjarig"].tolist()
    ['aanwezig']
    """
    missing = [name for name in ("narrative_id", "rol", *_LISTS) if name not in actors.columns]
    if missing:
        raise InputError(f"actors: the column {missing[0]} is missing; give the table actors as textmine writes it")
    having: dict[str, set[str]] = {attribute: set() for attribute in attribute_ids()}
    text = actors[["narrative_id", "rol", *_LISTS]].astype("string").fillna("")
    for narrative_id, roles, *attributes in text.itertuples(index=False, name=None):
        if "slachtoffer" in roles.split(";"):
            for value in ";".join(attributes).split(";"):
                having.get(f"slachtoffer.{value}", set()).add(narrative_id)
    ids = codes["narrative_id"].astype(str)
    return codes.assign(**{name: ids.isin(found).map({True: "aanwezig", False: NIET_VERMELD}) for name, found in having.items()})
