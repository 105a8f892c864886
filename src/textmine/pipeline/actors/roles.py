"""Roles: who does it to whom in a match, from the arguments of its clause and the voice of its verb.

The result are mentions, not persons, so that roles can be found before it is known who the pronouns are. A passive turns subject
and object round and takes the agent from *door*; a wording whose subject undergoes (``moest geld afgeven``, ``kreeg klappen``) takes
it from *van*, *aan* or *voor*; a verb of ordering (``dwong haar geld af te geven``) makes its own subject the agent after all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from textmine.lexicons.model import Frame
from textmine.pipeline.actors.arguments import Arguments, segment_at
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.clauses import Clause
from textmine.pipeline.state import Hit

_SELF: Final = frozenset({"zichzelf", "mijzelf", "mezelf", "haarzelf", "hemzelf"})


class Roles(NamedTuple):
    """The mentions found, and how: ``actief``, ``passief``, ``ondergaat``, ``naamwoord``, ``bevel``, ``waarneming``, ``wederkerend``,
    ``geen``.

    ``elided``: the clause leaves its subject out, as telegrams do; who it is stands in the sentences around it.
    """

    agent: Ref | None
    target: Ref | None
    how: str
    elided: bool = False


class RoleFinder:
    """Find agent and target of a match."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        voice = grammar["voice"]
        self._passive = frozenset(voice["passive"])
        self._perfect = frozenset(voice["perfect"])
        self._modal = frozenset(voice["modal"])
        self._causative = frozenset(voice["causative"])
        self._auxiliary = self._passive | self._perfect | self._modal | frozenset(voice["be"])
        self._receive = frozenset(voice["receive"])
        self._orders = frozenset(voice["orders"])
        self._perceive = frozenset(voice["perceive"])

    def find(
        self,
        frame: Frame,
        hits: Sequence[Hit],
        clauses: Sequence[Clause],
        arguments: Sequence[Arguments],
        norms: Sequence[str],
    ) -> Roles:
        """Return who acts and who undergoes.

        Parameters
        ----------
        frame : Frame
            Its voice says whether the subject of the active clause acts or undergoes.
        hits : sequence of Hit
            The words that filled the frame; the first verb among them carries the action.
        clauses, arguments
            The clauses of the sentence, cut for roles, and their arguments (:class:`~textmine.pipeline.actors.arguments.ArgumentReader`).
        norms : sequence of str
            Normalised words of the document.
        """
        if frame.voice == "geen":
            return Roles(None, None, "geen")
        head = next((hit for hit in hits if hit.kind), hits[0])
        number = segment_at(clauses, head.start)
        clause, parts = clauses[number], arguments[number]
        words = norms[clause.start : clause.end]
        if head.kind == "part" and parts.lender >= 0 and self._auxiliary.isdisjoint(words):
            lender = clauses[parts.lender]  # "heeft mij uitgescholden en geschopt": one auxiliary for both
            words = [*norms[lender.start : lender.end], *words]
        order = next((hit for hit in hits if hit.kind and hit.lemma in self._orders), None)
        if order is not None and frame.voice == "slachtoffer":
            ordered = arguments[segment_at(clauses, order.start)]
            return self._ordered(order, ordered, parts, words)
        if self._is_passive(head, words, parts):
            return self._undergone(parts, words)
        if frame.voice == "slachtoffer":
            return self._suffered(parts, words, nominal=not head.kind)
        if head.kind in ("inf", "any") and len(parts.objects) > 1 and not self._perceive.isdisjoint(words):
            return Roles(parts.objects[0], parts.objects[1], "waarneming")
        if parts.subject is not None and not _SELF.isdisjoint(words):
            return Roles(parts.subject, parts.subject, "wederkerend")
        target = _first(parts.objects, parts.to, parts.owner, parts.of, parts.van, parts.lent, unlike=parts.subject)
        return Roles(parts.subject or parts.by, target, "actief", elided=parts.elided)

    def _ordered(self, order: Hit, ordered: Arguments, parts: Arguments, words: Sequence[str]) -> Roles:
        """``VE dwong haar geld af te geven`` and ``Zij werd door VE gedwongen``: who orders acts, who is ordered undergoes."""
        if self._is_passive(order, words, ordered):
            return Roles(ordered.by or ordered.van, ordered.subject or parts.subject or parts.owner, "bevel")
        target = _first(ordered.objects, ordered.to, parts.objects, parts.owner, ordered.lent, unlike=ordered.subject)
        return Roles(ordered.subject or ordered.by, target, "bevel", elided=ordered.elided)

    def _undergone(self, parts: Arguments, words: Sequence[str]) -> Roles:
        """The passive: ``SO werd door VE geslagen``, ``Van SO werd het paspoort afgepakt``, ``zij moest van VE geslagen worden``."""
        must = not self._modal.isdisjoint(words)
        own = parts.subject if not parts.lent and not parts.elided else None
        target = _first(own, parts.objects, parts.owner, parts.of, None if must else parts.van, parts.to, parts.subject)
        return Roles(parts.by or (parts.van if must else None), target, "passief", elided=target is None)

    def _suffered(self, parts: Arguments, words: Sequence[str], *, nominal: bool) -> Roles:
        """The subject undergoes: ``SO moest haar geld afgeven aan VE``, ``kreeg klappen van VE``, ``de bedreigingen van VE``."""
        receives = not self._receive.isdisjoint(words)
        target = parts.subject or parts.owner or (None if receives else parts.of)
        given = parts.of if receives or nominal else None
        agent = _first(parts.by, parts.van, parts.to, parts.beneficiary, given, parts.objects, unlike=target)
        how = "naamwoord" if nominal and parts.subject is None else "ondergaat"
        return Roles(agent, target, how, elided=parts.elided)

    def _is_passive(self, head: Hit, words: Sequence[str], parts: Arguments) -> bool:
        """Whether a participle is passive: with *worden*, with *zijn*, or bare (``SO geslagen door VE``).

        A bare one with two free persons is a perfect without its *heeft* (``VE SO geslagen``).
        """
        if head.kind not in ("part", "any"):
            return False
        if not self._passive.isdisjoint(words):
            return True
        if not self._perfect.isdisjoint(words) or not self._causative.isdisjoint(words):
            return False
        if head.kind == "part":
            return parts.by is not None or parts.subject is None or not parts.objects
        return parts.by is not None


def _first(*options: Ref | Iterable[Ref] | None, unlike: Ref | None = None) -> Ref | None:
    """Return the first mention among the options that is not ``unlike``."""
    for option in options:
        for ref in (option,) if isinstance(option, Ref) else option or ():
            if ref != unlike:
                return ref
    return None
