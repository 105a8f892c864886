"""From codings to the narrative: the one rule by which a narrative gets its value for a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textmine.records import NIET_VERMELD, Coding

RULE = "aanwezig if any coding that counts is aanwezig, else onzeker, else ontkend, else niet_vermeld"
"""Stored with every table of codes."""

_RANK = {NIET_VERMELD: 0, "ontkend": 1, "onzeker": 2, "aanwezig": 3}


def narrative_codes(codings: Iterable[Coding], code_ids: Sequence[str]) -> dict[str, str]:
    """Return the value of every code for a narrative.

    Parameters
    ----------
    codings : iterable of Coding
        All codings of one narrative; those that do not count (:attr:`~textmine.records.Coding.counts`) are passed over.
    code_ids : sequence of str
        The codes to report, in this order; codings of other codes are an error of the caller.

    Returns
    -------
    dict of str to str
        Each code id with ``aanwezig``, ``onzeker``, ``ontkend`` or ``niet_vermeld``.

    Examples
    --------
    >>> found = [Coding("machtsmiddel.controle", presence="ontkend"), Coding("machtsmiddel.controle")]
    >>> narrative_codes(found, ["machtsmiddel.controle", "machtsmiddel.voodoo"])
    {'machtsmiddel.controle': 'aanwezig', 'machtsmiddel.voodoo': 'niet_vermeld'}
    """
    values = dict.fromkeys(code_ids, NIET_VERMELD)
    for coding in codings:
        if coding.counts and _RANK[coding.presence] > _RANK[values[coding.code]]:
            values[coding.code] = coding.presence
    return values
