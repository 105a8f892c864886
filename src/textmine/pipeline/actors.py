"""Actors: which mentions are one person, and which part that person plays.

There is one main victim and one main exploiter in most narratives; role words (SO, verdachte), a name beside a role word, and the
register (who ``ik`` is) name them. Pronouns go to the nearest person of the same sex in this sentence or the one before, else to
the main person of that sex. What the text does not settle stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from textmine.pipeline.mentions import Ref
from textmine.pipeline.sections import Turn

LOOK_BACK: Final = 2
"""Sentences that a pronoun looks back for its antecedent."""
_SPEAKER_ROLE: Final = {"slachtoffer": "slachtoffer", "verdachte": "uitbuiter", "melder": "melder", "getuige": "getuige"}
_NEVER_EXPLOITER: Final = frozenset({"slachtoffer", "ander_slachtoffer", "melder", "getuige", "derde", "verbalisant"})


@dataclass(slots=True)
class Person:
    """An actor in the making."""

    rol: str = ""
    sex: str = ""
    key: str = ""
    names: list[str] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """The persons of a narrative, and who each mention is."""

    persons: list[Person]
    of: dict[int, Person]
    victim: Person | None = None
    exploiter: Person | None = None

    def who(self, ref: Ref) -> Person | None:
        """Return the person a mention refers to, or None."""
        return self.of.get(ref.start)


class Casting:
    """Build the :class:`Cast` of one narrative.

    Parameters
    ----------
    refs : sequence of Ref
        The mentions, in order.
    sentence_of : sequence of int
        The number of the sentence of every token.
    turn_of : sequence of Turn or None
        The section of every sentence.
    """

    def __init__(self, refs: Sequence[Ref], sentence_of: Sequence[int], turn_of: Sequence[Turn | None]) -> None:
        self._refs = refs
        self._sentence_of = sentence_of
        self._turn_of = turn_of
        self._cast = Cast([], {})
        self._by_key: dict[str, Person] = {}

    def build(self) -> Cast:
        """Resolve the mentions: nouns and names first, then who the main persons are, then pronouns."""
        for position, ref in enumerate(self._refs):
            if ref.kind != "voornaamwoord":
                self._place(ref, self._refs[position - 1] if position else None)
        self._name_main_persons()
        self._guess_sexes()
        for position, ref in enumerate(self._refs):
            if ref.kind == "voornaamwoord":
                person = self._antecedent(ref, position)
                if person:
                    self._add(person, ref)
        for person in self._cast.persons:
            person.refs.sort()
        return self._cast

    def _add(self, person: Person, ref: Ref) -> None:
        person.refs.append(ref)
        person.sex = person.sex or ref.sex
        self._cast.of[ref.start] = person
        if ref.kind == "naam" and ref.key not in person.names:
            person.names.append(ref.key)

    def _new(self, rol: str, key: str) -> Person:
        person = Person(rol, key=key)
        self._cast.persons.append(person)
        self._by_key[key] = person
        return person

    def _place(self, ref: Ref, before: Ref | None) -> None:
        beside = before is not None and before.kind == "rolwoord" and 0 <= ref.start - before.end <= 1 and not before.plural
        if ref.kind == "naam":
            person = self._by_name(ref)
            if (
                beside
                and before is not None
                and (host := self._cast.who(before))
                and (not person or not person.rol or person is host)
            ):
                person = self._merge(host, person)
            self._add(person or self._new("", ref.key), ref)
        elif ref.main:
            self._add(self._by_key.get(ref.rol) or self._new(ref.rol, ref.rol), ref)
        else:
            key = f"{ref.rol}:{ref.key}"
            self._add(self._by_key.get(key) or self._new(ref.rol, key), ref)

    def _by_name(self, ref: Ref) -> Person | None:
        """A name is the person with that name, or with one that begins with its initial (D. for Dylan)."""
        first = ref.key.split(" ")[0].rstrip(".").lower()
        for person in reversed(self._cast.persons):
            for name in person.names:
                known = name.split(" ")[0].rstrip(".").lower()
                if known == first or (min(len(known), len(first)) == 1 and known[:1] == first[:1]):
                    return person
        return None

    def _merge(self, host: Person, guest: Person | None) -> Person:
        """Make the bearer of a name and the role word beside it one person."""
        if guest is None or guest is host:
            return host
        for ref in guest.refs:
            self._cast.of[ref.start] = host
        host.refs += guest.refs
        host.names += guest.names
        host.sex = host.sex or guest.sex
        self._cast.persons.remove(guest)
        for key, person in self._by_key.items():
            if person is guest:
                self._by_key[key] = host
        return host

    def _name_main_persons(self) -> None:
        cast = self._cast
        victims = [person for person in cast.persons if person.rol == "slachtoffer"]
        exploiters = [person for person in cast.persons if person.rol == "uitbuiter"]
        open_persons = [person for person in cast.persons if not person.rol and not any(ref.plural for ref in person.refs)]
        speaks = any(turn is not None and turn.speaker == "slachtoffer" for turn in self._turn_of)
        if victims:
            cast.victim = max(victims, key=lambda person: len(person.refs))
            self._give_name(cast.victim, open_persons)
        elif speaks:
            cast.victim = self._new("slachtoffer", "slachtoffer")
        elif open_persons:
            women = [person for person in open_persons if person.sex == "vrouw"]
            cast.victim = (women or open_persons)[0]
            cast.victim.rol = "slachtoffer"
        open_persons = [person for person in open_persons if person is not cast.victim and not person.rol]
        if exploiters:
            cast.exploiter = max(exploiters, key=lambda person: len(person.refs))
        elif open_persons:
            men = [person for person in open_persons if person.sex != "vrouw"]
            candidates = men or open_persons
            weight = Counter({id(person): len(person.refs) + 2 * bool(person.names) for person in candidates})
            cast.exploiter = max(candidates, key=lambda person: weight[id(person)])
            cast.exploiter.rol = "uitbuiter"

    def _guess_sexes(self) -> None:
        """Give the main persons the sex that the text's pronouns leave for them, where no word says it.

        With both *hij* and *zij* in a text, and neither person known, the victim is taken to be *zij*: the usual case, and the one
        in which a pronoun would otherwise go to the wrong person.
        """
        used = {ref.sex for ref in self._refs if ref.kind == "voornaamwoord" and ref.sex and not ref.plural}
        victim, exploiter = self._cast.victim, self._cast.exploiter
        if victim and not victim.sex and used:
            other = exploiter.sex if exploiter else ""
            if "vrouw" in used and (other != "vrouw" or "man" not in used):
                victim.sex = "vrouw"
            elif other == "vrouw":
                victim.sex = "man"
        if exploiter and not exploiter.sex and used:
            taken = victim.sex if victim else ""
            exploiter.sex = "man" if "man" in used or taken == "vrouw" else "vrouw"

    def _give_name(self, victim: Person, open_persons: list[Person]) -> None:
        """SO and the one woman's name that no role word claims are one person."""
        if victim.names or victim.sex == "man":
            return
        women = [person for person in open_persons if person.sex == "vrouw" and person.names]
        if len(women) == 1:
            self._merge(victim, women[0])
            open_persons.remove(women[0])

    def _antecedent(self, ref: Ref, position: int) -> Person | None:
        if ref.who:
            return self._speaker(ref)
        if ref.plural:
            return None
        sentence = self._sentence_of[ref.start]
        cast = self._cast
        for earlier in reversed(self._refs[max(0, position - 12) : position]):
            if sentence - self._sentence_of[earlier.start] >= LOOK_BACK:
                break
            person = cast.who(earlier)
            if person is None or earlier.plural or earlier.who or person.rol == "verbalisant":
                continue
            if person.sex == ref.sex or (not person.sex and person is (cast.victim if ref.sex == "vrouw" else cast.exploiter)):
                return person
        return self._main_of(ref.sex)

    def _main_of(self, sex: str) -> Person | None:
        cast = self._cast
        order = (cast.victim, cast.exploiter) if sex == "vrouw" else (cast.exploiter, cast.victim)
        exact = [person for person in order if person is not None and person.sex == sex]
        loose = [person for person in order if person is not None and not person.sex]
        if exact:
            return exact[0]
        if sex == "man" and cast.exploiter is None:
            cast.exploiter = self._new("uitbuiter", "uitbuiter")
            return cast.exploiter
        if loose:
            return loose[0]
        if sex == "vrouw" and cast.victim is None:
            cast.victim = self._new("slachtoffer", "slachtoffer")
            return cast.victim
        return None

    def _speaker(self, ref: Ref) -> Person | None:
        turn = self._turn_of[self._sentence_of[ref.start]]
        if turn is None:
            return None
        if ref.who == "aangesprokene":
            answers = [other.speaker for other in self._turn_of if other is not None and other.kind == "antwoord"]
            role = _SPEAKER_ROLE.get(answers[0], "") if answers and turn.kind == "vraag" else ""
        elif turn.name and (named := self._by_name(Ref(0, 0, "naam", turn.name))):
            return named
        else:
            role = _SPEAKER_ROLE.get(turn.speaker, "verbalisant" if turn.speaker == "verbalisant" else "")
        if role == "slachtoffer":
            return self._cast.victim
        if role == "uitbuiter":
            return self._cast.exploiter or self._by_key.get("uitbuiter")
        return (self._by_key.get(role) or self._new(role, role)) if role else None


def agent_value(person: Person | None) -> str:
    """Return the codebook's ``agent`` value; ``derde`` for someone who cannot be one (an officer, a care worker)."""
    if person is None:
        return "onbekend"
    if person.rol in ("slachtoffer", "ander_slachtoffer"):
        return "slachtoffer"
    if person.rol in ("uitbuiter", "facilitator", "klant", "familie"):
        return person.rol
    return "derde" if person.rol in _NEVER_EXPLOITER else "uitbuiter"


def target_value(person: Person | None) -> str:
    """Return the codebook's ``target`` value."""
    if person is None:
        return "onbekend"
    if person.rol in ("slachtoffer", "ander_slachtoffer"):
        return person.rol
    if person.rol == "uitbuiter":
        return "dader"
    return "derde" if person.rol else "ander_slachtoffer"
