"""Separable verbs: "pakte ... af", "afgepakt" and "af te pakken" are one verb, afpakken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, TAG
from spacy.language import Language
from spacy.tokens import Doc, Token

from textmine.pipeline.state import state

_FILE = "verbs.txt"
_KEY = "separable"
PARTICLE = "compound:prt"
FINAL = "VZ|fin"
"""Tag of an adposition that stands without a noun, as the separate part of a verb does."""


class SeparableVerb(NamedTuple):
    """The tokens of a verb and of its separate part, and their lemma together."""

    verb: int
    particle: int
    lemma: str


def separable_verbs(doc: Doc) -> tuple[SeparableVerb, ...]:
    """Return the verbs of a Doc whose separate part stands elsewhere, in the order of the text."""
    return tuple(SeparableVerb(*values) for values in state(doc).get(_KEY, ()))


def joined(token: Token, known: frozenset[str]) -> str:
    """Return the lemma of the verb that a separate part belongs to, joined with it; empty when they are no verb together.

    Parameters
    ----------
    token : Token
        A word that may be the separate part; its head is the verb.
    known : frozenset of str
        Separable verbs.
    """
    verb = token.head
    if verb.i == token.i or verb.pos_ not in ("VERB", "AUX") or verb.lemma_.startswith(token.lower_):
        return ""
    lemma = token.lower_ + verb.lemma_
    return lemma if lemma in known else ""


@Language.factory("textmine_separable", assigns=["token.lemma"], requires=["token.lemma", "token.dep", "token.tag"])
class SeparablePipe:
    """Give a verb whose separate part stands elsewhere the lemma of both, and remember which two words they are.

    The parser names the part (``compound:prt``); an adposition without a noun below a verb counts as well, when the two are a
    verb of the list. The treebanks write these lemmas so, too.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.verbs: frozenset[str] = frozenset()

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas; :func:`separable_verbs` gives the pairs."""
        found: dict[int, SeparableVerb] = {}
        deps, tags = doc.to_array([DEP, TAG]).T.reshape(2, -1)
        strings = doc.vocab.strings
        for index in np.flatnonzero((deps == strings[PARTICLE]) | (tags == strings[FINAL])).tolist():
            token = doc[index]
            lemma = joined(token, self.verbs) if token.head.i not in found else ""
            if lemma:
                found[token.head.i] = SeparableVerb(token.head.i, index, lemma)
        for pair in found.values():
            doc[pair.verb].lemma_ = pair.lemma
        if found:
            state(doc)[_KEY] = [tuple(found[verb]) for verb in sorted(found)]
        return doc

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Return the verbs."""
        return "\n".join(sorted(self.verbs)).encode("utf-8")

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> SeparablePipe:
        """Take the verbs from :meth:`to_bytes`."""
        self.verbs = frozenset(data.decode("utf-8").split())
        return self

    def to_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> None:
        """Write the verbs below ``path``, one a line."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> SeparablePipe:
        """Take the verbs that were saved with the pipeline."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())
