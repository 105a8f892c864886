"""A coding in words: what it says, on which evidence, what found it, and what changed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from textmine.codebook import load_codebook
from textmine.codebook.model import Language
from textmine.records import Coding

MODEL: Final = "model"
"""The rule of a coding that the learned models found; ``frame+model`` where both did."""
_CUE: Final = re.compile(r"(?P<qualifier>\w+)=(?P<value>\w+):(?P<words>.*)@(?P<place>\d+)", re.DOTALL)
_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "said": "{agent} → {target}; fase: {phase}; volgens: {source}",
        "evidence": "bewijs ({start}-{end}): {text}",
        "frame": "gevonden door frame {frame}",
        "model": "gevonden door het geleerde model",
        "both": "gevonden door frame {frame}, en door het geleerde model",
        "slot": "  {cls}: {words}",
        "share": "  telde mee ({share}): {words}",
        "cue": "  {qualifier} = {value}, door: {words}",
        "counts_not": "telt niet als machtsmiddel of uitbuiting van de uitbuiter, om wie het deed of onderging",
    },
    "en": {
        "said": "{agent} → {target}; phase: {phase}; according to: {source}",
        "evidence": "evidence ({start}-{end}): {text}",
        "frame": "found by frame {frame}",
        "model": "found by the learned model",
        "both": "found by frame {frame}, and by the learned model",
        "slot": "  {cls}: {words}",
        "share": "  counted for it ({share}): {words}",
        "cue": "  {qualifier} = {value}, because of: {words}",
        "counts_not": "does not count as the exploiter's, because of who did or underwent it",
    },
}


def explain(coding: Coding, lang: Language = "nl") -> str:
    """Return a coding as lines of text.

    Parameters
    ----------
    coding : Coding
    lang : {'nl', 'en'}

    Examples
    --------
    >>> coding = Coding("machtsmiddel.bedreiging", start=4, end=15, text="dreigt haar", rule="dreigen", parts=(("DREIGEN", 4, 10),))
    >>> print(explain(coding, "en"))
    threat (machtsmiddel.bedreiging): present
    unknown → unknown; phase: course; according to: unknown
    evidence (4-15): dreigt haar
    found by frame dreigen
      DREIGEN: dreigt
    """
    return "\n".join(_lines(coding, lang))


def _lines(coding: Coding, lang: Language) -> Iterator[str]:
    codebook, words = load_codebook(), _WORDS[lang]
    values = {name: codebook.value_label(name, getattr(coding, name), lang) for name in ("agent", "target", "phase", "source")}
    presence = codebook.value_label("presence", coding.presence, lang)
    yield f"{codebook.label(coding.code, lang)} ({coding.code}): {presence}"
    yield words["said"].format(**values)
    yield words["evidence"].format(start=coding.start, end=coding.end, text=coding.text)
    frame, _, model = coding.rule.rpartition("+")
    found = "both" if model == MODEL and frame else "model" if coding.rule == MODEL else "frame"
    yield words[found].format(frame=frame or coding.rule)
    for name, start, end in coding.parts:
        slot = coding.text[max(0, start - coding.start) : end - coding.start]
        yield (words["share"].format(share=name, words=slot) if found == "model" else words["slot"].format(cls=name, words=slot))
    for cue in coding.cues:
        read = _CUE.fullmatch(cue)
        if read is not None:
            yield words["cue"].format(**read.groupdict())
    if not coding.counts:
        yield words["counts_not"]
