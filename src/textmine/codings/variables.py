"""Two derived variables of the Dutch National Rapporteur's monitor: form of exploitation and route."""

from __future__ import annotations

from collections.abc import Iterable

from textmine.records import Actor, Coding

_SEXUAL = ("locatie.", "circuit.", "uitbuiting.klantenwerving", "machtsmiddel.dwang_werk")


def vorm_of(codings: Iterable[Coding], sex_work: bool, trafficking: bool) -> str:
    """Return ``seksueel``, ``overig``, or empty when the narrative tells of no exploitation at all.

    Parameters
    ----------
    codings : iterable of Coding
    sex_work, trafficking : bool
        Whether the narrative holds words of sex work, and of trafficking or exploitation.

    Examples
    --------
    >>> vorm_of([], sex_work=False, trafficking=True), vorm_of([], sex_work=True, trafficking=False)
    ('overig', '')
    """
    told = [coding for coding in codings if coding.counts and coding.presence == "aanwezig"]
    exploited = trafficking or any(coding.code.startswith(("machtsmiddel.", "uitbuiting.")) for coding in told)
    if not exploited:
        return ""
    return "seksueel" if sex_work or any(coding.code.startswith(_SEXUAL) for coding in told) else "overig"


def route_of(codings: Iterable[Coding], actors: Iterable[Actor]) -> str:
    """Return ``grensoverschrijdend``, ``binnenlands``, or empty when the narrative does not say.

    A border is crossed when a coding says so; a victim from elsewhere alone does not prove it.

    Examples
    --------
    >>> route_of([Coding("uitbuiting.grensoverschrijdend")], [])
    'grensoverschrijdend'
    >>> route_of([], [Actor("A1", rol=("slachtoffer",), herkomst=("NL",))])
    'binnenlands'
    """
    if any(c.code == "uitbuiting.grensoverschrijdend" and c.counts and c.presence == "aanwezig" for c in codings):
        return "grensoverschrijdend"
    victims = [actor for actor in actors if "slachtoffer" in actor.rol]
    return "binnenlands" if victims and all(actor.herkomst == ("NL",) for actor in victims) else ""
