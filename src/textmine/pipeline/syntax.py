"""Syntax: a dependency parse of the sentences that may hold a coding, and of no others.

The embedded pipeline ``nl_textmine`` parses them; a pipeline of the user's own that has parsed the whole text is taken as it is; without
either the later components read Dutch word order by rules. Labels are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import minibatch

from textmine.errors import ModelError
from textmine.pipeline.saved import load_saved
from textmine.pipeline.state import Hit, state
from textmine.resources import folder_hash, model_folder

EMBEDDED = "nl_textmine"
"""Name of the Dutch pipeline that comes with textmine."""
BATCH = 64
"""Texts that are parsed together."""
_PARSING = ("tok2vec", "transformer", "morphologizer", "parser")
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Parse:
    """Head, relation and part of speech of every token; ``pos`` is empty where the text was not parsed.

    ``finite`` are the tokens of finite verbs, ``verbs`` those of all verbs and auxiliaries.
    """

    heads: list[int]
    deps: list[str]
    pos: list[str]
    finite: set[int] = field(default_factory=set)
    verbs: set[int] = field(default_factory=set)

    @classmethod
    def empty(cls, length: int) -> Parse:
        """Return the parse of a text that is not parsed."""
        return cls(list(range(length)), [""] * length, [""] * length)

    def add(self, token: Token, place: int) -> None:
        """Take over the annotation of a parsed token; ``place`` is its index in the whole text."""
        self.heads[place] = place + token.head.i - token.i
        self.deps[place] = token.dep_
        self.pos[place] = token.pos_
        if token.pos_ in _VERBAL:
            self.verbs.add(place)
            if "Fin" in token.morph.get("VerbForm", []):
                self.finite.add(place)


class Verbs(NamedTuple):
    """The verbs of a sentence: tokens of finite ones, and of all."""

    finite: frozenset[int]
    every: frozenset[int]


def verbs_in(hits: Iterable[Hit], parse: Parse | None, start: int, end: int) -> Verbs:
    """Return the verbs among the tokens ``[start, end)``: by the parse where there is one, else those that the lexicon knows."""
    if parse is not None and any(parse.pos[start:end]):
        tokens = range(start, end)
        return Verbs(frozenset(parse.finite.intersection(tokens)), frozenset(parse.verbs.intersection(tokens)))
    spoken = [hit for hit in hits if hit.kind]
    return Verbs(frozenset(hit.start for hit in spoken if hit.kind in ("fin", "any")), frozenset(hit.start for hit in spoken))


@Language.factory("textmine_syntax", requires=["doc.sents"], default_config={"model": EMBEDDED})
class SyntaxPipe:
    """Write the parse of the candidate sentences to a Doc's findings.

    Parameters
    ----------
    nlp : Language
    name : str
    model : str
        ``nl_textmine``, or empty to do without a parse. A Doc that comes parsed is never parsed again.

    Attributes
    ----------
    fingerprint : str
        Hash of the model's files: with another model the codings of a run are made again.

    Raises
    ------
    ModelError
        When the embedded pipeline is missing.
    """

    def __init__(self, nlp: Language, name: str, model: str) -> None:
        self.name = name
        self._parser = embedded_pipeline() if model else None
        self.fingerprint = folder_hash(embedded_folder()) if model else ""

    def __call__(self, doc: Doc) -> Doc:
        """Parse what :class:`~textmine.pipeline.matcher.WordsPipe` named."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Parse the candidate sentences of several texts together, which is faster for short ones.

        Parameters
        ----------
        stream : iterable of Doc
        batch_size : int
            Texts at a time.
        """
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            for doc in docs:
                state(doc)["parse"] = _own_parse(doc) or (Parse.empty(len(doc)) if self._parser is not None else None)
            if self._parser is not None:
                self._parse([doc for doc in docs if not doc.has_annotation("DEP")])
            yield from docs

    def _parse(self, docs: Sequence[Doc]) -> None:
        places = [(doc, start, end) for doc in docs for start, end in state(doc)["candidates"]]
        parts: Iterable[Doc] = [self._copy(*place) for place in places]
        for name, pipe in self._parser.pipeline if self._parser is not None else ():
            if name in _PARSING:
                parts = list(pipe.pipe(parts))  # type: ignore[attr-defined]
        for (doc, start, _), part in zip(places, parts, strict=True):
            parse = state(doc)["parse"]
            for token in part:
                parse.add(token, start + token.i)

    def _copy(self, doc: Doc, start: int, end: int) -> Doc:
        """The sentence as a text of its own, with the boundaries that were decided on."""
        assert self._parser is not None
        words = [token.text for token in doc[start:end]]
        spaces = [bool(token.whitespace_) for token in doc[start:end]]
        starts: list[bool | int | None] = [True, *[False] * (len(words) - 1)]
        return Doc(self._parser.vocab, words=words, spaces=spaces, sent_starts=starts)


def _own_parse(doc: Doc) -> Parse | None:
    """The parse that a Doc came with, if it did."""
    if not doc.has_annotation("DEP"):
        return None
    parse = Parse.empty(len(doc))
    for token in doc:
        parse.add(token, token.i)
    return parse


def embedded_pipeline() -> Language:
    """Load the Dutch pipeline that comes with textmine.

    Raises
    ------
    ModelError
        When it is missing.
    """
    return load_saved(embedded_folder())


def embedded_folder() -> Path:
    """Return the folder of the embedded pipeline.

    Raises
    ------
    ModelError
        When it is missing.
    """
    folder = model_folder(EMBEDDED)
    if folder is None:
        raise ModelError(f"{EMBEDDED}: the embedded pipeline is missing; reinstall textmine")
    return folder
