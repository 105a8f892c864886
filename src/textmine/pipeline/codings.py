"""Codings: what the earlier components found of a match, put together, with everything that was decided on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Frame, Lexicon
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.derived import derived_codings
from textmine.pipeline.phases import phase_of
from textmine.pipeline.qualifiers import Effect, presence_of
from textmine.pipeline.sections import Turn, answer_value, speaker_at
from textmine.pipeline.state import Match, state
from textmine.records import Coding

WORK = ("norms", "hits", "clauses", "matches", "effects", "roles", "turns")
"""Findings that only the components need; the last one removes them."""


@Language.factory("textmine_codings", assigns=["doc._.codings"], requires=["doc._.entities"], default_config={"lexicon": "nl"})
class CodingPipe(LexiconPipe):
    """Write the codings of a Doc, and a span group ``codings`` for displays; removes what only the components needed."""

    def use(self, lexicon: Lexicon) -> None:
        """Take the rules for family, context and phases from a lexicon."""
        rules = lexicon.rules
        self._reassign = {(rule["agent"], code): rule["becomes"] for rule in rules["reassign"] for code in rule["codes"]}
        context = rules["context"]
        self._context_classes = frozenset(cls for cls, above in lexicon.members.items() if context["class"] in above)
        self._third_party = frozenset(context["third_party"])
        self._dropped = frozenset(context["dropped"])

    def __call__(self, doc: Doc) -> Doc:
        """Put the codings together."""
        found = state(doc)
        turns = [Turn(*turn) for turn in found["turns"]]
        in_context = any(hit.cls in self._context_classes for hit in found["hits"])
        codings: list[Coding] = []
        dropped: list[dict[str, Any]] = []
        for match, effects, roles in zip(found["matches"], found["effects"], found["roles"], strict=True):
            coding, reason = self._coding(doc, match, effects, roles, turns, in_context)
            if coding is None:
                dropped.append({"rule": match.frame, "start": doc[match.start].idx, "end": _end(doc, match.end), "reason": reason})
            else:
                codings.append(coding)
        if in_context:
            codings += derived_codings(doc, found["actors"], codings)
        merged = merge(codings)
        found["codings"] = [coding.to_dict() for coding in merged]
        found["dropped"] = dropped
        doc.spans["codings"] = [
            span for c in merged if (span := doc.char_span(c.start, c.end, label=c.code, alignment_mode="expand")) is not None
        ]
        for key in WORK:
            found.pop(key, None)
        return doc

    def _coding(
        self, doc: Doc, match: Match, effects: Sequence[Effect], roles: tuple[str, str, str, str], turns: Sequence[Turn], in_context: bool
    ) -> tuple[Coding | None, str]:
        """Return the coding of a match, or None and the reason why there is none."""
        frame = self.lexicon.frames[match.frame]
        agent, target, how, source = roles
        dimension = frame.code.partition(".")[0]
        if how == "rol_past_niet":
            return None, "subject or object has a role that the frame excludes"
        if dimension in self._third_party and agent == "derde":
            return None, "done by someone who takes no part in the exploitation"
        if not in_context and dimension in self._dropped:
            return None, "no word of sex work or trafficking in the narrative"
        presence, presence_cues = self._presence(doc, match, frame, effects, turns)
        if presence == "hypothetisch":
            return None, "a condition that did not come true"
        if agent == "derde":
            agent = "onbekend"
        if not in_context and dimension in self._third_party:
            target = "derde"
        code = self._reassign.get((agent, frame.code), frame.code)
        phase, phase_cues = phase_of(frame, code, effects, self.lexicon.phases)
        start, end = doc[match.start].idx, _end(doc, match.end)
        return (
            Coding(
                code=code,
                presence=presence,
                agent=agent or "onbekend",
                target=target or "onbekend",
                phase=phase,
                source=source,
                start=start,
                end=end,
                text=doc.text[start:end],
                rule=frame.id,
                cues=tuple(_describe(doc, effect) for effect in (*presence_cues, *phase_cues)),
                parts=tuple((hit.cls, doc[hit.start].idx, _end(doc, hit.end)) for hit in match.hits),
            ),
            "",
        )

    def _presence(
        self, doc: Doc, match: Match, frame: Frame, effects: Sequence[Effect], turns: Sequence[Turn]
    ) -> tuple[str, list[Effect]]:
        presence, cues = presence_of(effects)
        turn = speaker_at(turns, doc[match.start].idx)
        if turn is not None and turn.kind == "vraag" and presence != "hypothetisch":
            answer = next((other for other in turns if other.start >= turn.end), None)
            if answer is None or answer.kind != "antwoord":
                return "onzeker", cues
            value = answer_value(doc.text[answer.start : answer.end])
            return ("ontkend" if value == "aanwezig" and presence == "ontkend" else value), cues
        if frame.presence and presence == "aanwezig":
            return frame.presence, cues
        return presence, cues


def _end(doc: Doc, token: int) -> int:
    last = doc[token - 1]
    return last.idx + len(last)


def _describe(doc: Doc, effect: Effect) -> str:
    start = doc[effect.start].idx
    words = doc.text[start : _end(doc, effect.end)]
    return f"{effect.qualifier}={effect.value}:{words}@{start}"


def merge(codings: Iterable[Coding]) -> list[Coding]:
    """Keep one coding where several frames found the same on overlapping words: the one that more words fill, then the longer.

    Examples
    --------
    >>> short = Coding("machtsmiddel.bedreiging", start=4, end=9, text="dreig", rule="a")
    >>> long = Coding("machtsmiddel.bedreiging", start=0, end=12, text="x" * 12, rule="b", parts=(("A", 0, 2), ("B", 4, 9)))
    >>> [coding.rule for coding in merge([short, long])]
    ['b']
    """
    kept: list[Coding] = []
    for coding in sorted(codings, key=lambda c: (-len(c.parts), c.start - c.end, c.start, c.rule)):
        same = (other for other in kept if other.code == coding.code and _alike(other, coding))
        if not any(other.start < coding.end and coding.start < other.end for other in same):
            kept.append(coding)
    return sorted(kept, key=lambda c: (c.start, c.end, c.code, c.rule))


def _alike(one: Coding, other: Coding) -> bool:
    return one.presence == other.presence or bool(one.cues) == bool(other.cues)

