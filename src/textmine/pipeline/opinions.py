"""Two opinions, one coding: what the learned models say of a sentence, beside what frames found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

from textmine.codings.explain import MODEL
from textmine.pipeline.learned.decide import Opinion, decide
from textmine.pipeline.learned.gate import GATED
from textmine.pipeline.learned.judge import PRESENCES
from textmine.pipeline.learned.pipe import Scored
from textmine.records import Coding

SPEAKS_AGAINST: Final = "what else the narrative tells speaks against it (learned models)"
_SOMEBODY: Final = frozenset({"facilitator", "klant", "familie", "ander_slachtoffer", "dader"})
NOT_ABOUT: Final = "the narrative as a whole is not about exploitation (learned models)"


def opinions_on(doc: Doc, scored: Scored, found: Iterable[Coding]) -> Iterator[Opinion]:
    """Ask the learned models, and let them know what frames found.

    Parameters
    ----------
    doc : Doc
    scored : Scored
    found : iterable of Coding
        What frames found.
    """
    columns = {output.code: column for column, output in enumerate(scored.model.outputs)}
    starts = [doc[reading.start].idx for reading in scored.readings]
    frames = np.zeros((len(starts), len(columns)), np.int8)
    for coding in found:
        row = bisect_right(starts, coding.start) - 1
        if row >= 0 and coding.counts and coding.code in columns:
            place = (row, columns[coding.code])
            said = PRESENCES.index(coding.presence) + 1
            frames[place] = min(frames[place] or said, said)
    return decide(scored, frames)


def combined(doc: Doc, found: Iterable[Coding], opinions: Iterable[Opinion]) -> tuple[list[Coding], list[dict[str, Any]]]:
    """Put the codings of frames and of the learned models together.

    Parameters
    ----------
    doc : Doc
    found : iterable of Coding
        What frames found.
    opinions : iterable of Opinion

    Returns
    -------
    codings : list of Coding
        Those of the frames, marked where the models agree, and those of the models where no frame found the code.
    dropped : list of dict
        Sentences that seemed to tell a code, while the narrative as a whole does not: rule, code, offsets, reason.
    """
    codings = list(found)
    dropped: list[dict[str, Any]] = []
    for opinion in opinions:
        own = _coding(doc, opinion)
        same = [place for place, coding in enumerate(codings) if _same(coding, own)]
        if not opinion.told:
            if not same:
                dropped.append({"rule": MODEL, "code": own.code, "start": own.start, "end": own.end, "reason": SPEAKS_AGAINST})
            continue
        for place in same:
            codings[place] = agreed(codings[place], own)
        if not same:
            codings.append(own)
    return codings, dropped


def agreed(frame: Coding, model: Coding) -> Coding:
    """Return the coding that a frame and the models both found: the frame's, with what the models know better.

    A means that either takes for denied is denied: a cue that a frame missed, or a wording that the models missed. Otherwise the models
    judge presence, since they see the whole sentence. What is usual with a code goes before what a frame made of the sentence, unless
    that is somebody in particular: a facilitator, a client, a relative, another victim.

    Examples
    --------
    >>> frame = Coding("machtsmiddel.bedreiging", agent="klant", start=3, end=9, rule="dreigen")
    >>> both = agreed(frame, Coding("machtsmiddel.bedreiging", presence="ontkend", agent="uitbuiter", rule="model"))
    >>> both.presence, both.agent, both.rule
    ('ontkend', 'klant', 'dreigen+model')
    """
    denied = "ontkend" in (frame.presence, model.presence) and frame.code.startswith("machtsmiddel.")
    return replace(
        frame,
        rule=frame.rule if frame.rule.endswith(MODEL) else f"{frame.rule}+{MODEL}",
        presence="ontkend" if denied else model.presence,
        agent=frame.agent if frame.agent in _SOMEBODY else model.agent,
        target=frame.target if frame.target in _SOMEBODY else model.target,
        source=model.source,
    )


def gated(codings: Iterable[Coding], about: bool | None) -> tuple[list[Coding], list[dict[str, Any]]]:
    """Drop what a narrative that is not about exploitation cannot hold; what is denied in it stays, done by nobody in particular.

    Parameters
    ----------
    codings : iterable of Coding
    about : bool, optional
        Whether the narrative is about exploitation; None when no model was asked.

    Returns
    -------
    kept : list of Coding
    dropped : list of dict
        Rule, offsets and reason of the others.
    """
    if about is not False:
        return list(codings), []
    kept: list[Coding] = []
    dropped: list[dict[str, Any]] = []
    for coding in codings:
        if coding.code.partition(".")[0] not in GATED:
            kept.append(coding)
        elif coding.presence == "ontkend" or not coding.counts:
            kept.append(replace(coding, agent="onbekend") if coding.agent == "uitbuiter" else coding)
        else:
            dropped.append(
                {"rule": coding.rule, "code": coding.code, "start": coding.start, "end": coding.end, "reason": NOT_ABOUT}
            )
    return kept, dropped


def _same(coding: Coding, other: Coding) -> bool:
    return coding.code == other.code and coding.start < other.end and other.start < coding.end


def _coding(doc: Doc, opinion: Opinion) -> Coding:
    output = opinion.output
    start, end = _characters(doc, opinion.start, opinion.end)
    return Coding(
        code=output.code,
        presence=opinion.presence,
        agent=output.agent,
        target=output.target,
        phase=output.phase,
        source=output.source,
        start=start,
        end=end,
        text=doc.text[start:end],
        rule=MODEL,
        score=round(float(1 / (1 + np.exp(-opinion.odds))), 3),
        parts=tuple((f"{share:+.2f}", *_characters(doc, first, last)) for share, first, last in opinion.words),
    )


def _characters(doc: Doc, first: int, last: int) -> tuple[int, int]:
    token = doc[last - 1]
    return doc[first].idx, token.idx + len(token)
