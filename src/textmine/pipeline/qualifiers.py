"""Qualifiers: is it said, denied or doubted, by whom, and when; one pass over the cues of the sentences that hold a match.

A cue has a scope (:mod:`~textmine.pipeline.scopes`); a negation binds to what it denies (:mod:`~textmine.pipeline.negation`); a question
is decided by its answer (:mod:`~textmine.pipeline.questions`). A pseudo-cue (``niet alleen``) switches off the cue inside it; words that
fill the frame itself (``mocht *niet* naar buiten``) are no cues. Each cue that changed something is kept, so that the decision can be
explained.

Notes
-----
After ConText (Harkema et al. 2009) and its Dutch version ContextD (Afzal et al. 2014), with statements instead of word windows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Cue, Frame, Lexicon
from textmine.pipeline.answers import AnswerReader
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.clauses import Clause
from textmine.pipeline.negation import bound, denies
from textmine.pipeline.questions import Interview, QuestionReader
from textmine.pipeline.scopes import Sentence, places, reaches
from textmine.pipeline.sections import Turn
from textmine.pipeline.state import Hit, Match, state
from textmine.pipeline.statements import StatementSplitter, is_participle
from textmine.pipeline.words import by_sentence

_ACTS: Final = ("machtsmiddel", "uitbuiting")
_STRENGTH: Final = {"geen_uitspraak": 4, "hypothetisch": 3, "ontkend": 2, "onzeker": 1, "aanwezig": 0}


class Effect(NamedTuple):
    """A cue that reached a match: its qualifier, the value, and the tokens ``[start, end)`` of its words."""

    qualifier: str
    value: str
    start: int
    end: int
    cue: str


class CueReader:
    """Decide which cues of a sentence reach its matches.

    Parameters
    ----------
    cues : mapping of str to Cue
        The cues by their ids.
    frames : mapping of str to Frame
        The frames by their ids. Where one tells a state (a vulnerability, a place), the denial of an act beside it is not its own.
    """

    def __init__(self, cues: Mapping[str, Cue], frames: Mapping[str, Frame]) -> None:
        self._cues = {cue.cls: cue for cue in cues.values()}
        self._codes = {frame.id: frame.code for frame in frames.values()}
        self._states = {f.id for f in frames.values() if f.voice == "geen" and f.code.partition(".")[0] not in _ACTS}

    def active(self, hits: Iterable[Hit], sentence: Sentence) -> list[tuple[Cue, Hit]]:
        """Return the cues among the hits, without those that a pseudo-cue or a longer cue covers, or that stand in the wrong place."""
        found = [(self._cues[hit.cls], hit) for hit in hits if hit.cls in self._cues]
        found = [(cue, hit) for cue, hit in found if _in_place(cue, hit, sentence)]
        return [(cue, hit) for cue, hit in found if cue.qualifier != "pseudo" and not _covered(cue, hit, found)]

    def effects(self, matches: Sequence[Match], active: Sequence[tuple[Cue, Hit]], sentence: Sentence) -> list[list[Effect]]:
        """Return for each match of a sentence the effects that reach it, in the order of the text.

        Parameters
        ----------
        matches : sequence of Match
            The matches of the sentence.
        active : sequence of (Cue, Hit)
            What :meth:`active` gave.
        sentence : Sentence
            Where they stand.
        """
        acts = [match for match in matches if match.frame not in self._states]
        heads = sorted({match.head.start for match in matches})
        deniable = [(cue, hit) for cue, hit in active if cue.denied and cue.qualifier != "answer"]
        filled = {(token, self._codes[m.frame]) for m in matches for hit in m.hits for token in range(hit.start, hit.end)}
        inside = {token for token, _ in filled}
        taken: set[Hit] = set()
        free: list[tuple[Cue, Hit]] = []
        for cue, hit in active:
            if cue.qualifier == "negation":
                other = bound(cue, hit, deniable, heads, sentence) if inside.isdisjoint(range(hit.start, hit.end)) else None
                if other is None:
                    free.append((cue, hit))
                else:
                    taken.add(other)
        said = [pair for pair in active if pair[0].qualifier in ("presence", "source", "phase")]
        found = []
        for match in matches:
            reached = [
                Effect(cue.qualifier, cue.denied if hit in taken else cue.value, hit.start, hit.end, cue.id)
                for cue, hit in said
                if self._reaches(cue, hit, match, sentence)
            ]
            still, code = match.frame in self._states, self._codes[match.frame]
            if still and any(sentence.at(act.head.start) == sentence.at(match.head.start) for act in acts):
                reached = [effect for effect in reached if effect.value != "ontkend"]
            else:
                reached += [
                    Effect("presence", "ontkend", hit.start, hit.end, cue.id)
                    for cue, hit in free
                    if (hit.start, code) not in filled and denies(cue, hit, match, heads, sentence, still=still)
                ]
            found.append(sorted(reached, key=lambda effect: (effect.start, effect.end)))
        return found

    @staticmethod
    def _reaches(cue: Cue, hit: Hit, match: Match, sentence: Sentence) -> bool:
        if any(hit.start < part.end and part.start < hit.end for part in match.hits):
            return False
        if cue.qualifier == "phase":
            return places(hit, match.head, sentence)
        return reaches(cue, hit, match.head, sentence)


def _in_place(cue: Cue, hit: Hit, sentence: Sentence) -> bool:
    """Whether a cue that must open its statement, or have a word beside it, does."""
    if cue.opens and not sentence.opens(hit):
        return False
    if not cue.beside:
        return True
    words = sentence.words(sentence.at(hit.start))
    return not set(cue.beside).isdisjoint(words) and (not cue.participle or any(map(is_participle, words)))


def _covered(cue: Cue, hit: Hit, found: Iterable[tuple[Cue, Hit]]) -> bool:
    """A longer cue goes before a shorter one inside it; a pseudo-cue switches off what says presence."""
    said = ("presence", "negation", "answer", "question", "stop")
    for rival, other in found:
        if other is hit or not (other.start <= hit.start and hit.end <= other.end):
            continue
        if rival.qualifier == "pseudo":
            if cue.qualifier in said:
                return True
        elif other.end - other.start > hit.end - hit.start and (
            rival.qualifier == cue.qualifier or (rival.qualifier == "presence" and cue.qualifier in said)
        ):
            return True
    return False


def presence_of(effects: Iterable[Effect]) -> tuple[str, list[Effect]]:
    """Fold the presence cues of a match: an answer decides what was asked, else the strongest cue counts.

    Examples
    --------
    >>> presence_of([Effect("presence", "onzeker", 0, 1, "zou"), Effect("presence", "ontkend", 3, 4, "niet")])[0]
    'ontkend'
    >>> presence_of([])
    ('aanwezig', [])
    """
    cues = [effect for effect in effects if effect.qualifier == "presence"]
    answers = [effect for effect in effects if effect.qualifier == "answer"]
    if answers and not any(effect.value == "hypothetisch" for effect in cues):
        return answers[0].value, answers
    cues = [effect for effect in cues if effect.value != "aanwezig"]
    if not cues:
        return "aanwezig", []
    strongest = max(cues, key=lambda effect: _STRENGTH[effect.value])
    return strongest.value, [effect for effect in cues if effect.value == strongest.value]


@Language.factory("textmine_qualifiers", requires=["doc.sents"], default_config={"lexicon": "nl"})
class QualifierPipe(LexiconPipe):
    """Write the effects of the cues on every match to a Doc's findings."""

    def use(self, lexicon: Lexicon) -> None:
        """Take the cues from a lexicon."""
        self._reader = CueReader(lexicon.cues, lexicon.frames)
        self._splitter = StatementSplitter(lexicon.grammar)
        self._cues = {cue.cls: cue for cue in lexicon.cues.values()}
        self._answers = AnswerReader(self._cues)
        self._questions = QuestionReader(self._answers)

    def __call__(self, doc: Doc) -> Doc:
        """Qualify the matches; sentences without a match are not looked at."""
        found = state(doc)
        matches: dict[int, list[int]] = {}
        for number, match in enumerate(found["matches"]):
            matches.setdefault(match.sent_start, []).append(number)
        effects: list[list[Effect]] = [[] for _ in found["matches"]]
        replies = self._answers.hits(found["hits"]) if matches else []
        interview = _interview(doc) if matches else Interview((), (), (), (), answered=False)
        bounds = sorted({(match.sent_start, match.sent_end) for match in found["matches"]})
        for start, _, hits in by_sentence(found["hits"], bounds):
            sentence = self._sentence(hits, found["clauses"][start], found["norms"])
            active = self._reader.active(hits, sentence)
            asking = [pair for pair in active if pair[0].qualifier == "question"]
            inside = [found["matches"][number] for number in matches[start]]
            for number, match, reached in zip(
                matches[start], inside, self._reader.effects(inside, active, sentence), strict=True
            ):
                verdict = self._questions.verdict(
                    match,
                    sentence,
                    asking,
                    replies,
                    interview,
                    denied=presence_of(reached)[0] == "ontkend",
                    reported=any(effect.qualifier == "source" for effect in reached),
                )
                effects[number] = reached + ([Effect("answer", *verdict)] if verdict else [])
        found["effects"] = effects
        return doc

    def _sentence(self, hits: Sequence[Hit], clauses: Sequence[Clause], norms: Sequence[str]) -> Sentence:
        finite = frozenset(hit.start for hit in hits if hit.kind in ("fin", "any"))
        statements, finite = self._splitter.split(clauses, norms, finite)
        ends = [
            (self._cues[hit.cls].value, hit.start)
            for hit in hits
            if hit.cls in self._cues and self._cues[hit.cls].qualifier == "stop"
        ]
        stops = tuple(start for value, start in ends if value == "stop")
        return Sentence(norms, statements, finite, stops, tuple(start for value, start in ends if value == "ontkenning"))


def _interview(doc: Doc) -> Interview:
    found = state(doc)
    bounds = [(sent.start, sent.end) for sent in doc.sents]
    turns = [Turn(*turn) for turn in found["turns"]]
    opened = [turn.start for turn in turns]
    numbers = [bisect_right(opened, doc[start].idx) - 1 for start, _ in bounds]
    return Interview(found["norms"], bounds, numbers, turns, any(turn.kind == "antwoord" for turn in turns))
