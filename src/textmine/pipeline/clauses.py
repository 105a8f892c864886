"""Clauses without a parse: where one statement ends and the next begins inside a sentence.

Frames and cues work within a clause. The rules are those of Dutch word order: a subordinator opens a clause; a comma or a
coordinator does when a subject or a finite verb follows. A coordinated verb without a subject of its own
(``bedreigde, chanteerde en sloeg hij haar``) gets a clause that borrows its subject and object from its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_HARD = frozenset({";", ":", "(", ")", "—", "–", "->", "=>", "/", "•"})


class Clause(NamedTuple):
    """Tokens ``[start, end)``; ``opener`` is the word that opened it (``dat``, ``als``), or empty."""

    start: int
    end: int
    opener: str


class ClauseSplitter:
    """Cut sentences into clauses by the closed word classes of ``lexicons/data/grammar.toml``."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        table = grammar["clauses"]
        self._subordinators = frozenset(table["subordinators"])
        self._weak = frozenset(table["weak_subordinators"])
        self._coordinators = frozenset(table["coordinators"])
        self._subjects = frozenset(table["subjects"])
        self._determiners = frozenset(table["determiners"])
        self._finite = frozenset(table["auxiliaries"])
        self._persons = frozenset(table["persons"])

    def split(self, words: Sequence[str], start: int, end: int, finite: frozenset[int] = frozenset()) -> list[Clause]:
        """Cut tokens ``[start, end)`` of a document into clauses.

        Parameters
        ----------
        words : sequence of str
            All words of the document, normalised (:func:`~textmine.lexicons.morphology.normalise`).
        start, end : int
            The sentence.
        finite : frozenset of int
            Tokens that the lexicon knows as finite verbs, beside the auxiliaries.

        Examples
        --------
        >>> words = "ze zegt dat hij haar niet sloeg , maar wel schold".split()
        >>> from textmine.lexicons import packaged_lexicon
        >>> splitter = ClauseSplitter(packaged_lexicon().grammar)
        >>> [(" ".join(words[c.start : c.end]), c.opener) for c in splitter.split(words, 0, len(words))]
        [('ze zegt', ''), ('dat hij haar niet sloeg ,', 'dat'), ('maar wel schold', 'maar')]
        """
        cuts: list[tuple[int, str]] = [(start, self._opener(words[start]) if start < end else "")]
        for index in range(start + 1, end):
            opener = self._opens(words, index, end, finite)
            if opener is not None and index > cuts[-1][0]:
                cuts.append((index, opener))
        bounds = [*(cut for cut, _ in cuts[1:]), end]
        return [Clause(cut, bound, opener) for (cut, opener), bound in zip(cuts, bounds, strict=True)]

    def _opener(self, word: str) -> str:
        return word if word in self._subordinators or word in self._weak else ""

    def _opens(self, words: Sequence[str], index: int, end: int, finite: frozenset[int]) -> str | None:
        """Return the opener when a clause begins at ``index`` ("" when no word opens it), None when none does."""
        word, before = words[index], words[index - 1]
        after = words[index + 1] if index + 1 < end else ""
        if word in self._subordinators:
            return word
        if before in _HARD:
            return self._opener(word)
        if word in self._weak and self._weak_opens(word, before, after):
            return word
        if before == "," and (word in self._subjects or word in self._finite or index in finite or word == "niet"):
            return ""
        if word in self._coordinators and (self._is_subject(after) or after in self._finite or index + 1 in finite):
            return self._opener(word)
        return None

    def _weak_opens(self, word: str, before: str, after: str) -> bool:
        if word in ("maar", "want", "doch", "dus"):
            return True
        if word in ("dan", "al", "of") and before != ",":
            return word == "of" and self._is_subject(after)
        if before == ",":
            return True
        if word in ("die", "wie", "wat", "waar", "hoe"):
            return False
        return self._is_subject(after) or (word == "dat" and after in self._determiners)

    def _is_subject(self, word: str) -> bool:
        return word in self._subjects or word in self._persons
