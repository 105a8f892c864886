"""What the models learn from: sentences and narratives that people, or writers on their behalf, have coded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from textmine.codebook import load_codebook
from textmine.codings.quoted import CodedNarrative
from textmine.errors import InputError
from textmine.pipeline.learned.sentences import Reading, SentenceReader
from textmine.records import Coding

READING: Final = ("textmine_sentences", "textmine_entities", "textmine_words")
"""The pipes that a reading needs; the others find what frames tell."""
_STRENGTH: Final = {"aanwezig": 3, "onzeker": 2, "ontkend": 1}
_HEADER: Final = re.compile(r"### (?P<id>\S+) \| (?P<register>\w+) \| (?P<type>\w+)")
_CODING: Final = re.compile(r"(?P<sign>[-?]?)(?P<code>[a-z_0-9]+\.[a-z_0-9]+)(?: @(?P<agent>\w+)>(?P<target>\w+))?")
_SIGNS: Final = {"": "aanwezig", "-": "ontkend", "?": "onzeker"}


@dataclass(frozen=True)
class Example:
    """A sentence and what it tells.

    Attributes
    ----------
    reading : Reading
    told : dict of str to str
        Code -> presence. Codes that are not in it are not told.
    origin : str
        Where it comes from, such as ``zinnenbank/A``.
    narrative : str
        Id of its narrative; empty for a sentence on its own.
    frames : dict of str to str
        What frames found in it, as `told`; only for sentences of narratives.
    """

    reading: Reading
    told: Mapping[str, str]
    origin: str
    narrative: str = ""
    frames: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Line:
    """A sentence as it stands in a bank: ``sign`` is + where it tells the ``code`` of its file, - for a near miss."""

    text: str
    told: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    code: str = ""
    sign: str = ""


def tell(told: dict[str, str], code: str, presence: str, agent: str = "", target: str = "") -> None:
    """Note a coding of a sentence; a means that does not count is none, and the strongest presence stays.

    Examples
    --------
    >>> told = {}
    >>> tell(told, "machtsmiddel.bedreiging", "ontkend")
    >>> tell(told, "machtsmiddel.bedreiging", "aanwezig", "uitbuiter", "slachtoffer")
    >>> tell(told, "machtsmiddel.mishandeling", "aanwezig", "familie", "slachtoffer")
    >>> told
    {'machtsmiddel.bedreiging': 'aanwezig'}
    """
    coding = Coding(code, presence=presence, agent=agent or "onbekend", target=target or "onbekend")
    if coding.counts and _STRENGTH[presence] > _STRENGTH.get(told.get(code, ""), 0):
        told[code] = presence


def bank_lines(folder: Path) -> Iterator[Line]:
    """Yield the sentences of a sentence bank: ``BATCH/code.txt`` with lines ``+ register | sentence`` and ``- kind register | sentence``.

    Raises
    ------
    InputError
        When a file is named after no code, or a line has no bar.
    """
    codes = load_codebook().codes
    for path in sorted(folder.glob("*/*.txt")):
        if path.stem not in codes:
            raise InputError(f"{path.name}: the codebook has no code {path.stem}; a file of the bank is named after its code")
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not raw.strip() or raw.startswith("#"):
                continue
            head, bar, text = raw.partition(" | ")
            signs = head.split()
            if not bar or not signs or signs[0] not in ("+", "-"):
                raise InputError(
                    f"{path.name}, line {number}: a line of the bank reads '+ register | sentence' or '- kind register | sentence'"
                )
            line = Line(text, origin=f"{folder.name}/{path.parent.name}", code=path.stem, sign=signs[0])
            if signs[0] == "+":
                line.told[path.stem] = "aanwezig"
            elif len(signs) > 1 and signs[1] == "ontkend":
                line.told[path.stem] = "ontkend"
            yield line


def bank_narratives(folder: Path) -> Iterator[CodedNarrative]:
    """Yield the narratives of a bank: ``BATCH/nn.txt``, see its datasheet for the notation.

    Raises
    ------
    InputError
        When a line does not follow the notation or names a code that the codebook does not have.
    """
    for path in sorted(folder.glob("*/*.txt")):
        name = f"{path.parent.name}/{path.name}"
        opened: list[_Open] = []
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if raw.startswith("###"):
                header = _HEADER.fullmatch(raw.strip())
                if header is None:
                    raise InputError(f"{name}, line {number}: a narrative opens with '### id | register | type'")
                opened.append(_Open(header["id"], header["register"], header["type"]))
            elif opened:
                opened[-1].add(raw, f"{name}, line {number}")
            elif raw.strip():
                raise InputError(f"{name}, line {number}: a sentence before the first '### id | register | type'")
        yield from (narrative.closed() for narrative in opened)


class _Open:
    """A narrative that is being read."""

    def __init__(self, name: str, register: str, kind: str) -> None:
        self._header = (name, register, kind)
        self._text = ""
        self._codings: list[Coding] = []

    def add(self, raw: str, place: str) -> None:
        """Take a line: a sentence with its codings, or an empty one, which is a line break."""
        sentence, bar, codings = raw.partition(" || ")
        sentence = sentence.strip()
        if not sentence:
            self._text += "\n"
            return
        start = len(self._text)
        for part in codings.split(" ; ") if bar else ():
            read = _CODING.fullmatch(part.strip())
            if read is None or read["code"] not in load_codebook().codes:
                raise InputError(
                    f"{place}: a coding reads 'code', '-code' or '?code', with '@agent>target' if need be; codes as in the codebook"
                )
            agent, target = read["agent"] or "uitbuiter", read["target"] or "slachtoffer"
            self._codings.append(
                Coding(read["code"], _SIGNS[read["sign"]], agent, target, start=start, end=start + len(sentence), text=sentence)
            )
        self._text += f"{sentence} "

    def closed(self) -> CodedNarrative:
        """Return the narrative."""
        name, register, kind = self._header
        return CodedNarrative(name, self._text, register, tuple(self._codings), kind)


class Examples:
    """Make examples of sentences with a pipeline's own sentence boundaries, entities and lexical classes.

    Parameters
    ----------
    nlp : Language
        What :func:`textmine.load` returns.
    neutral : mapping of str to str
        See :class:`~textmine.pipeline.learned.sentences.SentenceReader`.
    """

    def __init__(self, nlp: Language, neutral: Mapping[str, str]) -> None:
        self._nlp = nlp
        last = max(place for place, name in enumerate(nlp.pipe_names) if name in READING) + 1
        self._first = [pipe for _, pipe in nlp.pipeline[:last]]
        self._others = [pipe for _, pipe in nlp.pipeline[last:]]
        self._reader = SentenceReader(neutral)

    def of_lines(self, lines: Iterable[Line]) -> Iterator[Example]:
        """Yield an example for every line that has words."""
        for line in lines:
            for reading in self._read(line.text, whole=True)[1]:
                yield Example(reading, line.told, line.origin)

    def of_narratives(self, narratives: Iterable[CodedNarrative], origin: str) -> Iterator[Example]:
        """Yield an example for every sentence of narratives; a sentence tells the codes whose evidence lies in it."""
        for narrative in narratives:
            doc, readings = self._read(narrative.text)
            for pipe in self._others:
                doc = pipe(doc)
            for reading in readings:
                place = doc[reading.start].idx, doc[reading.end - 1].idx + len(doc[reading.end - 1])
                told, frames = _told(narrative.codings, *place), _told(doc._.codings, *place)
                yield Example(reading, told, origin, narrative.id, frames)

    def _read(self, text: str, *, whole: bool = False) -> tuple[Doc, list[Reading]]:
        doc = self._nlp.make_doc(text)
        for pipe in self._first:
            doc = pipe(doc)
        return doc, self._reader.read(doc, whole=whole)


def _told(codings: Iterable[Coding], start: int, end: int) -> dict[str, str]:
    told: dict[str, str] = {}
    for coding in codings:
        if _lies_in(coding, start, end):
            tell(told, coding.code, coding.presence, coding.agent, coding.target)
    return told


def _lies_in(coding: Coding, start: int, end: int) -> bool:
    """Whether at least eight characters of the evidence, or all of it, stand between two offsets."""
    shared = min(end, coding.end) - max(start, coding.start)
    return shared >= max(1, min(8, coding.end - coding.start))
