"""What went wrong, by kind: every code of a narrative that the program missed or claimed wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from textmine.records import Coding
from textmine.validation.evaluation.judged import Judged, overlap
from textmine.validation.evaluation.measures import BACKGROUND

ERROR_COLUMNS: Final = ("narrative_id", "register", "code", "error", "kind", "detail", "start", "end")
KINDS: Final = {
    "nl": {
        "missed_wording": "gemiste formulering",
        "dropped": "gezien, niet gecodeerd",
        "denied": "ontkend",
        "uncertain": "onzeker",
        "wrong_person": "verkeerde persoon",
        "background": "achtergrond",
        "no_exploitation": "casus zonder uitbuiting",
        "other_code": "andere code van de dimensie",
        "other": "overig",
    },
    "en": {
        "missed_wording": "missed wording",
        "dropped": "seen, not coded",
        "denied": "denied",
        "uncertain": "uncertain, hypothetical",
        "wrong_person": "wrong person",
        "background": "background",
        "no_exploitation": "narrative without exploitation",
        "other_code": "another code of the dimension",
        "other": "other",
    },
}
_BY_PRESENCE: Final = {"ontkend": "denied", "onzeker": "uncertain"}


def error_rows(narratives: Sequence[Judged], codes: list[str]) -> Iterator[dict[str, Any]]:
    """Yield a row for every code of a narrative on which program and coder differ about present.

    ``error`` is ``missed`` or ``claimed``; ``kind`` a key of :data:`KINDS`; ``start`` and ``end`` are the evidence of whoever found it.
    For what was dropped ``detail`` is the program's reason; it never holds narrative text.
    """
    for narrative in narratives:
        gold, found = narrative.values(codes)
        for code in codes:
            if (gold[code] == "aanwezig") == (found[code] == "aanwezig"):
                continue
            missed = gold[code] == "aanwezig"
            evidence = _evidence(narrative.gold.codings if missed else narrative.found, code)
            kind, detail = (
                _missed(narrative, code, found[code], evidence) if missed else _claimed(narrative, code, gold[code], evidence)
            )
            yield {
                "narrative_id": narrative.gold.id,
                "register": narrative.gold.register,
                "code": code,
                "error": "missed" if missed else "claimed",
                "kind": kind,
                "detail": detail,
                "start": evidence[0].start,
                "end": evidence[0].end,
            }


def _evidence(codings: Sequence[Coding], code: str) -> list[Coding]:
    return [coding for coding in codings if coding.code == code and coding.counts and coding.presence == "aanwezig"]


def _missed(narrative: Judged, code: str, value: str, evidence: Sequence[Coding]) -> tuple[str, str]:
    if value in _BY_PRESENCE:
        return _BY_PRESENCE[value], ""
    if any(coding.code == code for coding in narrative.found):
        return "wrong_person", ""
    for entry in narrative.dropped:
        if entry["code"] == code:
            return "dropped", str(entry["reason"])
    if any(coding.code in BACKGROUND and overlap(coding, piece) for coding in narrative.found for piece in evidence):
        return "background", ""
    return "missed_wording", ""


def _claimed(narrative: Judged, code: str, value: str, evidence: Sequence[Coding]) -> tuple[str, str]:
    if value in _BY_PRESENCE:
        return _BY_PRESENCE[value], ""
    gold = narrative.gold.codings
    if any(coding.code == code for coding in gold):
        return "wrong_person", ""
    near = [coding for coding in gold for piece in evidence if overlap(coding, piece)]
    if any(coding.code in BACKGROUND for coding in near):
        return "background", ""
    if narrative.innocent:
        return "no_exploitation", ""
    same = {coding.code.partition(".")[0] for coding in near}
    return ("other_code" if code.partition(".")[0] in same else "other"), ""
