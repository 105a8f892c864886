"""Answers: what a question only asks, its answer decides; a question without one leaves it open.

A question is a turn of an interview, a sentence with a question mark, an embedded question (``gevraagd of hij haar slaat``), or an item of
a form (``mishandeling: nee``). The answer is the next turn, the rest of the sentence, or the next sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from textmine.lexicons.model import Cue
from textmine.pipeline.state import Hit

_ASKING: Final = frozenset({"wie", "wat", "wanneer", "waarom", "hoe", "hoeveel", "welke", "hoezo"})
_ASKING_WHERE: Final = ("waar", "waarmee", "waardoor", "waarbij", "waarvoor", "waarop", "waarheen", "waarvan")
_MAX_ANSWER: Final = 12
"""Words of an answer in which yes or no is looked for."""
_LABEL: Final = 4
"""Tokens at most that label a turn (``V 12 :``)."""
_BARE: Final = 3
"""Words of a question without a verb (``Voodoo oid?``)."""


class Verdict(NamedTuple):
    """What an answer says of the question, and the tokens ``[start, end)`` and the cue that say so."""

    value: str
    start: int
    end: int
    cue: str


class AnswerReader:
    """Judge answers by the cues of qualifier ``answer``, else by a negation in the answer's first words.

    Parameters
    ----------
    cues : mapping of str to Cue
        All cues, by the id of their class.
    """

    def __init__(self, cues: Mapping[str, Cue]) -> None:
        self._cues = {cls: cue for cls, cue in cues.items() if cue.qualifier in ("answer", "negation", "pseudo")}

    def hits(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits that an answer may hold, in the order of the text."""
        return [hit for hit in hits if hit.cls in self._cues]

    def judge(
        self, hits: Sequence[Hit], answer: tuple[int, int], *, denied: bool = False, explicit: bool = False
    ) -> Verdict | None:
        """Return what an answer decides, or None when it says neither yes nor no.

        Parameters
        ----------
        hits : sequence of Hit
            What :meth:`hits` gave.
        answer : tuple of int
            Its tokens ``[start, end)``.
        denied : bool
            Whether the question was put in the negative, so that *ja* denies and *jawel* does not.
        explicit : bool
            Whether only words of yes and no count, and no plain negation, which may deny something else (``Waarom? - Ze luisterde niet``).
        """
        start, end = answer[0], min(answer[1], answer[0] + _MAX_ANSWER)
        inside = [
            hit for hit in hits[bisect_left(hits, start, key=_start) : bisect_left(hits, end, key=_start)] if hit.end <= end
        ]
        taken = start
        denial: Verdict | None = None
        for hit in sorted(inside, key=lambda hit: (hit.start, -hit.end)):
            cue = self._cues[hit.cls]
            if hit.start < taken:
                continue
            taken = hit.end
            if cue.qualifier == "answer":
                return Verdict(cue.denied if denied and cue.denied else cue.value, hit.start, hit.end, cue.id)
            if cue.qualifier == "negation" and denial is None and not explicit:
                denial = Verdict("ontkend", hit.start, hit.end, cue.id)
        return denial


def _start(hit: Hit) -> int:
    return hit.start


def after_label(norms: Sequence[str], turn: tuple[int, int]) -> int:
    """Return the first token of a turn behind its label (``V 12:``)."""
    colon = next((token for token in range(turn[0], min(turn[1], turn[0] + _LABEL)) if norms[token] == ":"), turn[0] - 1)
    return colon + 1


def is_open_question(norms: Sequence[str], start: int, end: int) -> bool:
    """Whether a question asks who, when or how, and so takes for granted what it asks about.

    Examples
    --------
    >>> is_open_question("waarom sloeg u haar ?".split(), 0, 5), is_open_question("sloeg u haar ?".split(), 0, 4)
    (True, False)
    """
    return any(word in _ASKING or word in _ASKING_WHERE for word in norms[start : min(end, start + 2)])


def is_yes_no_question(norms: Sequence[str], start: int, end: int, finite: frozenset[int]) -> bool:
    """Whether a sentence asks yes or no: a question mark, and its verb first or hardly a word (``Geslagen?``)."""
    if "?" not in norms[max(start, end - 3) : end]:
        return False
    words = [token for token in range(start, end) if norms[token][:1].isalnum()]
    return bool(words) and (words[0] in finite or len(words) <= _BARE)
