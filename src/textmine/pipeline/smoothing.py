"""What differs between Dutch spaCy pipelines, smoothed out, so that a researcher's notes on one hold on the other."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("textmine_smoothing", assigns=["token.lemma"])
class SmoothingPipe:
    """Write lemmas as a dictionary does: pipelines trained on Universal Dependencies show the parts of a word (``op_bellen``, ``mens_handel``).

    Parameters
    ----------
    nlp : Language
    name : str
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Join the parts; words that are written with an underscore keep it."""
        for token in doc:
            if "_" in token.lemma_ and "_" not in token.text:
                token.lemma_ = token.lemma_.replace("_", "")
        return doc
