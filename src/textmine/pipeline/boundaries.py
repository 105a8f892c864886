"""What is sure of sentence boundaries before the parse: a line break ends a sentence, a closing mark never opens one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

_NEVER_FIRST = frozenset({"''", "”", "’’", "»", ")", "]", "}", ",", ";", ":", ".", "!", "?", "%"})
_NEVER_BEFORE = frozenset({",,", "„", "“", "«", "(", "[", "{"})
_EITHER = frozenset({'"', "'", "’", "‘"})
"""Quotation marks that open and close: what stands on which side tells."""


def sure_boundaries(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    r"""Return for every word 1 (opens a sentence), -1 (does not), or 0 (to be decided).

    Parameters
    ----------
    words : sequence of str
        Tokens; line breaks are tokens of white space.
    spaces : sequence of bool
        Whether a space follows.

    Examples
    --------
    >>> sure_boundaries(["Kop", "\n", '"', "Ik", "wil", ".", '"', "Hij"], [False, False, False, True, False, False, True, False])
    [0, -1, 1, -1, 0, -1, -1, 0]
    """
    found = [0] * len(words)
    broken = inside = False
    before = " "
    for index, word in enumerate(words):
        if word.isspace():
            broken = broken or "\n" in word
            found[index] = -1 if index else 0
            before = " "
            continue
        closes = word in _EITHER and not before.isspace()
        if broken:
            found[index] = 1
        elif index and (inside or closes or word in _NEVER_FIRST):
            found[index] = -1
        opens = word in _EITHER and before.isspace() and not spaces[index]
        inside = opens or word in _NEVER_BEFORE
        broken = False
        before = " " if spaces[index] else word[-1]
    return found


@Language.factory("textmine_boundaries", assigns=["token.is_sent_start"])
class BoundaryPipe:
    """Mark what is sure of the sentence boundaries; the pipes that follow decide about all other words.

    Headings, the lines of a form and the turns of an interview have no full stop: their line break counts.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set ``token.is_sent_start`` where it is sure, in one assignment (token by token is quadratic)."""
        if not len(doc):
            return doc
        found = sure_boundaries([token.text for token in doc], [bool(token.whitespace_) for token in doc])
        return doc.from_array([SENT_START], np.array(found, dtype="int64").astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]
