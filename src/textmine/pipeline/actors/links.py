"""Links between mentions that grammar makes: apposition, copula, coordination, possession.

``haar vriend Dylan``, ``Dylan, een man van 30,`` and ``Zij heet Ana`` each hold two mentions of one person; ``Marius en Costel`` two
persons in one part of the sentence; ``de moeder van Petra`` and ``haar broer`` say whose relative someone is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from textmine.pipeline.actors.mentions import Ref

_PHRASE: Final = 4
"""Words that a noun phrase has at most before its noun (``een wat oudere Turkse man``)."""
_BRACKET: Final = 8
"""Words that may stand in brackets between a name and its verb (``VE (23 jr, Pools) is haar vriend``)."""
_NEAR: Final = 8
"""Mentions looked back for the subject of a copula."""


class Linker:
    """Find the links between the mentions of a sentence, by the closed classes of ``grammar.toml``."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        table = grammar["links"]
        self._copula = frozenset(table["copula"])
        self._named = frozenset(table["named"])
        self._joins = frozenset(table["joins"])
        self._closers = frozenset(table["closers"])
        self._possessives = frozenset(table["possessives"])
        self._determiners = frozenset(grammar["clauses"]["determiners"]) | self._possessives
        self._prepositions = frozenset(
            word for part in ("by", "to", "for", "oblique", "of") for word in grammar["arguments"][part]
        )
        self._adverbs = frozenset(table["adverbs"])
        self._verbs = frozenset(grammar["clauses"]["auxiliaries"])

    def link(self, refs: Sequence[Ref], norms: Sequence[str], end: int) -> list[Ref]:
        """Return the mentions of one sentence with ``host``, ``conj`` and ``owner`` filled in.

        Parameters
        ----------
        refs : sequence of Ref
            The mentions of the sentence.
        norms : sequence of str
            Normalised words of the document.
        end : int
            Token after the sentence.
        """
        linked: list[Ref] = []
        for ref in refs:
            if ref.kind == "voornaamwoord" or not linked:
                linked.append(ref)
                continue
            host = self._host(ref, linked, norms, end)
            conj = -1 if host >= 0 else self._conj(ref, linked, norms)
            linked.append(ref._replace(host=host, conj=conj, owner=self._owner_before(ref, linked, norms)))
        return self._owners_after(linked, norms)

    def _host(self, ref: Ref, before: Sequence[Ref], norms: Sequence[str], end: int) -> int:
        for candidate in (self._beside(ref, before, norms, end), self._said_of(ref, before, norms, end)):
            if candidate is not None and _agree(candidate, ref):
                return candidate.start
        return -1

    def _beside(self, ref: Ref, before: Sequence[Ref], norms: Sequence[str], end: int) -> Ref | None:
        """Apposition: a name right after a noun, a noun phrase or name between commas, a label in brackets."""
        last = before[-1]
        gap = list(norms[last.end : ref.start])
        after = norms[ref.end] if ref.end < end else "."
        if (
            ref.kind == "naam"
            and last.kind == "rolwoord"
            and not last.plural
            and (not gap or gap in (["."], ["genaamd"], ["ene"]))
        ):
            return last
        if gap == ["("] and after == ")":
            return last
        if ref.plural or after == "en":
            return None
        opened = self._phrase_start(ref, norms)
        if opened == 0 or norms[opened - 1] != "," or not self._closes(norms, ref.end, end):
            return None
        found = next((other for other in reversed(before) if other.end <= opened - 1 and not other.possessive), None)
        if found is None or found.plural or (ref.kind == "rolwoord" and opened == ref.start):
            return None
        if ref.kind == "naam":  # "een vriendin van Esra, Naomi,": the name belongs to the noun, not to the name inside its phrase
            nouns = [other for other in before[-2:] if other.kind == "rolwoord" and not other.plural and not other.main]
            return nouns[0] if nouns and (found is nouns[0] or norms[found.start - 1] == "van") else None
        return found if found.end == opened - 1 or norms[opened - 2] == ")" else None

    def _phrase_start(self, ref: Ref, norms: Sequence[str]) -> int:
        """The first token of the noun phrase that the mention closes."""
        for index in range(ref.start - 1, max(-1, ref.start - 1 - _PHRASE), -1):
            if norms[index] in self._determiners:
                return index
            if not norms[index].isalpha() or norms[index] in self._prepositions or norms[index] in self._verbs:
                break
        return ref.start

    def _closes(self, norms: Sequence[str], start: int, end: int) -> bool:
        """Whether an apposition ends here or after a short ``van`` phrase: at a comma, a bracket or the end of the sentence."""
        if start >= end or norms[start] in self._closers:
            return start + 1 >= end or norms[start] != "," or norms[start + 1] not in self._joins
        return norms[start] == "van"

    def _said_of(self, ref: Ref, before: Sequence[Ref], norms: Sequence[str], end: int) -> Ref | None:
        """Copula: ``VE is haar vriend``, ``Ik ben de buurvrouw``, ``Hij heet Ruben``; the subject stands before the verb."""
        verb = self._verb_before(self._phrase_start(ref, norms), norms)
        if verb >= 0 and norms[verb] in self._named and ref.kind == "naam":
            return next((o for o in reversed(before[-_NEAR:]) if o.end <= verb and "o" in o.case and _agree(o, ref)), None)
        if verb < 0 or norms[verb] not in self._copula or ref.plural or self._goes_on(norms, ref.end, end):
            return None
        subject = next((other for other in reversed(before[-_NEAR:]) if other.end <= verb and not other.possessive), None)
        if subject is None or "o" not in subject.case or subject.plural:
            return None
        if subject.start and norms[subject.start - 1] in self._prepositions:
            return None
        return subject if self._adjoins(norms, subject.end, verb) else None

    def _verb_before(self, start: int, norms: Sequence[str]) -> int:
        """The token of the copula or *heet* before a noun phrase, over at most two adverbs (``was eerder slachtoffer``)."""
        for index in range(start - 1, max(-1, start - 4), -1):
            if norms[index] in self._copula or norms[index] in self._named:
                return index
            if norms[index] not in self._adverbs:
                break
        return start - 1

    def _goes_on(self, norms: Sequence[str], start: int, end: int) -> bool:
        """Whether a participle follows, which makes *is* an auxiliary (``is een man tegengekomen``)."""
        return start < end and norms[start].isalpha() and "ge" in norms[start][:8] and norms[start].endswith(("d", "t", "en"))

    @staticmethod
    def _adjoins(norms: Sequence[str], start: int, verb: int) -> bool:
        """Whether only adverbs or a bracket stand between subject and copula."""
        between = list(norms[start:verb])
        if between[:1] in (["("], [","]):
            return len(between) <= _BRACKET and between[-1] in (")", ",")
        return len(between) <= 1

    def _conj(self, ref: Ref, before: Sequence[Ref], norms: Sequence[str]) -> int:
        """The mention that ``en`` or a comma joins this one to (``Marius en Costel``, ``SO, SO2 en SO3``)."""
        last = before[-1]
        if last.possessive and len(before) > 1 and last.start >= before[-2].end:
            last = before[-2]
        gap = [word for word in norms[last.end : ref.start] if word not in self._determiners]
        if last.kind == "voornaamwoord" and last.case != "o":
            return -1
        return last.start if gap == ["en"] or (gap == [","] and norms[ref.end : ref.end + 1] in (["en"], [","])) else -1

    def _owner_before(self, ref: Ref, before: Sequence[Ref], norms: Sequence[str]) -> int:
        last = before[-1]
        adjectives = all(word.isalpha() and word.endswith("e") for word in norms[last.end : ref.start])
        return last.start if last.possessive and ref.kind == "rolwoord" and adjectives else -1

    def _owners_after(self, refs: list[Ref], norms: Sequence[str]) -> list[Ref]:
        """``de moeder van Petra``: the noun belongs to the mention after *van*."""
        for index in range(len(refs) - 1):
            ref, other = refs[index], refs[index + 1]
            words = [word for word in norms[ref.end : other.start] if word not in self._determiners]
            if ref.kind == "rolwoord" and ref.owner < 0 and words == ["van"] and not other.possessive:
                refs[index] = ref._replace(owner=other.start)
        return refs


def _agree(one: Ref, other: Ref) -> bool:
    """Whether two mentions can be one person by sex and number."""
    if one.sex and other.sex and one.sex != other.sex and "transgender" not in (one.sex, other.sex):
        return False
    return one.plural == other.plural
