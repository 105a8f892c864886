"""Codes that follow from who takes part rather than from a wording: a female offender, several offenders, an under-age offender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from textmine.records import Actor, Coding

LEGAL_AGE: Final = 21
"""Minimum age for sex work in the Netherlands (since 2013 in Amsterdam; codebook, decision 13)."""


def derived_codings(text: str, actors: Sequence[Mapping[str, Any]], codings: Iterable[Coding]) -> list[Coding]:
    """Return the codings that the actors entail; the evidence is the mention or the age.

    Parameters
    ----------
    text : str
        The narrative.
    actors : sequence of mapping
        The actors as plain values.
    codings : iterable of Coding
        What was coded by wording: places of work show that work was done.
    """
    people = [Actor.from_dict(actor) for actor in actors]
    offenders = [person for person in people if "uitbuiter" in person.rol]
    found = [
        _from_mention(text, "dader.vrouw", person, "afgeleid.dader_vrouw") for person in offenders if person.geslacht == "vrouw"
    ]
    found += [
        _from_mention(text, "dader.minderjarig", person, "afgeleid.dader_minderjarig")
        for person in offenders
        if person.leeftijdsgroep == "minderjarig"
    ]
    if len(offenders) > 1:
        found.append(_from_mention(text, "dader.meerdere", offenders[1], "afgeleid.dader_meerdere"))
    works = any(coding.code.startswith("locatie.") and coding.presence == "aanwezig" for coding in codings)
    if works:
        young = [person for person in people if "slachtoffer" in person.rol and _under_legal_age(person)]
        found += [_from_mention(text, "circuit.illegaal", person, "afgeleid.onder_21") for person in young[:1]]
    return found


def _under_legal_age(person: Actor) -> bool:
    oldest = person.leeftijd.rpartition("-")[2]
    return person.leeftijdsgroep == "minderjarig" or (oldest.isdigit() and int(oldest) < LEGAL_AGE)


def _from_mention(text: str, code: str, person: Actor, rule: str) -> Coding:
    mention = next((mention for mention in person.mentions if mention.kind != "voornaamwoord"), person.mentions[0])
    evidence = text[mention.start : mention.end]
    return Coding(code, source="verbalisant", start=mention.start, end=mention.end, text=evidence, rule=rule)
