"""Narrative -> Tagged: run a pipeline over narratives and keep only plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from textmine import __version__
from textmine.codebook import load_codebook
from textmine.pipeline.build import lexicon_of
from textmine.pipeline.learned.pipe import LearnedPipe
from textmine.pipeline.state import state
from textmine.pipeline.syntax import SyntaxPipe
from textmine.records import Narrative, Tagged


class Tagger:
    """Tag narratives with one pipeline.

    Parameters
    ----------
    nlp : Language
        What :func:`textmine.load` returns.

    Examples
    --------
    >>> from textmine.pipeline import load
    >>> tagger = Tagger(load())
    >>> [tagged] = tagger([Narrative("7", "SO werkt achter het raam en wordt door VE geslagen.")])
    >>> tagged.narrative_id, tagged.codings[0].code
    ('7', 'locatie.raam')
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @property
    def pipeline_hash(self) -> str:
        """SHA-256 over everything that decides the codings: version, config, lexicon, codebook, model."""
        meta = {key: self._nlp.meta.get(key, "") for key in ("lang", "name", "version")}
        config = self._nlp.config.to_str()
        parts = (
            __version__,
            json.dumps(meta, sort_keys=True),
            config,
            lexicon_of(self._nlp).content_hash,
            *(pipe.fingerprint for _, pipe in self._nlp.pipeline if isinstance(pipe, (SyntaxPipe, LearnedPipe))),
            load_codebook().content_hash,
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def __call__(self, narratives: Sequence[Narrative]) -> Iterator[Tagged]:
        """Yield the result of every narrative, in order."""
        for narrative, doc in zip(narratives, self._nlp.pipe([narrative.text for narrative in narratives]), strict=True):
            yield tagged(doc, narrative.id)


def tagged(doc: Doc, narrative_id: str) -> Tagged:
    """Return what a pipeline found in a Doc, as plain values."""
    found = state(doc)
    return Tagged(
        narrative_id=narrative_id,
        n_tokens=len(doc),
        vorm=found["vorm"],
        route=found["route"],
        codings=doc._.codings,
        actors=doc._.actors,
        entities=doc._.entities,
        sections=doc._.sections,
    )
