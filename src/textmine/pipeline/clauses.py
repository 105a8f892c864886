"""Clauses without a parse: where one statement ends and the next begins inside a sentence.

Frames and cues work within a clause. The rules are those of Dutch word order: a subordinator opens a clause; a comma or a
coordinator does when a subject or a finite verb follows, or, where the clause before has its verb, a short noun phrase with one.
A remark in brackets is a clause of its own only when it holds a verb. A coordinated verb without a subject of its own
(``bedreigde, chanteerde en sloeg hij haar``) gets a clause that borrows its subject and object from its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_HARD = frozenset({";", ":", "—", "–", "->", "=>", "/", "•"})
_NOUN_PHRASE = 3
"""Words that a subject may have between ``en`` (or a comma) and its verb, for a clause to begin there."""


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
        self._not_after_dat = frozenset(table["not_after_dat"])

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
        inside = words[start:end]
        verbs = [index in finite or word in self._finite for index, word in enumerate(inside, start)]
        cuts = {0: self._opener(inside[0]) if inside else ""} | self._brackets(inside, verbs)
        told = False
        for index in range(len(inside)):
            if index and index not in cuts and (opener := self._opens(inside, verbs, index, told)) is not None:
                cuts[index] = opener
            told = verbs[index] or (told and index not in cuts)
        bounds = sorted(cuts)
        ends = [*bounds[1:], len(inside)]
        return [Clause(start + cut, start + bound, cuts[cut]) for cut, bound in zip(bounds, ends, strict=True)]

    def _brackets(self, words: Sequence[str], verbs: Sequence[bool]) -> dict[int, str]:
        """Return the tokens after a bracket that opens or closes a remark with a verb in it."""
        opened = -1
        cuts: dict[int, str] = {}
        for index, word in enumerate(words):
            if word == "(":
                opened = index
            elif word == ")" and opened >= 0:
                if any(verbs[opened:index]):
                    cuts |= {after: self._opener(words[after]) for after in (opened + 1, index + 1) if after < len(words)}
                opened = -1
        return cuts

    def _opener(self, word: str) -> str:
        return word if word in self._subordinators or word in self._weak else ""

    def _opens(self, words: Sequence[str], verbs: Sequence[bool], index: int, told: bool) -> str | None:
        """Return the opener when a clause begins at ``index`` ("" when no word opens it), None when none does.

        ``told`` says whether the clause so far has its finite verb.
        """
        word, before = words[index], words[index - 1]
        after = words[index + 1] if index + 1 < len(words) else ""
        if word in self._subordinators:
            return word
        if before in _HARD or (before == "-" and word.isalpha()):
            return self._opener(word)
        if word in self._weak and self._weak_opens(word, before, after):
            return word
        if (
            word == "dat"
            and verbs[index - 1]
            and after.isalpha()
            and after not in self._not_after_dat
            and any(verbs[index + 2 :])
        ):
            return word  # "zag dat Mo haar sloeg", not "zag dat niet"
        if before == "," and (word in self._subjects or verbs[index] or word == "niet"):
            return ""
        if before == "," and told and self._subject_and_verb(words, verbs, index):
            return ""
        if word in self._coordinators:
            follows = self._is_subject(after) or any(verbs[index + 1 : index + 2])
            if follows or (told and word == "en" and self._subject_and_verb(words, verbs, index + 1)):
                return self._opener(word)
        return None

    def _subject_and_verb(self, words: Sequence[str], verbs: Sequence[bool], start: int) -> bool:
        """Whether a short noun phrase (or adverb) and then a finite verb begin here: ``Dylan sloeg``, ``daarna sloeg``."""
        for index in range(start, min(len(words), start + _NOUN_PHRASE + 1)):
            if verbs[index]:
                return index > start
            if not words[index][:1].isalpha() or words[index] in self._coordinators:
                return False
        return False

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
