"""The pipe that writes actors, roles and sources to a Doc; the logic stands in the modules that it calls, in this order:
mentions, reading (links, clauses, arguments), roles, evidence, casting (naming, pronouns, main persons), ownership, attributes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Lexicon
from textmine.pipeline.actors.attributes import describe_actors
from textmine.pipeline.actors.cast import Cast, agent_value, target_value
from textmine.pipeline.actors.casting import Casting
from textmine.pipeline.actors.completion import complete, fits
from textmine.pipeline.actors.evidence import Evidence, EvidenceReader
from textmine.pipeline.actors.leftover import introduce, with_leftovers
from textmine.pipeline.actors.mentions import MentionFinder, NameSpan
from textmine.pipeline.actors.ownership import OwnershipReader, Told
from textmine.pipeline.actors.reading import Sentence, SentenceReader
from textmine.pipeline.actors.roles import RoleFinder, Roles
from textmine.pipeline.actors.strangers import StrangerFinder
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.sections import Turn
from textmine.pipeline.sources import SourceFinder
from textmine.pipeline.state import Match, Part, state

_SEXES = {"v": "vrouw", "m": "man"}


@Language.factory(
    "textmine_actors", assigns=["doc._.actors"], requires=["doc.sents", "doc._.entities"], default_config={"lexicon": "nl"}
)
class ActorPipe(LexiconPipe):
    """Find the actors of a Doc, and for every match its agent, target and source."""

    def use(self, lexicon: Lexicon) -> None:
        """Take person words and grammar from a lexicon."""
        self._mentions = MentionFinder(lexicon)
        self._strangers = StrangerFinder(lexicon.grammar)
        self._reader = SentenceReader(lexicon)
        self._roles = RoleFinder(lexicon.grammar)
        self._evidence = EvidenceReader(lexicon)
        self._ownership = OwnershipReader(lexicon.grammar)
        self._writers_own = frozenset(lexicon.rules["report"]["writers_own"])
        self._said = {cue.cls: cue for cue in lexicon.cues.values() if cue.qualifier == "source"}

    def __call__(self, doc: Doc) -> Doc:
        """Write ``actors`` and, beside every match, who did it to whom and who says so."""
        found = state(doc)
        told = _told(doc, found["entities"])
        turns = [Turn(*turn) for turn in found["turns"]]
        sentences, numbers = self._read(doc, told, turns)
        starts = [sentence.start for sentence in sentences]
        places = [bisect_right(starts, match.sent_start) - 1 for match in found["matches"]]
        roles = [
            self._roles_of(match, sentences[place], found["norms"]) for match, place in zip(found["matches"], places, strict=True)
        ]
        evidence = self._evidence_of(found, sentences, starts, roles)
        cast = Casting(sentences, found["norms"], evidence).build()
        owned, unowned = self._ownership.read(told, found["norms"], sentences, cast)
        introduce(cast, owned, starts)
        told_by = [(self._said[hit.cls], hit) for hit in found["hits"] if hit.cls in self._said]
        sources = SourceFinder(sentences, numbers, turns, cast, told_by, found["norms"])
        parts = []
        for match, effects, place, role in zip(found["matches"], found["effects"], places, roles, strict=True):
            last = sentences[place - 1] if place else None
            own = self.lexicon.frames[match.frame].code.partition(".")[0] in self._writers_own
            parts.append(self._part(match, role, cast, last, sources.source(effects, place, match.start, own=own)))
        found["parts"] = parts
        facts = with_leftovers(owned, unowned, cast, starts)
        found["actors"] = [actor.to_dict() for actor in describe_actors(cast, facts, _spans(doc, cast))]
        found["sections"] = [{"kind": t.kind, "start": t.start, "end": t.end, "speaker": t.speaker} for t in turns]
        return doc

    def _read(self, doc: Doc, told: Sequence[Told], turns: Sequence[Turn]) -> tuple[list[Sentence], list[int]]:
        """Return the sentences, and the number of the section of every sentence (-1 without one)."""
        found = state(doc)
        bounds = [(sent.start, sent.end) for sent in doc.sents] if len(doc) else []
        names = _names(told)
        names += self._strange_names(doc, told, names, {start for start, _ in bounds})
        peoples = [NameSpan(one.start, one.end, "", "") for one in told if one.label == "NATIONALITEIT"]
        refs = self._mentions.find(found["norms"], found["hits"], names, peoples)
        opened = [turn.start for turn in turns]
        numbers = [bisect_right(opened, doc[start].idx) - 1 for start, _ in bounds]
        by_sentence = [turns[number] if number >= 0 else None for number in numbers]
        return self._reader.read(
            found["norms"], bounds, refs, found["hits"], found["clauses"], by_sentence, found["parse"]
        ), numbers

    def _strange_names(self, doc: Doc, told: Sequence[Told], names: Sequence[NameSpan], openers: set[int]) -> list[NameSpan]:
        found = state(doc)
        known = {token for one in told for token in range(one.start, one.end)}
        known |= {token for hit in found["hits"] for token in range(hit.start, hit.end)}
        named = {token for name in names for token in range(name.start, name.end)}
        ages = {one.start for one in told if one.label == "LEEFTIJD"}
        return self._strangers.find([token.text for token in doc], found["norms"], openers, known, named, ages)

    def _roles_of(self, match: Match, sentence: Sentence, norms: Sequence[str]) -> Roles:
        return self._roles.find(self.lexicon.frames[match.frame], match.hits, sentence.clauses, sentence.arguments, norms)

    def _evidence_of(
        self, found: Mapping[str, Any], sentences: Sequence[Sentence], starts: Sequence[int], roles: Sequence[Roles]
    ) -> Evidence:
        """What the matches and the words of sex work tell of the persons."""
        works, forced = [], []
        telling = set()
        for hit in found["hits"]:
            if self._evidence.tells(hit):
                place = bisect_right(starts, hit.start) - 1
                telling.add(starts[place])
                if sentences[place].clauses:
                    work, deed = self._evidence.works(hit, sentences[place], found["norms"])
                    works.append(work)
                    forced += [deed] if deed is not None else []
        told = [
            (self.lexicon.frames[match.frame], role, match.sent_start in telling)
            for match, role in zip(found["matches"], roles, strict=True)
        ]
        return Evidence([*self._evidence.deeds(told), *forced], works)

    def _part(self, match: Match, role: Roles, cast: Cast, last: Sentence | None, source: str) -> Part:
        frame = self.lexicon.frames[match.frame]
        agent, target = complete(frame, role, cast, last)
        named = frame.agent or agent_value(agent), frame.target or target_value(target)
        return Part(*named, role.how, source, fits(frame, agent, target))


def _told(doc: Doc, entities: Sequence[Mapping[str, str]]) -> list[Told]:
    """The entities in tokens."""
    told = []
    for entity in entities:
        span = doc.char_span(int(entity["start"]), int(entity["end"]), alignment_mode="expand")
        if span is not None:
            told.append(Told(entity["label"], entity["value"], span.start, span.end))
    return told


def _names(told: Sequence[Told]) -> list[NameSpan]:
    """The names; *van* before a name that the text has without it is a preposition (``de moeder van Petra``)."""
    named = [(one, *one.value.partition("|")[::2]) for one in told if one.label == "PERSOON"]
    known = {name for _, name, _ in named}
    names = []
    for one, name, sex in named:
        rest = name.removeprefix("van ")
        names.append(
            NameSpan(one.start + (rest != name and rest in known), one.end, rest if rest in known else name, _SEXES.get(sex, ""))
        )
    return names


def _spans(doc: Doc, cast: Cast) -> dict[int, tuple[int, int, str]]:
    """The characters and the text of every mention, by its first token."""
    spans = {}
    for person in cast.persons:
        for ref in person.refs:
            span = doc[ref.start : ref.end]
            spans[ref.start] = (span.start_char, span.end_char, span.text)
    return spans
