"""Sections and registers: who speaks where, and so who ``ik`` is and whose word a coding is.

A statement gives ``ik`` to the victim, an interview gives the answers to the person who is heard, a chat line to its sender; the rest
is the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Lexicon
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.state import state

HEAD_CHARS = 400
"""How much of the opening says who is heard."""
FIRST_PERSON_SHARE = 0.012
"""Share of words that are ik/mij/mijn from which an opening that names a statement makes the whole text a statement."""
_FIRST_PERSON = re.compile(r"\b(?:ik|mij|mijn|me)\b", re.IGNORECASE)
_NAMED = (
    (re.compile(r"(?:so|slachtoffer|aangeefster)\b", re.I), "slachtoffer"),
    (re.compile(r"(?:ve|verdachte)\b", re.I), "verdachte"),
)
_BREAK = re.compile(r"\n|(?<=[?.!])[ \t]+(?=(?:V|A|Vraag|Antwoord|Antw)\s?\d{0,3}\s?:)")
"""Where a section may begin: on a new line, or at a question or answer on the same line."""


class Turn(NamedTuple):
    """A section with the name that opens it (chat lines) and its number among the sections."""

    kind: str
    start: int
    end: int
    speaker: str
    name: str


class SectionFinder:
    """Cut a text into sections by the openings of ``lexicons/data/sections.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._kinds: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in table["section"]}
        self._openings = [
            (kind, re.compile(r"[ \t>*-]*(?:" + entry["opening"] + ")", re.I)) for kind, entry in self._kinds.items()
        ]
        self._hearings = [(entry["speaker"], re.compile(entry["pattern"], re.I)) for entry in table["hearing"]]

    def heard(self, text: str) -> str:
        """Return who is heard according to the opening lines: a value of ``source``, or empty."""
        head = text[:HEAD_CHARS]
        found = [(match.start(), speaker) for speaker, pattern in self._hearings if (match := pattern.search(head))]
        return min(found)[1] if found else ""

    def find(self, text: str) -> list[Turn]:
        r"""Return the sections of a text; together they cover it.

        Examples
        --------
        >>> from textmine.lexicons import packaged_lexicon
        >>> turns = SectionFinder(packaged_lexicon().sections).find("Verhoor verdachte\nV: Sloeg u haar?\nA: Nee.")
        >>> [(turn.kind, turn.speaker) for turn in turns]
        [('verklaring_verdachte', 'verdachte'), ('vraag', 'verbalisant'), ('antwoord', 'verdachte')]
        """
        heard = self.heard(text)
        turns: list[Turn] = []
        for start, end in _lines(text):
            opened = self._opening(text[start:end], heard)
            if opened:
                turns.append(Turn(opened[0], start, end, opened[1], opened[2]))
            elif turns:
                turns[-1] = turns[-1]._replace(end=end)
            else:
                turns.append(Turn("tekst", start, end, "verbalisant", ""))
        if heard in ("slachtoffer", "melder", "getuige", "verdachte") and not any(turn.kind == "antwoord" for turn in turns):
            words = max(1, len(text.split()))
            if heard == "melder" or len(_FIRST_PERSON.findall(text)) / words >= FIRST_PERSON_SHARE:
                turns = [turn._replace(speaker=heard) if turn.speaker == "verbalisant" else turn for turn in turns]
        return turns

    def _opening(self, line: str, heard: str) -> tuple[str, str, str] | None:
        for kind, pattern in self._openings:
            match = pattern.match(line)
            if not match:
                continue
            speaker: str = self._kinds[kind]["speaker"]
            name = match.groupdict().get("naam") or ""
            if speaker == "gehoorde":
                speaker = heard or "onbekend"
            elif speaker == "naam":
                speaker = next((value for known, value in _NAMED if known.match(name)), "onbekend")
            return kind, speaker, name
        return None


def _lines(text: str) -> list[tuple[int, int]]:
    bounds = sorted({0, *(match.end() for match in _BREAK.finditer(text))})
    if bounds[-1] != len(text):
        bounds.append(len(text))
    return list(pairwise(bounds))


@Language.factory("textmine_sections", assigns=["doc._.sections"], default_config={"lexicon": "nl"})
class SectionPipe(LexiconPipe):
    """Write the sections of a Doc to its findings."""

    def use(self, lexicon: Lexicon) -> None:
        """Take the openings from a lexicon."""
        self._finder = SectionFinder(lexicon.sections)

    def __call__(self, doc: Doc) -> Doc:
        """Find the sections; ``doc._.sections`` gives them."""
        state(doc)["turns"] = [tuple(turn) for turn in self._finder.find(doc.text)]
        return doc
