"""The pipe that writes actors, roles and sources to a Doc; the logic stands in mentions, actors, roles and sources."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Frame, Lexicon
from textmine.pipeline.actors import Cast, Casting, Person, agent_value, target_value
from textmine.pipeline.attributes import describe_actors
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.clauses import Clause
from textmine.pipeline.mentions import MentionFinder, NameSpan, Ref
from textmine.pipeline.roles import RoleFinder
from textmine.pipeline.sections import Turn
from textmine.pipeline.sources import source_of
from textmine.pipeline.state import Match, Part, state


@Language.factory(
    "textmine_actors", assigns=["doc._.actors"], requires=["doc.sents", "doc._.entities"], default_config={"lexicon": "nl"}
)
class ActorPipe(LexiconPipe):
    """Find the actors of a Doc, and for every match its agent, target and source."""

    def use(self, lexicon: Lexicon) -> None:
        """Take person words and voice from a lexicon."""
        self._mentions = MentionFinder(lexicon)
        self._roles = RoleFinder(lexicon.grammar)

    def __call__(self, doc: Doc) -> Doc:
        """Write ``actors`` and, beside every match, who did it to whom and who says so."""
        found = state(doc)
        refs = self._mentions.find(found["norms"], found["hits"], _names(doc, found["entities"]))
        turns = [Turn(*turn) for turn in found["turns"]]
        sentences = [sent.start for sent in doc.sents] if len(doc) else []
        sentence_of = _sentence_of(sentences, len(doc))
        turn_of = _turns_of(doc, sentences, turns)
        cast = Casting(refs, sentence_of, [turns[number] if number >= 0 else None for number in turn_of]).build()
        inside: dict[int, list[Ref]] = defaultdict(list)
        for ref in refs:
            inside[sentence_of[ref.start]].append(ref)
        carried = _Carried()
        parts = []
        for match, effects in zip(found["matches"], found["effects"], strict=True):
            number = sentence_of[match.sent_start]
            clauses, own = found["clauses"][match.sent_start], inside[number]
            turn = turn_of[number]
            source, cue = source_of(effects, turns[turn] if turn >= 0 else None, clauses, own, cast)
            agent, target, how, fits = self._roles_of(match, clauses, found["norms"], own, cast)
            parts.append(Part(agent, target, how, carried.take(source, cue is not None, turn), turn, fits))
        found["parts"] = parts
        found["actors"] = [actor.to_dict() for actor in describe_actors(doc, cast, found["entities"], sentence_of)]
        found["sections"] = [{"kind": t.kind, "start": t.start, "end": t.end, "speaker": t.speaker} for t in turns]
        return doc

    def _roles_of(
        self, match: Match, clauses: Sequence[Clause], norms: Sequence[str], refs: Sequence[Ref], cast: Cast
    ) -> tuple[str, str, str, bool]:
        frame = self.lexicon.frames[match.frame]
        head = next((hit for hit in match.hits if hit.kind), match.hits[0])
        clause = next(number for number, clause in enumerate(clauses) if clause.start <= head.start < clause.end)
        found = self._roles.find(frame, head, clause, clauses, norms, refs, cast)
        fits = _allowed(frame.subject, _subject(frame, found.agent, found.target)) and _allowed(frame.object, found.target)
        return frame.agent or agent_value(found.agent), frame.target or target_value(found.target), found.how, fits


def _sentence_of(starts: Sequence[int], n_tokens: int) -> list[int]:
    """The number of the sentence of every token."""
    numbers = [0] * n_tokens
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else n_tokens
        numbers[start:end] = [number] * (end - start)
    return numbers


def _subject(frame: Frame, agent: Person | None, target: Person | None) -> Person | None:
    return target if frame.voice == "slachtoffer" else agent


def _allowed(wanted: Sequence[str], person: Person | None) -> bool:
    """Whether a person may fill a part: an unknown one always may, unless ``bekend`` is asked for."""
    if person is None:
        return "bekend" not in wanted
    allowed = [role for role in wanted if not role.startswith("!") and role != "bekend"]
    excluded = [role.removeprefix("!") for role in wanted if role.startswith("!")]
    return person.rol not in excluded and (not allowed or person.rol in allowed)


class _Carried:
    """In a report the source that was named last goes on speaking until the section ends or another is named."""

    def __init__(self) -> None:
        self._turn = -1
        self._source = ""

    def take(self, source: str, named: bool, turn: int) -> str:
        if turn != self._turn:
            self._turn, self._source = turn, ""
        if named:
            self._source = source
            return source
        return self._source or source


def _names(doc: Doc, entities: Sequence[dict[str, str]]) -> list[NameSpan]:
    spans = []
    for entity in entities:
        if entity["label"] == "PERSOON":
            span = doc.char_span(int(entity["start"]), int(entity["end"]), alignment_mode="expand")
            if span is not None:
                name, _, sex = entity["value"].partition("|")
                spans.append(NameSpan(span.start, span.end, name or entity["text"], {"v": "vrouw", "m": "man"}.get(sex, "")))
    return spans


def _turns_of(doc: Doc, sentences: Sequence[int], turns: Sequence[Turn]) -> list[int]:
    """The number of the section of every sentence, -1 without one."""
    starts = [turn.start for turn in turns]
    return [bisect_right(starts, doc[start].idx) - 1 for start in sentences]
