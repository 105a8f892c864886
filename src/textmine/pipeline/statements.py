"""Statements: clauses cut finer, as denial and reported speech need them.

Frames look for their words in a clause and do better with a wide one; a cue must know where one assertion ends. So a clause is cut once
more where Dutch word order shows that a main clause begins inside it: a finite verb before its subject (``omdat zij niet luisterde |
sloeg hij haar``), or a finite verb after a finished subordinate clause (``dat hij haar sloeg | is niet waar``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from textmine.pipeline.clauses import Clause

COMPLEMENT: Final = frozenset({"dat", "of", "hoe", "wat", "wie", "waarom", "waar", "hoeveel", "welke"})
"""Words that open the clause in which it stands what is said, denied or doubted."""
_ADDING: Final = frozenset({"en", "maar", "want", "doch", "dus", "dan", "al"})
_PRONOUNS: Final = frozenset({"ik", "hij", "zij", "ze", "we", "wij", "je", "jij", "u", "men", "er", "ie"})
_PARTICIPLE: Final = re.compile(r"(?:[a-z]*ge|be|ver|ont|her|er|mis)[a-z]+(?:d|t|n)|weg")
_SEPARATORS: Final = frozenset({";", "/", "•", "->", "=>"})
_RELATIVE: Final = frozenset({"die", "dat", "wat", "waar"})
_PAST: Final = ("de", "te", "den", "ten")
_DETERMINERS: Final = frozenset({"de", "het", "een", "die", "deze", "elke", "iedere", "geen"})


def is_participle(word: str) -> bool:
    """Whether a word has the shape of a past participle (``verteld``, ``afgepakt``); of unknown verbs the shape is all there is."""
    return _PARTICIPLE.fullmatch(word) is not None


class Statement(NamedTuple):
    """Tokens ``[start, end)``, the word that opened it, and whether it is a main clause that stands by itself."""

    start: int
    end: int
    opener: str
    main: bool

    @property
    def linked(self) -> bool:
        """Whether it says what the clause before it announces, or goes on with it (``dat hij sloeg | en schopte``)."""
        return self.opener in COMPLEMENT or (not self.opener and not self.main)


class StatementSplitter:
    """Cut the clauses of a sentence into statements by the closed word classes of ``lexicons/data/grammar.toml``."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        table = grammar["clauses"]
        self._auxiliaries = frozenset(table["auxiliaries"])
        self._subordinators = frozenset(table["subordinators"]) | (frozenset(table["weak_subordinators"]) - _ADDING)
        self._subjects = _PRONOUNS | frozenset(table["persons"])

    def split(
        self, clauses: Sequence[Clause], norms: Sequence[str], finite: Collection[int]
    ) -> tuple[list[Statement], frozenset[int]]:
        """Return the statements of one sentence, and the tokens of its finite verbs.

        Parameters
        ----------
        clauses : sequence of Clause
            The clauses of the sentence.
        norms : sequence of str
            Normalised words of the document.
        finite : collection of int
            Tokens that the lexicon knows as finite verbs, beside the auxiliaries.

        Examples
        --------
        >>> from textmine.lexicons import packaged_lexicon
        >>> splitter = StatementSplitter(packaged_lexicon().grammar)
        >>> words = "omdat zij niet luisterde sloeg hij haar".split()
        >>> found, finite = splitter.split([Clause(0, 7, "omdat")], words, {4})
        >>> [(" ".join(words[s.start : s.end]), s.main) for s in found]
        [('omdat zij niet luisterde', False), ('sloeg hij haar', True)]
        """
        found: list[Statement] = []
        finite_verbs: list[int] = []
        for clause in self._finished(clauses, norms, finite):
            verbs = [i for i in range(clause.start, clause.end) if i in finite or norms[i] in self._auxiliaries]
            finite_verbs += verbs
            opener = "" if clause.start + 1 in verbs and self._inverted(norms, clause.start + 1) else clause.opener
            mains = [index for index in verbs if self._begins_main_clause(norms, clause.start, index, verbs, opener)]
            relatives = [
                i for i in range(clause.start + 1, clause.end - 1) if norms[i] in _RELATIVE and norms[i + 1] in _PRONOUNS
            ]
            cuts = sorted({*mains, *relatives})
            for number, (start, end) in enumerate(zip([clause.start, *cuts], [*cuts, clause.end], strict=True)):
                own = opener if number == 0 and opener not in _ADDING else norms[start] if start in relatives else ""
                apart = start > 0 and norms[start - 1] in _SEPARATORS
                main = own not in self._subordinators and (number > 0 or apart or self._is_main(norms, start, end, verbs))
                found.append(Statement(start, end, own, main))
        return found, frozenset(finite_verbs)

    def _finished(self, clauses: Sequence[Clause], norms: Sequence[str], finite: Collection[int]) -> list[Clause]:
        """Join a clause that a word opened and that has no finite verb yet with what follows (``of hij haar | ook bedreigt``)."""
        joined: list[Clause] = []
        for clause in clauses:
            last = joined[-1] if joined else None
            open_still = last is not None and last.opener in self._subordinators and norms[last.end - 1] != ","
            if last is not None and open_still and not clause.opener and not self._has_verb(last, norms, finite):
                joined[-1] = last._replace(end=clause.end)
            else:
                joined.append(clause)
        return joined

    def _has_verb(self, clause: Clause, norms: Sequence[str], finite: Collection[int]) -> bool:
        return any(index in finite or norms[index] in self._auxiliaries for index in range(clause.start, clause.end))

    def _inverted(self, norms: Sequence[str], verb: int) -> bool:
        return verb + 1 < len(norms) and norms[verb + 1] in self._subjects

    def _begins_main_clause(self, norms: Sequence[str], start: int, verb: int, verbs: Sequence[int], opener: str) -> bool:
        if verb <= start + 1:
            return False
        earlier = verbs[0] < verb
        if self._inverted(norms, verb) and (earlier or opener in self._subordinators):
            return True
        if norms[verb] not in self._auxiliaries or norms[verb].endswith("en"):
            return False
        before = norms[verb - 1]
        closed = verb - 1 in verbs or is_participle(before)
        if earlier and closed and opener:
            return True
        guessed = opener in self._subordinators and before.endswith(_PAST) and len(before) > 5
        return guessed and norms[verb - 2] not in _DETERMINERS

    def _is_main(self, norms: Sequence[str], start: int, end: int, verbs: Collection[int]) -> bool:
        """Whether a clause has the order of a main clause: its finite verb first or second, and not last of all."""
        words = [index for index in range(start, end) if norms[index][:1].isalnum()]
        while words and norms[words[0]] in _ADDING:
            words.pop(0)
        if not words:
            return False
        second = norms[words[0]] in self._subjects or (len(words) > 2 and self._inverted(norms, words[1]))
        candidates = words[: 2 if second else 1]
        return any(index in verbs and index != words[-1] for index in candidates)
