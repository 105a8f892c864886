"""Mentions: every word or name in a text that refers to a person, with what its form alone tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from textmine.lexicons.model import Lexicon, Pronoun
from textmine.pipeline.state import Hit

_PARTICIPLE: Final = re.compile(r"(?:[a-z]{2,6})?ge[a-z]{2,}(?:d|t|en)")
_INFINITIVE_WINDOW: Final = 10


class Ref(NamedTuple):
    """One mention.

    ``kind`` is ``naam``, ``rolwoord`` or ``voornaamwoord``; ``key`` the name, the noun or the pronoun; ``case`` holds ``o`` (may be
    subject), ``v`` (object), ``b`` (possessive); ``who`` is ``spreker``, ``aangesprokene`` or empty; ``klasse`` and ``det`` are the
    noun's class and determiner. ``host``, ``conj`` and ``owner`` are tokens at which other mentions begin, -1 without one: the mention
    that this one is said of (``haar *vriend* Dylan``), the one that ``en`` joins it to, and the one that it belongs to.
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
    klasse: str = ""
    det: str = ""
    host: int = -1
    conj: int = -1
    owner: int = -1

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
        self._not_participles = frozenset(table["not_participles"])
        self._before_possessive = frozenset(table["before_possessive"])
        self._plural_words = frozenset(table["plural_words"])
        self._determiners = frozenset(lexicon.grammar["clauses"]["determiners"])
        self._auxiliaries = frozenset(lexicon.grammar["clauses"]["auxiliaries"])
        self._verbal = frozenset(lexicon.grammar["voice"]["modal"]) | frozenset(lexicon.grammar["voice"]["causative"])

    def find(
        self, norms: Sequence[str], hits: Iterable[Hit], names: Iterable[NameSpan], peoples: Iterable[NameSpan] = ()
    ) -> list[Ref]:
        """Return the mentions in the order of the text, without overlaps.

        Parameters
        ----------
        norms : sequence of str
            The normalised words.
        hits : iterable of Hit
            All hits; those of person classes and of verbs are used.
        names : iterable of NameSpan
            The names that the entity finder found.
        peoples : iterable of NameSpan
            Nationalities; one that stands as a noun is a person (``een Albanees``).
        """
        hits = list(hits)
        verbs = {token for hit in hits if hit.kind for token in range(hit.start, hit.end)}
        refs = [self._from_person(hit, norms) for hit in hits if hit.cls in self._persons and not self._is_predicate(hit, norms)]
        refs += [Ref(span.start, span.end, "naam", span.name, sex=span.sex) for span in names]
        refs += [self._from_people(span, norms) for span in peoples if self._stands_alone(span, norms, verbs)]
        refs = _longest(refs)
        taken = {token for ref in refs for token in range(ref.start, ref.end)}
        nouns = {ref.start for ref in refs if ref.kind == "rolwoord"}
        for index, norm in enumerate(norms):
            pronoun = self._pronouns.get(norm)
            if pronoun and index not in taken:
                ref = self._from_pronoun(pronoun, norms, index, verbs, nouns)
                if ref:
                    refs.append(ref)
        return sorted(refs)

    def _from_person(self, hit: Hit, norms: Sequence[str]) -> Ref:
        person = self._persons[hit.cls]
        det = self._determiner(norms, hit.start)
        plural = person.klasse == "groep" or self._is_plural(hit, norms)
        return Ref(
            hit.start,
            hit.end,
            "rolwoord",
            hit.lemma,
            person.rol,
            person.geslacht,
            plural=plural,
            main=person.hoofd and not plural,
            klasse=person.klasse,
            det=det,
        )

    def _is_predicate(self, hit: Hit, norms: Sequence[str]) -> bool:
        """``werkt als prostituee``: what someone is taken for is no further person; ``als VE belt`` names one."""
        before = norms[hit.start - 1] if hit.start else ""
        return before in ("als", "tot") and not self._persons[hit.cls].hoofd and not norms[hit.start].isupper()

    def _is_plural(self, hit: Hit, norms: Sequence[str]) -> bool:
        """Whether the noun stands in the plural: by its ending, or by the word before it."""
        if hit.end - hit.start > 1:
            return norms[hit.end - 1].endswith(("en", "s")) and not hit.lemma.endswith(("en", "s")) and "(" not in hit.lemma
        word = norms[hit.start]
        if word != hit.lemma and word.endswith(("en", "s")) and not hit.lemma.startswith(word):
            return True
        return hit.start > 0 and norms[hit.start - 1] in self._plural_words

    def _determiner(self, norms: Sequence[str], start: int) -> str:
        """The determiner of a noun phrase, over at most two words between it and the noun (``een oudere man``)."""
        for index in range(start - 1, max(-1, start - 4), -1):
            if norms[index] in self._determiners:
                return norms[index]
            if not norms[index].isalpha() or norms[index] in self._auxiliaries:
                return ""
        return ""

    def _stands_alone(self, span: NameSpan, norms: Sequence[str], verbs: set[int]) -> bool:
        """``een Albanees sloeg haar``: a nationality after a determiner, without a noun behind it."""
        before = norms[span.start - 1] if span.start else ""
        after = norms[span.end] if span.end < len(norms) else ""
        if before not in self._determiners and before not in self._plural_words:
            return False
        return not after.isalpha() or after in self._after_object or after in self._auxiliaries or span.end in verbs

    def _from_people(self, span: NameSpan, norms: Sequence[str]) -> Ref:
        word = norms[span.end - 1]
        sex = "vrouw" if word.endswith(("se", "sche", "in")) else ""
        plural = word.endswith(("en", "s")) and norms[span.start - 1] not in ("een", "die", "ene")
        return Ref(span.start, span.end, "rolwoord", word, sex=sex, plural=plural, det=norms[span.start - 1])

    def _from_pronoun(self, pronoun: Pronoun, norms: Sequence[str], index: int, verbs: set[int], nouns: set[int]) -> Ref | None:
        case = pronoun.naamval
        if "b" in case:
            owns = self._owns(pronoun, norms, index, verbs, nouns)
            if not owns and norms[index] == "zijn":
                return None
            case = "b" if owns else case.replace("b", "")
            if not case:
                return None
        plural = pronoun.meervoud or (norms[index] in ("ze", "zij") and self._with_plural_verb(norms, index, verbs))
        who = "spreker" if pronoun.spreker else "aangesprokene" if pronoun.aangesprokene else ""
        return Ref(index, index + 1, "voornaamwoord", norms[index], sex=pronoun.geslacht, case=case, plural=plural, who=who)

    def _owns(self, pronoun: Pronoun, norms: Sequence[str], index: int, verbs: set[int], nouns: set[int]) -> bool:
        """Whether a pronoun that may be possessive is: a noun follows, no verb, adverb or preposition."""
        after = norms[index + 1] if index + 1 < len(norms) else ""
        if index + 1 in nouns:
            return True
        if not norms[index - 1 : index] or not norms[index - 1].isalnum():  # "Haar deel heeft zij nooit ontvangen"
            second = norms[index + 2] if index + 2 < len(norms) else ""
            if after.isalpha() and after not in self._after_object and (second in self._auxiliaries or index + 2 in verbs):
                return "b" in pronoun.naamval and "o" not in pronoun.naamval
        if not after[:1].isalpha() or after in self._after_object or after in self._auxiliaries or index + 1 in verbs:
            return False
        if "o" in pronoun.naamval:
            before = norms[index - 1] if index else ""
            return before in self._before_possessive
        if _PARTICIPLE.fullmatch(after) and after not in self._not_participles:
            return False
        last = index + 2 >= len(norms) or not norms[index + 2][:1].isalnum()
        window = norms[max(0, index - _INFINITIVE_WINDOW) : index]
        return not (last and after.endswith("en") and not self._verbal.isdisjoint(window))

    def _with_plural_verb(self, norms: Sequence[str], index: int, verbs: set[int]) -> bool:
        """Whether the verb beside *ze* is plural; the one before it decides (``moeten ze``), else the one after."""
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(norms) and (beside in verbs or norms[beside] in self._auxiliaries):
                return norms[beside] in self._plural_verbs or (beside in verbs and norms[beside].endswith("en"))
        return False


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
