"""Mentions: every word or name in a text that refers to a person, with what its form alone tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textmine.lexicons.model import Lexicon, Pronoun
from textmine.pipeline.state import Hit


class Ref(NamedTuple):
    """One mention.

    ``kind`` is ``naam``, ``rolwoord`` or ``voornaamwoord``; ``key`` the name's canonical form, the noun or the pronoun; ``case``
    holds ``o`` (may be subject), ``v`` (object), ``b`` (possessive); ``who`` is ``spreker``, ``aangesprokene`` or empty.
    """

    start: int
    end: int
    kind: str
    key: str
    rol: str = ""
    sex: str = ""
    case: str = "ov"
    plural: bool = False
    main: bool = False
    who: str = ""

    @property
    def possessive(self) -> bool:
        """Whether the mention only says whose something is."""
        return self.case == "b"


class NameSpan(NamedTuple):
    """A person's name in tokens, with its canonical form and sex as far as the name tells it."""

    start: int
    end: int
    name: str
    sex: str


class MentionFinder:
    """Find the mentions in a text from the hits of person words, the names, and the pronouns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._persons = lexicon.persons
        self._pronouns = lexicon.pronouns
        table = lexicon.grammar["mentions"]
        self._after_object = frozenset(table["after_object"])
        self._plural_verbs = frozenset(table["plural_verbs"])

    def find(self, norms: Sequence[str], hits: Iterable[Hit], names: Iterable[NameSpan]) -> list[Ref]:
        """Return the mentions in the order of the text, without overlaps.

        Parameters
        ----------
        norms : sequence of str
            The normalised words.
        hits : iterable of Hit
            All hits; those of person classes and of verbs are used.
        names : iterable of NameSpan
            The names that the entity finder found.
        """
        hits = list(hits)
        verbs = {token for hit in hits if hit.kind for token in range(hit.start, hit.end)}
        refs = [self._from_person(hit) for hit in hits if hit.cls in self._persons]
        refs += [Ref(span.start, span.end, "naam", span.name, sex=span.sex) for span in names]
        refs = _longest(refs)
        taken = {token for ref in refs for token in range(ref.start, ref.end)}
        for index, norm in enumerate(norms):
            pronoun = self._pronouns.get(norm)
            if pronoun and index not in taken:
                ref = self._from_pronoun(pronoun, norms, index, verbs)
                if ref:
                    refs.append(ref)
        return sorted(refs)

    def _from_person(self, hit: Hit) -> Ref:
        person = self._persons[hit.cls]
        return Ref(
            hit.start,
            hit.end,
            "rolwoord",
            hit.lemma,
            person.rol,
            person.geslacht,
            plural=person.klasse == "groep",
            main=person.hoofd,
        )

    def _from_pronoun(self, pronoun: Pronoun, norms: Sequence[str], index: int, verbs: set[int]) -> Ref | None:
        case = pronoun.naamval
        after = norms[index + 1] if index + 1 < len(norms) else ""
        if "b" in case:
            owns = after[:1].isalpha() and after not in self._after_object and index + 1 not in verbs
            if case == "b" and norms[index] == "zijn" and not owns:
                return None
            case = "b" if owns else case.replace("b", "")
            if not case:
                return None
        around = (norms[index - 1] if index else "", after)
        plural = pronoun.meervoud or (norms[index] in ("ze", "zij") and any(word in self._plural_verbs for word in around))
        who = "spreker" if pronoun.spreker else "aangesprokene" if pronoun.aangesprokene else ""
        return Ref(index, index + 1, "voornaamwoord", norms[index], sex=pronoun.geslacht, case=case, plural=plural, who=who)


def _longest(refs: Iterable[Ref]) -> list[Ref]:
    """Keep the longest of overlapping mentions; a role word before a name."""
    kept: list[Ref] = []
    taken: set[int] = set()
    for ref in sorted(refs, key=lambda ref: (ref.start - ref.end, ref.kind != "rolwoord", ref.start)):
        tokens = range(ref.start, ref.end)
        if taken.isdisjoint(tokens):
            kept.append(ref)
            taken.update(tokens)
    return kept
