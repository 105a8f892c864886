"""Ownership: whose age, birth year or origin it is that the text tells.

``SO (16 jr, Nederlandse)``, ``de 16-jarige Lisa``, ``Zij is 19``, ``een man van 50``: the words around decide, not the distance alone.
``reisde naar Duitsland``, ``een Spaans restaurant`` and ``sinds haar 16e`` say nothing of where someone is from or how old she is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from textmine.pipeline.actors.arguments import segment_at
from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.actors.reading import Sentence

SAID, BORN, EARLIER = range(3)
"""Ranks of an age: said outright, reckoned from a birth year, and the age at which something happened."""
_LABELS: Final = frozenset({"LEEFTIJD", "DATUM", "LAND", "NATIONALITEIT"})
_NEAR: Final = 6
"""Words between a mention and what is said of it without a verb (``een Turkse man van ongeveer 50 jaar``)."""
_COPULA_REACH: Final = 4
_BIRTH_REACH: Final = 4


class Fact(NamedTuple):
    """An age (``leeftijd``) or an origin (``herkomst``); ``sex`` where the form of the word tells it (``Bulgaarse``)."""

    kind: str
    value: str
    rank: int = SAID
    sex: str = ""


class Told(NamedTuple):
    """An entity in tokens."""

    label: str
    value: str
    start: int
    end: int


class OwnershipReader:
    """Find whose the ages and origins of a narrative are."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        table = grammar["ownership"]
        self._copula = frozenset(grammar["links"]["copula"])
        self._origin_nouns = frozenset(table["origin_nouns"])
        self._origin_verbs = frozenset(table["origin_verbs"])
        self._brought = frozenset(table["brought"])
        self._birth = frozenset(table["birth"])
        self._since = frozenset(table["since"])
        self._list_words = frozenset(table["list_words"])
        self._finite = frozenset(grammar["clauses"]["auxiliaries"])
        self._closed = frozenset(
            word for part in ("by", "to", "for", "oblique", "of", "light") for word in grammar["arguments"][part]
        )

    def read(
        self, told: Sequence[Told], norms: Sequence[str], sentences: Sequence[Sentence], cast: Cast
    ) -> tuple[list[tuple[Person, Fact]], list[tuple[int, Fact]]]:
        """Return every age and origin with the person that it belongs to, and those that belong to no one with their sentence.

        Parameters
        ----------
        told : sequence of Told
            The entities of the narrative, ascending; ages, dates, countries and nationalities are used.
        norms : sequence of str
            Normalised words of the document.
        sentences : sequence of Sentence
        cast : Cast
        """
        starts = [sentence.start for sentence in sentences]
        owned: list[tuple[Person, Fact]] = []
        unowned: list[tuple[int, Fact]] = []
        year = self._narrative_year(told, norms)
        for one in told:
            if one.label not in _LABELS or not one.value:
                continue
            number = bisect_right(starts, one.start) - 1
            place = _Place(one, norms, sentences[number], sentences[number - 1] if number else None)
            ref, fact = None, None
            if one.label == "LEEFTIJD":
                ref, rank = self._age(place)
                fact = Fact("leeftijd", one.value, rank)
            elif one.label == "DATUM" and self._is_birth(one, norms):
                ref = place.before() or place.subject() or place.asked()
                if age := _age_in(one.value, year):
                    fact = Fact("leeftijd", age, BORN)
            elif one.label == "NATIONALITEIT":
                ref = self._people(place)
                fact = Fact("herkomst", one.value, sex="vrouw" if place.is_feminine_noun(self._closed) else "")
            elif one.label == "LAND":
                ref = self._country(place)
                fact = Fact("herkomst", one.value)
            person = cast.who(ref)
            if person is None and fact is not None and place.is_form(self._list_words):
                person = cast.victim
            if fact is None:
                continue
            if person is not None and not person.members:
                owned.append((person, fact))
            elif person is None and self._may_be_left(one, place):
                unowned.append((number, fact))
        return owned, unowned

    def _may_be_left(self, one: Told, place: _Place) -> bool:
        """Whether an age or origin without an owner can be a person's: "v, Roem., 20 jr", not "een Pools kenteken" nor "ging naar Polen"."""
        if one.label == "NATIONALITEIT":
            after = place.word(place.end)
            return not after.isalpha() or after in self._closed or after in self._finite or after in self._origin_nouns
        if one.label == "LAND":
            before = place.word(place.start - 1)
            return before in (",", "(", ":") or (
                before == "uit" and not self._origin_verbs.isdisjoint(place.words_before(_COPULA_REACH))
            )
        return one.label == "LEEFTIJD" and place.word(place.start - 1) not in self._since

    def _age(self, place: _Place) -> tuple[Ref | None, int]:
        word, after = place.norms[place.end - 1], place.word(place.end)
        if "jarig" in word or after == "oude":
            if after == "leeftijd":
                return place.subject() or place.before(), EARLIER
            return place.after(2) or place.before(), SAID
        if place.word(place.start - 1) in self._since or place.word(place.start - 2) in self._since:
            return place.possessive() or place.subject(), EARLIER
        if (place.sentence.end - place.sentence.start) and not self._copula.isdisjoint(place.words_before(_COPULA_REACH)):
            return place.subject() or place.before(), SAID
        rank = EARLIER if "toen" in place.words_before(_COPULA_REACH) else SAID
        return place.before() or place.after(2) or place.asked(), rank

    def _people(self, place: _Place) -> Ref | None:
        """Whose nationality: the noun's that it stands before, the person's it is said of; no one's before another noun."""
        after = place.word(place.end)
        if own := place.covering():
            return own
        if after in self._origin_nouns:
            return place.before() or place.subject() or place.after(2) or place.asked()
        if beside := place.after(2):
            return beside
        if after.isalpha() and after not in self._closed and after not in self._finite and after not in self._list_words:
            return None
        if not self._copula.isdisjoint(place.words_before(_COPULA_REACH)):
            return place.subject()
        return place.before(self._list_words)

    def _country(self, place: _Place) -> Ref | None:
        """Whose country of origin: ``komt uit Polen``, ``een vrouw uit Polen``, ``(33, India)``, ``geboren in Bulgarije``."""
        before = place.word(place.start - 1)
        clause = place.clause_words()
        if before in ("in", "te") and not self._birth.isdisjoint(clause):
            return place.subject() or place.before()
        if before == "uit" and self._brought.isdisjoint(clause) and place.word(place.end) != "naar":
            if not self._origin_verbs.isdisjoint(place.words_before(_COPULA_REACH)):
                return place.subject() or place.before()
            return place.before(self._list_words | {"uit", "van"})
        return place.before(self._list_words) if before in (",", "(", ":") else None

    def _is_birth(self, one: Told, norms: Sequence[str]) -> bool:
        around = norms[max(0, one.start - _BIRTH_REACH) : one.start]
        return not self._birth.isdisjoint(around) or norms[one.end : one.end + 1] == ["geboren"]

    def _narrative_year(self, told: Sequence[Told], norms: Sequence[str]) -> str:
        """The date that the narrative was written at, as far as a date in it tells: the latest that is no birth."""
        dates = [one.value for one in told if one.label == "DATUM" and one.value[:4].isdigit() and not self._is_birth(one, norms)]
        return max(dates, default="")


def _age_in(birth: str, date: str) -> str:
    """Return the age of someone at a date: a number when both are full dates, else a range.

    Examples
    --------
    >>> _age_in("1998", "2017-03-12"), _age_in("1998-05-20", "2017-03-12"), _age_in("1998", "")
    ('18-19', '18', '')
    """
    if not (birth[:4].isdigit() and date[:4].isdigit()) or len(birth) > 10 or int(birth[:4]) >= int(date[:4]):
        return ""
    years = int(date[:4]) - int(birth[:4])
    if len(birth) == len(date) == 10:
        return str(years - (date[5:] < birth[5:]))
    return f"{years - 1}-{years}"


class _Place:
    """The words and mentions around an entity."""

    def __init__(self, one: Told, norms: Sequence[str], sentence: Sentence, last: Sentence | None) -> None:
        self.start, self.end = one.start, one.end
        self.norms = norms
        self.sentence = sentence
        self._last = last
        self._refs = [ref for ref in sentence.refs if not ref.possessive]

    def word(self, index: int) -> str:
        """Return a word of the sentence, empty outside it."""
        return self.norms[index] if self.sentence.start <= index < self.sentence.end else ""

    def words_before(self, reach: int) -> Sequence[str]:
        """Return the last words before the entity, within its sentence."""
        return self.norms[max(self.sentence.start, self.start - reach) : self.start]

    def clause_words(self) -> Sequence[str]:
        """Return the words of the clause, or of the sentence where it was not cut."""
        if not self.sentence.clauses:
            return self.norms[self.sentence.start : self.sentence.end]
        clause = self.sentence.clauses[segment_at(self.sentence.clauses, self.start)]
        return self.norms[clause.start : clause.end]

    def subject(self) -> Ref | None:
        """Return the subject of the clause."""
        if not self.sentence.clauses:
            return None
        return self.sentence.arguments[segment_at(self.sentence.clauses, self.start)].subject

    def possessive(self) -> Ref | None:
        """Return the possessive right before the entity (``haar 16e``)."""
        return next((ref for ref in self.sentence.refs if ref.possessive and ref.end == self.start), None)

    def covering(self) -> Ref | None:
        """Return the mention that the entity is itself (``een Albanees``)."""
        return next((ref for ref in self._refs if ref.start <= self.start < ref.end), None)

    def before(self, only: frozenset[str] | None = None) -> Ref | None:
        """Return the nearest mention before; with ``only``, nothing but these words, figures and marks may stand between."""
        ref = next((ref for ref in reversed(self._refs) if ref.end <= self.start), None)
        if ref is None:
            return None
        between = self.norms[ref.end : self.start]
        if only is not None:
            return ref if all(not word.isalpha() or word in only for word in between) else None
        return ref if len(between) <= _NEAR else None

    def after(self, reach: int) -> Ref | None:
        """Return the mention that follows with at most ``reach - 1`` words between, and no mark."""
        ref = next((ref for ref in self._refs if ref.start >= self.end), None)
        if ref is None or ref.start - self.end >= reach or ref.kind == "voornaamwoord":
            return None
        return ref if all(word.isalpha() for word in self.norms[self.end : ref.start]) else None

    def asked(self) -> Ref | None:
        """Return whom the question before was about (``Hoe oud is zij? - 19.``)."""
        if self._refs or self._last is None or self.sentence.turn is None:
            return None
        asks = [arguments.subject for arguments in self._last.arguments if arguments.subject is not None]
        words = self.norms[self._last.start : self._last.end]
        return asks[0] if asks and ("oud" in words or "leeftijd" in words or "geboren" in words or "uit" in words) else None

    def is_form(self, labels: frozenset[str]) -> bool:
        """Whether the entity fills in a form: a label and a colon stand before it (``Nationaliteit: Pools``)."""
        return not self._refs and self.word(self.start - 1) == ":" and self.word(self.start - 2) in labels

    def is_feminine_noun(self, closed: frozenset[str]) -> bool:
        """Whether the word is the noun for a woman (``SO, Bulgaarse,``) and no adjective."""
        after = self.word(self.end)
        return self.norms[self.end - 1].endswith(("se", "sche")) and (not after.isalpha() or after in closed)
