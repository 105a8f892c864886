"""The pipe that writes actors, roles and sources to a Doc; the logic stands in mentions, actors, roles and sources."""

from __future__ import annotations

from bisect import bisect_right
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
from textmine.pipeline.state import Match, state


@Language.factory("textmine_actors", assigns=["doc._.actors"], requires=["doc.sents", "doc._.entities"], default_config={"lexicon": "nl"})
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
        sentences = [sent.start for sent in doc.sents]
        turns = [Turn(*turn) for turn in found["turns"]]
        sentence_of = [0] * len(doc)
        for number, start in enumerate(sentences):
            end = sentences[number + 1] if number + 1 < len(sentences) else len(doc)
            sentence_of[start:end] = [number] * (end - start)
        turn_of = _turns_of(doc, sentences, turns)
        cast = Casting(refs, sentence_of, turn_of).build()
        carried = _Carried()
        roles = []
        for match, effects in zip(found["matches"], found["effects"], strict=True):
            clauses = found["clauses"][match.sent_start]
            inside = [ref for ref in refs if match.sent_start <= ref.start < match.sent_end]
            turn = turn_of[sentence_of[match.sent_start]]
            agent, target, how = self._roles_of(match, clauses, found["norms"], inside, cast)
            source, cue = source_of(effects, turn, clauses, inside, cast)
            roles.append((agent, target, how, carried.take(source, cue is not None, turn)))
        found["roles"] = roles
        found["actors"] = [actor.to_dict() for actor in describe_actors(doc, cast, found["entities"], sentence_of)]
        found["sections"] = [{"kind": t.kind, "start": t.start, "end": t.end, "speaker": t.speaker} for t in turns]
        return doc

    def _roles_of(self, match: Match, clauses: Sequence[Clause], norms: Sequence[str], refs: Sequence[Ref], cast: Cast) -> tuple[str, str, str]:
        frame = self.lexicon.frames[match.frame]
        head = next((hit for hit in match.hits if hit.kind), match.hits[0])
        clause = next(number for number, clause in enumerate(clauses) if clause.start <= head.start < clause.end)
        found = self._roles.find(frame, head, clause, clauses, norms, refs, cast)
        if not (_allowed(frame.subject, _subject(frame, found.agent, found.target)) and _allowed(frame.object, found.target)):
            return "", "", "rol_past_niet"
        agent = frame.agent or agent_value(found.agent)
        target = frame.target or target_value(found.target)
        return agent, target, found.how


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
        self._turn: Turn | None = None
        self._source = ""

    def take(self, source: str, named: bool, turn: Turn | None) -> str:
        if turn is not self._turn:
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


def _turns_of(doc: Doc, sentences: Sequence[int], turns: Sequence[Turn]) -> list[Turn | None]:
    starts = [turn.start for turn in turns]
    found: list[Turn | None] = []
    for start in sentences:
        position = bisect_right(starts, doc[start].idx) - 1
        found.append(turns[position] if position >= 0 else None)
    return found

