"""Shares: who did it to whom, evidence, background, innocent narratives, actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from textmine.records import Actor, Coding
from textmine.validation.bootstrap import percentile_interval, resample_weights
from textmine.validation.evaluation.judged import Judged, dimension, overlap

MEASURE_COLUMNS: Final = ("measure", "n", "right", "share", "low", "high")
BACKGROUND: Final = ("kwetsbaarheid.mishandeling_verleden", "kwetsbaarheid.misbruik_verleden")
"""Codes for what others did to the victim earlier."""

Hits = Iterator[tuple[str, bool]]


def measure_rows(narratives: Sequence[Judged], n_boot: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield a row for every share: how many cases there were, in how many the program was right, and a 95 % interval.

    Notes
    -----
    ``agent``, ``target``, ``source`` and ``phase`` are about the coder's means that a coding of the program with the same code overlaps.
    ``background_as_means`` and ``means_in_innocent`` count mistakes: the lower the better.
    """
    hits = [list(_hits(narrative)) for narrative in narratives]
    names = list(dict.fromkeys(name for case in hits for name, _ in case))
    counts = np.zeros((len(narratives), len(names), 2))
    for row, case in enumerate(hits):
        for name, right in case:
            counts[row, names.index(name)] += (right, 1)
    draws = np.einsum("bn,nmk->bmk", resample_weights(range(len(narratives)), n_boot, seed), counts)
    shares = np.divide(draws[..., 0], draws[..., 1], out=np.full(draws.shape[:2], np.nan), where=draws[..., 1] > 0)
    interval = percentile_interval(shares)
    for place, name in enumerate(names):
        right, n = counts[:, place].sum(axis=0)
        low, high = float(interval.low[place]), float(interval.high[place])
        yield {"measure": name, "n": int(n), "right": int(right), "share": right / n, "low": low, "high": high}


def _hits(narrative: Judged) -> Hits:
    for coding in narrative.gold.codings:
        if dimension(coding.code) == "machtsmiddel":
            yield from _attribution(coding, narrative.found)
        if coding.code in BACKGROUND and coding.presence == "aanwezig":
            yield "background_as_means", _means_at(coding, narrative)
    yield from _evidence(narrative)
    if narrative.innocent:
        yield "means_in_innocent", any(map(_claims, narrative.found))
    for role in ("slachtoffer", "uitbuiter"):
        yield from _actor(role, narrative)


def _attribution(coding: Coding, found: Sequence[Coding]) -> Hits:
    same = [other for other in found if other.code == coding.code and overlap(coding, other)]
    if same:
        best = max(same, key=lambda other: overlap(coding, other))
        for name in ("agent", "target", "source", "phase"):
            yield name, getattr(best, name) == getattr(coding, name)


def _claims(coding: Coding) -> bool:
    return dimension(coding.code) == "machtsmiddel" and coding.counts and coding.presence == "aanwezig"


def _means_at(background: Coding, narrative: Judged) -> bool:
    """Whether the program claims a means in a passage on the past that the coder does not also take for a means."""
    if any(_claims(coding) and overlap(coding, background) for coding in narrative.gold.codings):
        return False
    return any(_claims(coding) and overlap(coding, background) for coding in narrative.found)


def _evidence(narrative: Judged) -> Hits:
    """For every code that both have: whether some piece of the program's evidence overlaps the coder's."""
    both = {coding.code for coding in narrative.gold.codings} & {coding.code for coding in narrative.found}
    for code in sorted(both):
        gold = [coding for coding in narrative.gold.codings if coding.code == code]
        yield "evidence", any(overlap(one, other) for one in gold for other in narrative.found if other.code == code)


def _actor(role: str, narrative: Judged) -> Hits:
    gold = next((actor for actor in narrative.gold.actors if role in actor.get("rol", ())), None)
    if gold is None:
        return
    found: Actor | None = next((actor for actor in narrative.actors if role in actor.rol), None)
    yield f"{role}_found", found is not None
    for name in ("leeftijdsgroep", "geslacht", "herkomst"):
        told = gold.get(name)
        if told:
            said = getattr(found, name) if found is not None else ()
            yield f"{role}_{name}", (set(said) == set(told) if isinstance(told, list) else said == told)
