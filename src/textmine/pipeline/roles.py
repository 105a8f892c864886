"""Roles: who does it to whom, from word order, case and voice in the clause.

Without a parse the clause is read as Dutch word order has it: the subject is the pronoun in the subject form, else the first free
person; the object is the pronoun in the object form, else the next. A passive turns them round and takes the agent from
``door``; a relative clause takes its missing part from the person before it; a coordinated verb borrows from its neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from textmine.lexicons.model import Frame
from textmine.pipeline.actors import Cast, Person
from textmine.pipeline.clauses import Clause
from textmine.pipeline.mentions import Ref
from textmine.pipeline.state import Hit

_OBLIQUE: Final = frozenset(
    [
        "van",
        "met",
        "voor",
        "bij",
        "naar",
        "over",
        "zonder",
        "volgens",
        "via",
        "uit",
        "in",
        "op",
        "onder",
        "achter",
        "tussen",
        "namens",
        "aldus",
    ]
)
_DATIVE: Final = frozenset({"aan", "tegen", "tegenover", "jegens", "richting", "om"})
_RELATIVE: Final = frozenset({"die", "wie"})


class Roles(NamedTuple):
    """The persons found, and how: ``actief``, ``passief``, ``ellips`` ..."""

    agent: Person | None
    target: Person | None
    how: str


class ClauseRoles(NamedTuple):
    """Grammatical parts of one clause."""

    subject: Person | None
    object: Person | None
    by: Person | None
    dative: Person | None
    owner: Person | None


class RoleFinder:
    """Find agent and target of a match."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        voice = grammar["voice"]
        self._passive = frozenset(voice["passive"])
        self._perfect = frozenset(voice["perfect"])
        self._by = frozenset(voice["by"])
        self._causative = frozenset(voice["causative"])

    def find(
        self,
        frame: Frame,
        head: Hit,
        clause: int,
        clauses: Sequence[Clause],
        norms: Sequence[str],
        refs: Sequence[Ref],
        cast: Cast,
    ) -> Roles:
        """Return who acts and who undergoes.

        Parameters
        ----------
        frame : Frame
            Its voice says whether the subject of the active clause acts or undergoes.
        head : Hit
            The word of the frame that carries the action: its verb where it has one.
        clause : int
            Position of the head's clause in ``clauses``, the clauses of the sentence.
        norms : sequence of str
            Normalised words of the document.
        refs : sequence of Ref
            Mentions in the sentence.
        cast : Cast
            Who the mentions are.
        """
        if frame.voice == "geen":
            return Roles(None, None, "geen")
        parts = self._parts(clauses[clause], norms, refs, cast)
        passive = self._is_passive(head, clauses[clause], norms, parts)
        if parts.subject is None and not passive:
            parts = self._borrow(parts, clause, clauses, norms, refs, cast)
        if passive:
            agent, target, how = parts.by, parts.subject or parts.object or parts.owner, "passief"
        elif frame.voice == "slachtoffer":
            agent = next(
                (person for person in (parts.by, parts.dative, parts.object) if person and person is not parts.subject), None
            )
            target, how = parts.subject or parts.owner, "actief"
        else:
            others = (parts.object, parts.dative, parts.owner)
            target = next((person for person in others if person and person is not parts.subject), None)
            agent, how = parts.subject or parts.by, "actief"
        if agent is target:
            agent = None
        return Roles(agent, target, how)

    def _parts(self, clause: Clause, norms: Sequence[str], refs: Sequence[Ref], cast: Cast) -> ClauseRoles:
        inside = [ref for ref in refs if clause.start <= ref.start < clause.end]
        by = dative = owner = None
        free: list[Ref] = []
        for ref in inside:
            before = _governor(norms, ref, clause)
            if ref.possessive:
                owner = owner or cast.who(ref)
            elif before in self._by:
                by = by or cast.who(ref)
            elif before in _DATIVE:
                dative = dative or cast.who(ref)
            elif before not in _OBLIQUE:
                free.append(ref)
        nominative = next((ref for ref in free if ref.case == "o"), None)
        accusative = next((ref for ref in free if ref.case == "v"), None)
        open_refs = [ref for ref in free if ref.case not in ("o", "v")]
        subject_ref = nominative or (open_refs.pop(0) if open_refs else None)
        object_ref = accusative or next((ref for ref in open_refs if ref is not subject_ref), None)
        subject = cast.who(subject_ref) if subject_ref else None
        target = cast.who(object_ref) if object_ref else None
        if clause.opener in _RELATIVE:
            antecedent = _last_person(refs, clause.start, cast)
            if nominative is None:
                target = target or subject
                subject = antecedent
            else:
                target = target or antecedent
        return ClauseRoles(subject, target, by, dative, owner)

    def _is_passive(self, head: Hit, clause: Clause, norms: Sequence[str], parts: ClauseRoles) -> bool:
        if head.kind not in ("part", "any"):
            return False
        words = set(norms[clause.start : clause.end])
        if words & self._passive:
            return True
        if words & self._perfect or words & self._causative:
            return False
        return head.kind == "part" or parts.by is not None

    def _borrow(
        self, parts: ClauseRoles, clause: int, clauses: Sequence[Clause], norms: Sequence[str], refs: Sequence[Ref], cast: Cast
    ) -> ClauseRoles:
        """Take what a coordinated clause leaves out from the clauses around it, the earlier first."""
        around = [*range(clause - 1, -1, -1), *range(clause + 1, min(clause + 3, len(clauses)))]
        for other in around:
            lent = self._parts(clauses[other], norms, refs, cast)
            if lent.subject is not None:
                subject = lent.subject if lent.subject is not parts.object else None
                return parts._replace(
                    subject=subject, object=parts.object or (lent.object if other > clause or lent.object else None)
                )
        return parts


def _governor(norms: Sequence[str], ref: Ref, clause: Clause) -> str:
    """The preposition that governs a mention, over at most two words (``door een``, ``van haar oudere``)."""
    for index in range(ref.start - 1, max(clause.start, ref.start - 4) - 1, -1):
        word = norms[index]
        if word in _OBLIQUE or word in _DATIVE or word in ("door", "vanwege"):
            return word
        if word not in (
            "de",
            "het",
            "een",
            "haar",
            "zijn",
            "mijn",
            "hun",
            "die",
            "deze",
            "dit",
            "dat",
            "ene",
            "andere",
            "twee",
            "drie",
            "beide",
            "onze",
        ):
            return ""
    return ""


def _last_person(refs: Sequence[Ref], before: int, cast: Cast) -> Person | None:
    for ref in reversed(refs):
        if ref.end <= before and not ref.possessive and (person := cast.who(ref)):
            return person
    return None
