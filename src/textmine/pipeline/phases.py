"""Phases: where in the story a coding stands; a default by code, changed by time expressions.

Published scores for temporality of this kind lie between 0.26 and 0.54 (ContextD, Afzal et al. 2014): take phases as a help to order
a story, not as a measurement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textmine.lexicons.model import Frame
from textmine.pipeline.qualifiers import Effect


def phase_of(frame: Frame, code: str, effects: Sequence[Effect], defaults: Mapping[str, Any]) -> tuple[str, list[Effect]]:
    """Return the phase of a coding and the cues that set it.

    Parameters
    ----------
    frame : Frame
        Its own phase goes before everything else.
    code : str
        The code given, which may differ from the frame's (family violence is a vulnerability).
    effects : sequence of Effect
        What reached the match; the last cue of qualifier ``phase`` counts.
    defaults : mapping
        ``codes``, ``dimensions`` and ``fixed`` of ``lexicons/data/phases.toml``.
    """
    if frame.phase:
        return frame.phase, []
    dimension = code.partition(".")[0]
    default: str = defaults["codes"].get(code) or defaults["dimensions"][dimension]
    if dimension in defaults["fixed"]:
        return default, []
    cues = [effect for effect in effects if effect.qualifier == "phase"]
    return (cues[-1].value, cues[-1:]) if cues else (default, [])
