"""Arguments: which mention is the subject of a clause, which the object, which stands after *door*, *van* or *aan*.

Without a parse, by case and word order: the subject is the pronoun in the subject form, else the first mention that no preposition
governs; the other free ones are objects. A relative clause takes what it lacks from the person before it. A clause that begins with
its verb takes its subject from its neighbours: ``Hij belde en sloeg haar``, ``bedreigde, chanteerde en sloeg hij haar``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.clauses import Clause

_RELATIVE: Final = ("die", "dat", "wie")
_PHRASE: Final = 4
"""Words between a preposition and the mention that it governs (``door een wat oudere man``)."""
_INFINITIVE: Final = 5
"""Words between the object of an infinitive and its *te* (``door haar steeds weer te slaan``)."""
_ANTECEDENT: Final = {"die": 4, "wie": 2, "dat": 0}
"""Words between a person and the relative pronoun that refers to it (``een man uit Polen, die``; ``de man, met wie``)."""
_LENDERS: Final = 4
"""Clauses looked back for a subject that a clause leaves out."""


class Arguments(NamedTuple):
    """The mentions of one clause by their part in it.

    ``of`` follows *van* after a noun (``het paspoort van SO``), ``van`` does not (``van VE moest zij``); ``owner`` is a possessive;
    ``lent`` are the objects of the clause that lends its subject, ``lender`` is its number. ``elided``: the verb comes first and no one is its subject.
    """

    subject: Ref | None = None
    objects: tuple[Ref, ...] = ()
    by: Ref | None = None
    van: Ref | None = None
    of: Ref | None = None
    to: Ref | None = None
    beneficiary: Ref | None = None
    owner: Ref | None = None
    lent: tuple[Ref, ...] = ()
    asked: bool = False
    elided: bool = False
    lender: int = -1


class ArgumentReader:
    """Read the arguments of the clauses of a sentence, by the closed classes of ``lexicons/data/grammar.toml``."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        table = grammar["arguments"]
        self._preposition = {word: part for part in ("by", "to", "for", "oblique", "of") for word in table[part]}
        self._through = frozenset(table["through"])
        self._inside = frozenset(grammar["clauses"]["determiners"]) | frozenset(table["inside_phrase"])
        self._light = frozenset(table["light"])
        self._finite = frozenset(grammar["clauses"]["auxiliaries"])
        self._verb_final = (
            frozenset(grammar["clauses"]["subordinators"]) | frozenset(grammar["clauses"]["weak_subordinators"])
        ) - {*("want", "maar", "doch", "dus", "dan", "al")}
        self._coordinators = frozenset(grammar["clauses"]["coordinators"]) | {"maar"}

    def segments(
        self, clauses: Sequence[Clause], norms: Sequence[str], refs: Sequence[Ref], verbs: frozenset[int]
    ) -> list[Clause]:
        """Return the clauses cut further: relative clauses that no comma sets off, and main clauses after a subordinate one.

        Frames are matched in the longer clauses; only who does what needs the shorter (``De man die haar sloeg heet Kees``,
        ``Toen zij weigerde sloeg hij haar``).
        """
        ends = {ref.end for ref in refs if ref.kind != "voornaamwoord"}
        starts = {ref.start for ref in refs}
        cut: list[Clause] = []
        for clause in clauses:
            start, opener = clause.start, clause.opener
            told = 0
            for index in range(start + 1, clause.end):
                verb = self._is_singular_verb(norms, index, verbs)
                told += verb
                if index + 1 < clause.end and self._opens_relative(norms, index, ends):
                    cut.append(Clause(start, index, opener))
                    start, opener, told = index, norms[index], 0
                elif (
                    verb
                    and index > start + 1
                    and opener in self._verb_final
                    and (
                        (index + 1 in starts and any(start < ref < index for ref in starts))
                        or (told == 2 and opener in _RELATIVE and norms[index - 1] not in self._coordinators)
                    )
                ):
                    cut.append(Clause(start, index, opener))
                    start, opener, told = index, "", 0
            cut.append(Clause(start, clause.end, opener))
        return cut

    def _opens_relative(self, norms: Sequence[str], index: int, ends: set[int]) -> bool:
        """``de man die``, ``weet niet wie``, and after the verb ``vrouwen in huis heeft die in de prostitutie werken``."""
        word, before = norms[index], norms[index - 1]
        if word == "wie":
            return before not in self._preposition
        return word == "die" and (index in ends or (before in self._finite and norms[index + 1] in self._preposition))

    def _is_singular_verb(self, norms: Sequence[str], index: int, verbs: frozenset[int]) -> bool:
        return (norms[index] in self._finite or index in verbs) and not norms[index].endswith("en")

    def read(
        self, clauses: Sequence[Clause], norms: Sequence[str], refs: Sequence[Ref], verbs: frozenset[int]
    ) -> list[Arguments]:
        """Return the arguments of every clause.

        Parameters
        ----------
        clauses : sequence of Clause
            The clauses of one sentence (:meth:`segments`).
        norms : sequence of str
            Normalised words of the document.
        refs : sequence of Ref
            The mentions of the sentence, linked.
        verbs : frozenset of int
            Tokens that the lexicon knows as verbs.
        """
        own = [self._own(clause, norms, refs, verbs) for clause in clauses]
        filled: list[Arguments] = []
        for number, (clause, arguments) in enumerate(zip(clauses, own, strict=True)):
            found = arguments
            if clause.opener in _RELATIVE:
                found = self._relative(arguments, clause, norms, refs)
            elif (fronted := self._fronted(arguments, number, clauses, filled, norms, verbs)) is not None:
                found = fronted
            elif arguments.subject is None and not arguments.asked and self._begins_with_verb(clause, norms, verbs):
                found = self._borrow(arguments, number, clauses, filled, own, norms)
            filled.append(found)
        return filled

    def _own(self, clause: Clause, norms: Sequence[str], refs: Sequence[Ref], verbs: frozenset[int]) -> Arguments:
        found: dict[str, Ref] = {}
        free: list[Ref] = []
        inside = [ref for ref in refs if clause.start <= ref.start < clause.end]
        starts, owners = {ref.start for ref in inside}, {ref.owner for ref in inside}
        ends = {ref.end for ref in inside if ref.kind in ("voornaamwoord", "naam") or ref.main}
        for ref in inside:
            if ref.host in starts or ref.conj in starts:
                continue
            if ref.possessive:
                if ref.start not in owners:  # "haar broer" is not hers to lose, "haar paspoort" is
                    found.setdefault("owner", ref)
                continue
            index = self._governor(norms, ref, clause)
            part = self._preposition[norms[index]] if index >= 0 else ""
            if part == "of":
                if ref.start in owners:
                    continue
                part = self._van(index, clause, norms, ends, verbs)
            elif part == "by" and self._has_infinitive(norms, ref, clause):
                part = ""
            if part:
                found.setdefault(part, ref)
            else:
                free.append(ref)
        asked = norms[clause.start] == "wie" and norms[clause.start - 1] not in self._preposition
        subject = None if asked else self._subject(free, clause, norms, verbs)
        objects = tuple(ref for ref in free if ref is not subject)
        return Arguments(
            subject,
            objects,
            found.get("by"),
            found.get("van"),
            found.get("after_noun"),
            found.get("to"),
            found.get("for"),
            found.get("owner"),
            asked=asked,
        )

    def _subject(self, free: Sequence[Ref], clause: Clause, norms: Sequence[str], verbs: frozenset[int]) -> Ref | None:
        """The pronoun in the subject form, else the first mention that can be one.

        A noun before the first verb goes before a pronoun that does not stand beside that verb (``Een klant meldde wat hij zag``).
        """
        first = next((ref for ref in free if "o" in ref.case), None)
        nominative = next((ref for ref in free if ref.case == "o"), None)
        if first is None or nominative is None or first is nominative:
            return nominative or first
        verb = next((i for i in range(first.end, clause.end) if norms[i] in self._finite or i in verbs), clause.end)
        return nominative if nominative.start <= verb + 1 else first

    def _governor(self, norms: Sequence[str], ref: Ref, clause: Clause) -> int:
        """The token of the preposition that governs a mention, -1 without one."""
        if ref.kind == "voornaamwoord" and ref.case == "o":  # "voor zij wegging": a conjunction
            return -1
        for index in range(ref.start - 1, max(clause.start, ref.start - _PHRASE) - 1, -1):
            word = norms[index]
            if word in self._preposition:
                return index
            adjective = ref.kind == "rolwoord" and word.isalpha() and word.endswith("e") and word not in self._finite
            if word not in self._inside and not adjective:
                return -1
        return -1

    def _van(self, index: int, clause: Clause, norms: Sequence[str], ends: set[int], verbs: frozenset[int]) -> str:
        """Tell ``van VE moest zij`` from ``het paspoort van SO`` and ``onder druk van VE``."""
        if index == clause.start:
            return "van"
        before = norms[index - 1]
        if before in self._through:
            return "by"
        free = before in self._finite or before in self._light or index - 1 in verbs or index in ends
        return "van" if free or not before.isalpha() else "after_noun"

    @staticmethod
    def _has_infinitive(norms: Sequence[str], ref: Ref, clause: Clause) -> bool:
        """``door haar te slaan``: the mention is the object of the infinitive, not who acts."""
        return "v" in ref.case and ref.kind == "voornaamwoord" and "te" in norms[ref.end : min(clause.end, ref.end + _INFINITIVE)]

    @staticmethod
    def _relative(own: Arguments, clause: Clause, norms: Sequence[str], refs: Sequence[Ref]) -> Arguments:
        """Fill the part of a relative clause that its antecedent plays."""
        before = [ref for ref in refs if ref.end <= clause.start and ref.kind != "voornaamwoord"]
        close = before and clause.start - before[-1].end <= _ANTECEDENT[clause.opener]
        antecedent = before[-1] if close else None
        if antecedent is None or (own.asked and norms[clause.start - 1] != ","):
            return own
        own = own._replace(asked=False)
        if own.subject is not None and (own.subject.case == "o" or clause.opener == "dat"):
            return own if own.objects else own._replace(objects=(antecedent,))
        objects = own.objects or ((own.subject,) if own.subject else ())
        return own._replace(subject=antecedent, objects=objects)

    def _fronted(
        self,
        own: Arguments,
        number: int,
        clauses: Sequence[Clause],
        filled: Sequence[Arguments],
        norms: Sequence[str],
        verbs: frozenset[int],
    ) -> Arguments | None:
        """Join a clause that begins with its verb to the subject that stands before it without one (``Dylan, 30 jaar, sloeg SO``)."""
        if not self._is_verb(clauses[number].start, norms, verbs) or (own.subject is not None and own.subject.case == "o"):
            return None
        earlier = number - 1
        while earlier > 0 and clauses[earlier].opener in _RELATIVE:
            earlier -= 1
        if earlier < 0 or clauses[earlier].opener in _RELATIVE or filled[earlier].subject is None:
            return None
        if any(self._is_verb(index, norms, verbs) for index in range(clauses[earlier].start, clauses[earlier].end)):
            return None
        objects = ((own.subject,) if own.subject is not None else ()) + own.objects
        return own._replace(subject=filled[earlier].subject, objects=objects)

    def _is_verb(self, index: int, norms: Sequence[str], verbs: frozenset[int]) -> bool:
        return norms[index] in self._finite or index in verbs

    def _begins_with_verb(self, clause: Clause, norms: Sequence[str], verbs: frozenset[int]) -> bool:
        """Whether the first word that counts is a verb; a noun there is a subject that is no person."""
        for index in range(clause.start, clause.end):
            word = norms[index]
            if self._is_verb(index, norms, verbs):
                return True
            if word not in self._coordinators and word not in self._light and word.isalpha():
                return False
        return False

    def _borrow(
        self,
        own: Arguments,
        number: int,
        clauses: Sequence[Clause],
        filled: Sequence[Arguments],
        all_own: Sequence[Arguments],
        norms: Sequence[str],
    ) -> Arguments:
        """Take what a coordinated clause leaves out from the clauses around it, the earlier first."""
        joined = norms[clauses[number].start] in self._coordinators
        earlier = number - 1
        while earlier >= 0 and not joined and clauses[earlier].opener in _RELATIVE:
            earlier -= 1
        for other in range(earlier, max(-1, earlier - _LENDERS), -1):
            if filled[other].subject is not None:
                return own._replace(subject=filled[other].subject, lent=filled[other].objects, lender=other)
        for other, later in enumerate(all_own[number + 1 : number + 3], number + 1):
            if later.subject is not None:
                return own._replace(subject=later.subject, lent=later.objects, lender=other)
        return own._replace(elided=True)


def segment_at(clauses: Sequence[Clause], token: int) -> int:
    """Return the number of the clause that holds a token.

    Examples
    --------
    >>> segment_at([Clause(0, 3, ""), Clause(3, 9, "dat")], 4)
    1
    """
    return next(number for number, clause in enumerate(clauses) if clause.start <= token < clause.end)


def groups(refs: Sequence[Ref]) -> list[list[Ref]]:
    """Return the mentions that ``en`` joins, as lists of two or more.

    Examples
    --------
    >>> [[ref.key for ref in group] for group in groups([Ref(0, 1, "naam", "Elena"), Ref(2, 3, "naam", "Daria", conj=0)])]
    [['Elena', 'Daria']]
    """
    joined: list[list[Ref]] = [[ref] for ref in refs[:1]]
    for _, ref in pairwise(refs):
        holder = next((group for group in reversed(joined[-2:]) if any(other.start == ref.conj for other in group)), None)
        if ref.conj >= 0 and holder is not None:
            holder.append(ref)
        else:
            joined.append([ref])
    return [group for group in joined if len(group) > 1]
