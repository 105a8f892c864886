"""Qualifiers: is it said, denied or doubted, by whom, and when; one pass over the cues near a match.

The scope of a cue is its clause, or on through the sentence where the verb governs what follows (``ontkent dat ...``). A pseudo-cue
(``niet alleen``) switches off the cue inside it; a stop word (``maar``) ends a scope; words that fill the frame itself (``mocht *niet*
naar buiten``) are no cues. Each cue that changed something is kept, so that the decision can be explained.

Notes
-----
After ConText (Harkema et al. 2009) and its Dutch version ContextD (Afzal et al. 2014), with clauses instead of word windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Cue, Lexicon
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.clauses import Clause
from textmine.pipeline.matcher import by_sentence
from textmine.pipeline.state import Hit, Match, state

_STRENGTH = {"hypothetisch": 3, "ontkend": 2, "onzeker": 1, "aanwezig": 0}


class Effect(NamedTuple):
    """A cue that reached a match: its qualifier, the value, and the tokens ``[start, end)`` of its words."""

    qualifier: str
    value: str
    start: int
    end: int
    cue: str


class CueReader:
    """Decide which cues of a sentence reach a match."""

    def __init__(self, cues: Mapping[str, Cue]) -> None:
        self._cues = {cue.cls: cue for cue in cues.values()}

    def active(self, hits: Iterable[Hit]) -> list[tuple[Cue, Hit]]:
        """Return the cues among the hits, without those that a pseudo-cue or a longer cue covers."""
        found = [(self._cues[hit.cls], hit) for hit in hits if hit.cls in self._cues]
        kept = []
        for cue, hit in found:
            covered = any(
                other is not hit and other.start <= hit.start and hit.end <= other.end and _outranks(rival, other, cue, hit)
                for rival, other in found
            )
            if not covered and cue.qualifier != "pseudo":
                kept.append((cue, hit))
        return kept

    def effects(self, match: Match, active: Sequence[tuple[Cue, Hit]], clauses: Sequence[Clause]) -> list[Effect]:
        """Return the effects that reach a match, in the order of the text.

        Parameters
        ----------
        match : Match
            What may be qualified.
        active : sequence of (Cue, Hit)
            What :meth:`active` gave for the sentence.
        clauses : sequence of Clause
            The clauses of the sentence.
        """
        used = {token for hit in match.hits for token in range(hit.start, hit.end)}
        stops = [hit for cue, hit in active if cue.qualifier == "stop"]
        return [
            Effect(cue.qualifier, cue.value, hit.start, hit.end, cue.id)
            for cue, hit in active
            if cue.qualifier != "stop"
            and used.isdisjoint(range(hit.start, hit.end))
            and _reaches(cue, hit, match, clauses, stops)
        ]


def _outranks(rival: Cue, other: Hit, cue: Cue, hit: Hit) -> bool:
    """A longer cue of the same qualifier goes before a shorter one inside it; a pseudo-cue switches off presence cues only."""
    if rival.qualifier == "pseudo":
        return cue.qualifier == "presence"
    return rival.qualifier == cue.qualifier and other.end - other.start > hit.end - hit.start


def _reaches(cue: Cue, hit: Hit, match: Match, clauses: Sequence[Clause], stops: Sequence[Hit]) -> bool:
    anchors = [part.start for part in match.hits]
    forward = hit.end <= max(anchors)
    if (cue.direction == "vooruit" and not forward) or (cue.direction == "achteruit" and hit.start < min(anchors)):
        return False
    nearest = min(anchors, key=lambda token: abs(token - hit.start))
    low, high = min(hit.start, nearest), max(hit.start, nearest)
    if any(low < stop.start < high for stop in stops):
        return False
    if cue.reach.startswith("woorden:"):
        return high - low <= int(cue.reach.partition(":")[2])
    if cue.reach == "zin":
        return True
    own = {_clause_at(clauses, hit.start), _clause_at(clauses, hit.end - 1)}
    return any(_clause_at(clauses, anchor) in own for anchor in anchors)


def _clause_at(clauses: Sequence[Clause], token: int) -> int:
    return next((number for number, clause in enumerate(clauses) if clause.start <= token < clause.end), -1)


def presence_of(effects: Iterable[Effect]) -> tuple[str, list[Effect]]:
    """Fold the presence cues of a match: two denials cancel (``ontkent niet``), else the strongest counts.

    Examples
    --------
    >>> presence_of([Effect("presence", "onzeker", 0, 1, "zou"), Effect("presence", "ontkend", 3, 4, "niet")])[0]
    'ontkend'
    >>> presence_of([])
    ('aanwezig', [])
    """
    cues = [effect for effect in effects if effect.qualifier == "presence"]
    denials = [effect for effect in cues if effect.value == "ontkend"]
    if len(denials) == 2 and denials[0].cue != denials[1].cue and denials[1].start - denials[0].end <= 1:
        cues = [effect for effect in cues if effect.value != "ontkend"]
    if not cues:
        return "aanwezig", []
    strongest = max(cues, key=lambda effect: _STRENGTH[effect.value])
    return strongest.value, [effect for effect in cues if effect.value == strongest.value]


@Language.factory("textmine_qualifiers", requires=["doc.sents"], default_config={"lexicon": "nl"})
class QualifierPipe(LexiconPipe):
    """Write the effects of the cues on every match to a Doc's findings."""

    def use(self, lexicon: Lexicon) -> None:
        """Take the cues from a lexicon."""
        self._reader = CueReader(lexicon.cues)

    def __call__(self, doc: Doc) -> Doc:
        """Qualify the matches; sentences without a match are not looked at."""
        found = state(doc)
        sentences = sorted({(match.sent_start, match.sent_end) for match in found["matches"]})
        hits_of = {start: inside for start, _, inside in by_sentence(found["hits"], sentences)}
        active: dict[int, list[tuple[Cue, Hit]]] = {}
        effects: list[list[Effect]] = []
        for match in found["matches"]:
            start = match.sent_start
            if start not in active:
                active[start] = self._reader.active(hits_of[start])
            effects.append(self._reader.effects(match, active[start], found["clauses"][start]))
        found["effects"] = effects
        return doc
