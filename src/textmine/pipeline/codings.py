"""Codings: what the earlier components found of a match, put together, with everything that was decided on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from textmine.codings.variables import route_of, vorm_of
from textmine.lexicons.model import Frame, Lexicon
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.derived import derived_codings
from textmine.pipeline.learned.decide import about_exploitation
from textmine.pipeline.learned.pipe import Scored
from textmine.pipeline.opinions import combined, gated, opinions_on
from textmine.pipeline.phases import phase_of
from textmine.pipeline.qualifiers import Effect, presence_of
from textmine.pipeline.state import Hit, Match, Part, state
from textmine.records import Actor, Coding

WORK = (
    "norms",
    "hits",
    "opinions",
    "about_exploitation",
    "candidates",
    "parse",
    "clauses",
    "matches",
    "effects",
    "parts",
    "turns",
)
"""Findings that only the components need; the last one removes them."""
_NOTHING_SAID: Final = {
    "hypothetisch": "a condition that did not come true",
    "geen_uitspraak": "a witness who did not see or hear it",
}


@Language.factory(
    "textmine_codings",
    assigns=["doc._.codings"],
    requires=["doc._.entities"],
    default_config={"lexicon": "nl", "frames": True},
)
class CodingPipe(LexiconPipe):
    """Write the codings of a Doc, and a span group ``codings`` for displays; removes what only the components needed.

    Parameters
    ----------
    nlp : Language
    name : str
    lexicon : str
    frames : bool
        Whether the matches of frames are coded; without them only what the learned models find.
    """

    def __init__(self, nlp: Language, name: str, lexicon: str = "nl", frames: bool = True) -> None:
        self._use_frames = frames
        super().__init__(nlp, name, lexicon)

    def use(self, lexicon: Lexicon) -> None:
        """Take the rules for family, context and phases from a lexicon."""
        rules = lexicon.rules
        self._reassign = {
            (rule["agent"], rule.get("phase", ""), code): rule["becomes"] for rule in rules["reassign"] for code in rule["codes"]
        }
        context = rules["context"]
        self._sex_work = lexicon.members[context["sex_work"]]
        self._trafficking = lexicon.members[context["trafficking"]]
        self._weak = lexicon.members[context["weak"]]
        self._telling = frozenset(context["telling"])
        self._third_party = frozenset(context["third_party"])
        self._dropped = frozenset(context["dropped"])
        self._certain = frozenset(rules["doubt"]["not_of"])

    def __call__(self, doc: Doc) -> Doc:
        """Put the codings together."""
        found = state(doc)
        classes = {hit.cls for hit in found["hits"]}
        sex_work, trafficking = not classes.isdisjoint(self._sex_work), not classes.isdisjoint(self._trafficking)
        scored: Scored | None = found.get("scored")
        about = about_exploitation(scored) if scored is not None else None
        in_context = bool(about) or sex_work or trafficking or self._adds_up(found["hits"], found["matches"])
        exploiter = any("uitbuiter" in actor["rol"] for actor in found["actors"])
        reading = _Reading(doc, in_context, exploiter, about)
        codings: list[Coding] = []
        dropped: list[dict[str, Any]] = []
        for match, effects, part in zip(found["matches"], found["effects"], found["parts"], strict=True):
            coding, reason = self._coding(reading, match, effects, part)
            if coding is None:
                start, end = reading.span(match.start, match.end)
                code = self.lexicon.frames[match.frame].code
                dropped.append({"rule": match.frame, "code": code, "start": start, "end": end, "reason": reason})
            else:
                codings.append(coding)
        if not self._use_frames:
            codings = []
        if scored is not None:
            codings, against = combined(doc, codings, opinions_on(doc, scored, codings))
            codings, shut = gated(codings, about)
            dropped += against + shut
        if reading.in_context:
            codings += derived_codings(reading.text, found["actors"], codings)
        merged = merge(codings)
        found["codings"] = [coding.to_dict() for coding in merged]
        found["dropped"] = dropped
        found["vorm"] = vorm_of(merged, sex_work or (in_context and not trafficking), trafficking)
        found["route"] = route_of(merged, (Actor.from_dict(actor) for actor in found["actors"]))
        doc.spans["codings"] = [
            span for c in merged if (span := doc.char_span(c.start, c.end, label=c.code, alignment_mode="expand")) is not None
        ]
        for key in WORK:
            found.pop(key, None)
        return doc

    def _adds_up(self, hits: Iterable[Hit], matches: Iterable[Match]) -> bool:
        """Whether weak words or the means themselves together place a narrative in sex work or trafficking."""
        weak = {hit.lemma for hit in hits if hit.cls in self._weak}
        codes = {self.lexicon.frames[match.frame].code for match in matches}
        return (len(weak) >= 2 and len(codes & self._telling) >= 1) or len(codes & self._telling) >= 2

    def _coding(self, reading: _Reading, match: Match, effects: Sequence[Effect], part: Part) -> tuple[Coding | None, str]:
        """Return the coding of a match, or None and the reason why there is none."""
        frame = self.lexicon.frames[match.frame]
        dimension = frame.code.partition(".")[0]
        if not part.fits:
            return None, "subject or object has a role that the frame excludes"
        if dimension in self._third_party and part.agent == "derde":
            return None, "done by someone who takes no part in the exploitation"
        if not reading.in_context and dimension in self._dropped:
            return None, "no word of sex work or trafficking in the narrative"
        presence, presence_cues = presence_of(effects)
        if presence in _NOTHING_SAID:
            return None, _NOTHING_SAID[presence]
        if presence == "onzeker" and dimension in self._certain:
            presence, presence_cues = "aanwezig", []
        if frame.presence and presence == "aanwezig":
            presence = frame.presence
        agent = "onbekend" if part.agent == "derde" else part.agent
        target = part.target if reading.in_context or reading.about is False or dimension not in self._third_party else "derde"
        code, phase, phase_cues = self._placed(frame, agent, effects)
        if agent == "onbekend" and reading.exploiter and code == frame.code and dimension in self._third_party:
            agent = "uitbuiter"  # a narrative that names an exploiter and not who did this means him
        if target == "onbekend" and dimension == "machtsmiddel" and code == frame.code and reading.in_context:
            target = "slachtoffer"  # a means that names nobody is used on the one whom the narrative is about
        start, end = reading.span(match.start, match.end)
        coding = Coding(
            code=code,
            presence=presence,
            agent=agent,
            target=target,
            phase=phase,
            source=part.source,
            start=start,
            end=end,
            text=reading.text[start:end],
            rule=frame.id,
            cues=tuple(reading.describe(effect) for effect in (*presence_cues, *phase_cues)),
            parts=tuple((hit.cls, *reading.span(hit.start, hit.end)) for hit in match.hits),
        )
        return coding, ""

    def _placed(self, frame: Frame, agent: str, effects: Sequence[Effect]) -> tuple[str, str, list[Effect]]:
        """Code, phase and the cues that set the phase; what others did to the victim earlier is a vulnerability."""
        phase, cues = phase_of(frame, frame.code, effects, self.lexicon.phases)
        code = self._reassign.get((agent, "", frame.code)) or self._reassign.get((agent, phase, frame.code), frame.code)
        if code != frame.code:
            phase, cues = phase_of(frame, code, effects, self.lexicon.phases)
        return code, phase, cues


class _Reading:
    """A Doc as the coding of its matches needs it: the text made once, whether it is about sex work, and whether it has an exploiter."""

    def __init__(self, doc: Doc, in_context: bool, exploiter: bool, about: bool | None) -> None:
        self._doc = doc
        self.about = about
        self.text = doc.text
        self.in_context = in_context
        self.exploiter = exploiter

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the tokens ``[start, end)``."""
        last = self._doc[end - 1]
        return self._doc[start].idx, last.idx + len(last)

    def describe(self, effect: Effect) -> str:
        """Return a cue as it is kept with a coding."""
        start, end = self.span(effect.start, effect.end)
        return f"{effect.qualifier}={effect.value}:{self.text[start:end]}@{start}"


def merge(codings: Iterable[Coding]) -> list[Coding]:
    """Keep one coding where several frames found the same on overlapping words: one that counts before one that is denied or does not
    count, then the one that more words fill, then the longer.

    Examples
    --------
    >>> short = Coding("machtsmiddel.bedreiging", start=4, end=9, text="dreig", rule="a")
    >>> long = Coding("machtsmiddel.bedreiging", start=0, end=12, text="x" * 12, rule="b", parts=(("A", 0, 2), ("B", 4, 9)))
    >>> [coding.rule for coding in merge([short, long])]
    ['b']
    """
    kept: list[Coding] = []
    for code_run in _overlapping(codings):
        best: list[Coding] = []
        for coding in sorted(
            code_run, key=lambda c: (not c.counts or c.presence == "ontkend", -len(c.parts), c.start - c.end, c.start, c.rule)
        ):
            if not any(other.start < coding.end and coding.start < other.end for other in best):
                best.append(coding)
        kept += best
    return sorted(kept, key=lambda c: (c.start, c.end, c.code, c.rule))


def _overlapping(codings: Iterable[Coding]) -> Iterator[list[Coding]]:
    """Yield the codings of one code that hang together by overlapping words."""
    run: list[Coding] = []
    end = 0
    for coding in sorted(codings, key=lambda c: (c.code, c.start, c.end)):
        if run and (coding.code != run[0].code or coding.start >= end):
            yield run
            run = []
        end = max(end, coding.end) if run else coding.end
        run.append(coding)
    if run:
        yield run
