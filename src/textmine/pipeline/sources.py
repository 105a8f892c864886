"""Sources: who says so. A quoted speaker is the source, not the officer who writes it down; of speakers in speakers the innermost."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textmine.lexicons.model import Cue
from textmine.pipeline.actors.arguments import segment_at
from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.reading import Sentence
from textmine.pipeline.qualifiers import Effect
from textmine.pipeline.sections import Turn
from textmine.pipeline.state import Hit

SOURCE_OF_ROLE: Final[Mapping[str, str]] = {
    "slachtoffer": "slachtoffer",
    "ander_slachtoffer": "slachtoffer",
    "uitbuiter": "verdachte",
    "facilitator": "verdachte",
    "klant": "getuige",
    "familie": "getuige",
    "derde": "getuige",
    "getuige": "getuige",
    "melder": "melder",
    "verbalisant": "verbalisant",
}
_ASKED: Final = ("vraag", "opmerking")


class SourceFinder:
    """Find who says what a match tells; in a report the speaker named last goes on until the section ends or another is named.

    Parameters
    ----------
    sentences : sequence of Sentence
        The sentences of the narrative.
    numbers : sequence of int
        The number of the section of each, -1 without one.
    turns : sequence of Turn
        The sections.
    cast : Cast
        Who each mention is.
    told : iterable of Cue and Hit
        The source cues of the narrative, in the order of the text; those of sentences without a match carry on as well.
    norms : sequence of str
        Its normalised words.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        numbers: Sequence[int],
        turns: Sequence[Turn],
        cast: Cast,
        told: Iterable[tuple[Cue, Hit]],
        norms: Sequence[str],
    ) -> None:
        self._norms = norms
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._numbers = numbers
        self._turns = turns
        self._cast = cast
        self._named: dict[int, str] = {}
        self._according: dict[int, str] = {}
        self._speaking: dict[int, list[tuple[int, str]]] = {}
        self._carried: list[str] = []
        self._listen(told)

    def source(self, effects: Sequence[Effect], place: int, start: int, *, own: bool = False) -> str:
        """Return the source of a match.

        Parameters
        ----------
        effects : sequence of Effect
            What reached the match.
        place : int
            The number of its sentence.
        start : int
            The first token of its evidence.
        own : bool
            Whether it is the writer's own finding, and not part of what someone goes on telling.
        """
        named = [effect for effect in effects if effect.qualifier == "source"]
        for effect in reversed(named):
            if source := self._of(effect):
                return source
        answer = next((effect for effect in effects if effect.qualifier == "answer"), None)
        if answer is not None and (replied := self._replied(answer, place)):
            return replied
        if place in self._according:
            return self._according[place]
        earlier = [source for token, source in self._speaking.get(place, ()) if token < start]
        return (not own and (earlier or [self._carried[place]])[-1]) or self._speaker(place)

    def _listen(self, told: Iterable[tuple[Cue, Hit]]) -> None:
        """Note who is named in every sentence, and who goes on speaking into it from those before it in its section."""
        cues: dict[int, list[tuple[Cue, Hit]]] = defaultdict(list)
        for cue, hit in told:
            cues[self._place(hit.start)].append((cue, hit))
        section, speaking = -2, ""
        for place, number in enumerate(self._numbers):
            if number != section:
                section, speaking = number, ""
            reported = self._speaker(place) == "verbalisant"
            self._carried.append(speaking if reported else "")
            found = [
                (cue, hit.start, self._of(Effect("source", cue.value, hit.start, hit.end, cue.id))) for cue, hit in cues[place]
            ]
            named = [(cue, token, source) for cue, token, source in found if source]
            if named:
                self._named[place] = named[0][2]
            aside = [source for cue, _, source in named if cue.value != "onderwerp" and not cue.carries]
            if aside:
                self._according[place] = aside[-1]
            if reported:
                self._speaking[place] = [(token, source) for cue, token, source in named if _goes_on(cue, source)]
                speaking = next((source for _, source in self._speaking[place]), speaking)

    def _of(self, effect: Effect) -> str:
        """The source that a cue names, or empty."""
        if effect.value != "onderwerp":
            return effect.value
        person, elided = self._subject(effect.start)
        if elided:  # "Ontkent dat hij haar sloeg": who spoke goes on, at first the victim
            return self._carried[self._place(effect.start)] or ("slachtoffer" if self._cast.victim else "")
        return SOURCE_OF_ROLE.get(person.rol, "") if person is not None else ""

    def _replied(self, answer: Effect, place: int) -> str:
        """Who answers: the speaker of the next turn, or the subject of the sentence that holds the answer."""
        number = self._numbers[place]
        if number >= 0 and self._turns[number].kind in _ASKED:
            return next((turn.speaker for turn in self._turns[number + 1 :] if turn.kind not in _ASKED), "")
        if self._place(answer.start) == place:
            return ""
        if self._place(answer.start) in self._named:
            return self._named[self._place(answer.start)]
        person, _ = self._subject(answer.start)
        return SOURCE_OF_ROLE.get(person.rol, "") if person is not None else ""

    def _speaker(self, place: int) -> str:
        number = self._numbers[place]
        return self._turns[number].speaker if number >= 0 else "verbalisant"

    def _place(self, token: int) -> int:
        return bisect_right(self._starts, token) - 1

    def _subject(self, token: int) -> tuple[Person | None, bool]:
        """Who the subject beside a reporting verb is (of its clause, else the nearest free mention), and whether it is left out."""
        sentence = self._sentences[self._place(token)]
        if not sentence.clauses:
            return None, False
        number = segment_at(sentence.clauses, token)
        clause, parts = sentence.clauses[number], sentence.arguments[number]
        free = [ref for ref in sentence.refs if not ref.possessive]
        heard = next((ref for ref in free if ref.end == token), None)
        if heard is not None and self._norms[token].endswith("en") and self._norms[heard.start - 1] not in ("tegen", "aan"):
            return self._cast.who(heard), False  # "hoorde SO zeggen"
        relative = "die" in self._norms[max(clause.start, token - 2) : token]  # "troffen wij een vrouw aan die zei"
        if not relative and parts.subject is not None and (person := self._cast.who(parts.subject)):
            return person, False
        if not relative and parts.elided:
            joined = self._norms[clause.start] in ("en", "maar")
            lent = [part.subject for part in sentence.arguments[:number] if joined and part.subject is not None]
            return (self._cast.who(lent[-1]), False) if lent else (None, True)
        inside = [ref for ref in free if clause.start <= ref.start < clause.end and "o" in ref.case]
        nearest = [*reversed([ref for ref in inside if ref.end <= token]), *[ref for ref in inside if ref.start > token][:1]]
        return next((person for ref in nearest if (person := self._cast.who(ref))), None), False


def _goes_on(cue: Cue, source: str) -> bool:
    return cue.carries or (cue.value == "onderwerp" and source == "slachtoffer")
