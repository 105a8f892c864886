"""Scopes: which of the statements in a sentence a cue reaches.

A cue of reach ``bijzin`` reaches its own statement; one of reach ``zin`` also what it governs: the ``dat``-clause that it announces or
closes, and what goes on from there. A time expression also places the statement beside the adverbial clause in which it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textmine.lexicons.model import Cue
from textmine.pipeline.state import Hit
from textmine.pipeline.statements import COMPLEMENT, Statement, is_participle

ADVERBIAL: Final = frozenset(
    {"toen", "nadat", "voordat", "voor", "sinds", "zodra", "als", "nu", "terwijl", "zolang", "wanneer", "totdat"}
)
_UNREAL: Final = frozenset({"had", "hadden", "was", "waren", "zou", "zouden", "ware"})
_HABIT: Final = frozenset({"altijd", "vaak", "steeds", "telkens", "meestal", "soms", "iedere", "elke", "regelmatig", "weer"})
_EVER: Final = frozenset({"ooit", "zou", "zouden", "mocht", "stel", "gesteld"})
_QUOTES: Final = frozenset({'"', "'", "“", "”", "„", "‘", "’", "«", "»"})
_MAX_BACK: Final = 2
"""Statements over which ``dat klopt niet`` points back."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What cues need of a sentence: the document's words, its statements, and the tokens of its finite verbs.

    ``stops`` are the cues that end a scope, ``affirmed`` those that only end a denial (``wel``).
    """

    norms: Sequence[str]
    statements: Sequence[Statement]
    finite: frozenset[int]
    stops: Sequence[int] = ()
    affirmed: Sequence[int] = ()

    def at(self, token: int) -> int:
        """Return the number of the statement that holds a token."""
        return next(number for number, statement in enumerate(self.statements) if token < statement.end)

    def own(self, cue: Cue, hit: Hit) -> int:
        """Return the number of a cue's own statement; ``zonder dat`` belongs to the clause that its last word opens."""
        return self.at(hit.end - 1 if cue.direction == "vooruit" else hit.start)

    def words(self, number: int) -> list[str]:
        """Return the words of a statement, without punctuation."""
        statement = self.statements[number]
        return [word for word in self.norms[statement.start : statement.end] if word[:1].isalnum()]

    def stopped(self, one: int, other: int, *, denial: bool = False) -> bool:
        """Whether a word between two tokens ends the scope of a cue."""
        low, high = min(one, other), max(one, other)
        return any(low < stop < high for stop in (*self.stops, *(self.affirmed if denial else ())))

    def opens(self, hit: Hit) -> bool:
        """Whether a cue is the first word of its statement, or of what follows a quotation (``..., zegt ze``)."""
        statement = self.statements[self.at(hit.start)]
        before = [word for word in self.norms[statement.start : hit.start] if word[:1].isalnum()]
        quoted = hit.start > statement.start and self.norms[hit.start - 1] in _QUOTES
        return quoted or all(word in ("zo", "aldus", "en", "dan", "of") for word in before)


def reaches(cue: Cue, hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """Whether a cue reaches a match by its direction and reach.

    Parameters
    ----------
    cue, hit
        The cue and its words.
    head : Hit
        The word of the match that carries the action.
    sentence : Sentence
        Where both stand.
    """
    if cue.reach == "voorwaarde":
        return _in_unreal_condition(hit, head, sentence)
    if cue.reach.startswith("woorden:"):
        return _in_direction(cue, hit, head) and abs(head.start - hit.start) <= int(cue.reach.partition(":")[2])
    own, target = sentence.own(cue, hit), sentence.at(head.start)
    if own == target:
        allowed = not cue.opener or "" in cue.opener
        return allowed and _in_direction(cue, hit, head) and not sentence.stopped(hit.start, head.start)
    return cue.reach == "zin" and (
        _governs_after(cue, hit, head, sentence) if own < target else _governs_before(cue, hit, head, sentence)
    )


def places(hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """Whether a time expression places a match: from its own statement, or as or in the adverbial clause beside it."""
    first, own, target = sentence.at(hit.start), sentence.at(hit.end - 1), sentence.at(head.start)
    if target in (first, own):
        return True
    between = sentence.statements[min(own, target) + 1 : max(own, target)]
    if any(statement.opener not in ADVERBIAL for statement in between):
        return False
    statement = sentence.statements[own]
    adverbial = statement.opener in ADVERBIAL or sentence.norms[hit.start] in ADVERBIAL
    before = own < target and not any(hit.end <= token < statement.end for token in sentence.finite)
    return adverbial or (before and sentence.opens(hit))


def _in_direction(cue: Cue, hit: Hit, head: Hit) -> bool:
    if cue.direction == "beide":
        return True
    return (hit.start < head.start) == (cue.direction == "vooruit")


def _governs_after(cue: Cue, hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """What a cue announces: the ``dat``-clause right after it, or what follows a colon, and what goes on from there."""
    if cue.direction == "achteruit" or sentence.stopped(hit.start, head.start):
        return False
    between = sentence.statements[sentence.own(cue, hit) + 1 : sentence.at(head.start) + 1]
    quoted = sentence.norms[between[0].start - 1] == ":"
    announced = quoted or not cue.opener or between[0].opener in cue.opener
    aside = sentence.statements[sentence.own(cue, hit)].opener not in ("", *COMPLEMENT)  # "hoewel zij ontkent, ..."
    if aside and between[0].opener not in COMPLEMENT:
        return False
    return announced and all(statement.linked for statement in between[quoted:])


def _governs_before(cue: Cue, hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """What a cue closes: the ``dat``-clause before it, or the statement before words that point back (``dat klopt niet``)."""
    own, target = sentence.own(cue, hit), sentence.at(head.start)
    if cue.direction == "vooruit" or own - target > _MAX_BACK:
        return False
    if cue.direction == "achteruit" or sentence.opens(hit):
        return cue.direction == "achteruit" or own - target == 1
    opened = [statement for statement in sentence.statements[: target + 1] if statement.opener in COMPLEMENT]
    linked = sentence.statements[target].linked
    return linked and bool(opened) and (not cue.opener or opened[-1].opener in cue.opener)


def _in_unreal_condition(hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """Whether the match stands in a condition that is only imagined, or in one that did not come true or its consequence.

    Imagined is ``als hij mij ooit slaat``, ``mocht hij haar slaan``; what did not come true has a pluperfect or *zou* on both sides.
    """
    own, target = sentence.at(hit.end - 1), sentence.at(head.start)
    if not sentence.opens(hit):
        return False
    condition = [*sentence.norms[hit.start : hit.end], *sentence.words(own)]
    if own == target and not _EVER.isdisjoint(condition):
        return True
    other = own + 1 if own + 1 < len(sentence.statements) else own - 1
    if other < 0 or target not in (own, other):
        return False
    consequence = sentence.words(other)
    unreal = not _UNREAL.isdisjoint(condition) and not _UNREAL.isdisjoint(consequence[:3])
    done = target == own or any(map(is_participle, consequence))
    return unreal and any(map(is_participle, condition)) and done and _HABIT.isdisjoint((*condition, *consequence))
