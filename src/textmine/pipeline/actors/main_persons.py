"""Main persons: who is the victim and who exploits, where a narrative gives names and no labels.

What people do decides: whoever coerces someone, or has sex work done for himself, exploits; whoever is coerced or does the sex work
is the victim. Where nothing is told, order, sex and the word beside a name (``haar vriend Dylan``) do. Words that carry a role
themselves (SO, verdachte, pooier) go before all of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.evidence import Evidence
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.actors.naming import Register

_COERCED: Final = 3.0
_WORKS: Final = 2.0
_FEMALE: Final = 1.0
"""Most victims in the registrations are women (Regioplan 2019, §2.3); it decides only where the story leaves it open."""
_FIRST: Final = 0.5
_NAMED: Final = 0.5
_MENTION: Final = 0.1
_RELATED: Final = 2.0


def weigh(cast: Cast, evidence: Evidence) -> None:
    """Count for every person what the text tells; what is told of someone by a pronoun counts as well."""
    for person in cast.persons:
        person.acts = person.suffers = person.works = person.serves = 0
    for deed in evidence.deeds:
        agents, targets = cast.each(deed.agent), cast.each(deed.target)
        for person in (
            agents
        ):  # who does it to herself ("heeft haar paspoort bij zich") coerces no one; a neighbour who threatens exploits no one
            person.acts += person not in targets and (deed.exploits or person.klasse != "omgeving")
        for person in targets:
            person.suffers += person not in agents
    for work in evidence.works:
        for person in cast.each(work.worker):
            person.works += 1
        for person in cast.each(work.served):
            person.serves += 1


def choose(cast: Cast, register: Register, pronouns: Sequence[Ref], evidence: Evidence) -> None:
    """Name the main victim and the main exploiter, and give the others the role that the story tells.

    Parameters
    ----------
    cast : Cast
        Persons, weighed; changed in place.
    register : Register
        Makes the persons that only pronouns tell of.
    pronouns : sequence of Ref
        Pronouns whose person is not known yet.
    evidence : Evidence
        What is told.
    """
    persons = [person for person in cast.persons if person.merged is None]
    cast.victim = _labelled(persons, "slachtoffer")
    if cast.victim is None:
        best = _best(persons, _victim_score)
        told = (
            None if best is not None and _victim_score(best) >= _WORKS else _untold(register, "slachtoffer", pronouns, evidence)
        )
        cast.victim = told or best
    if cast.victim is not None:
        cast.victim.rol = "slachtoffer"
        _give_name(cast, register, persons)
    settle(cast)
    cast.exploiter = _labelled(persons, "uitbuiter")
    if cast.exploiter is None:
        others = [person for person in persons if person is not cast.victim]
        cast.exploiter = _best(others, _exploiter_score) or _untold(register, "uitbuiter", pronouns, evidence)
        if cast.exploiter is not None:
            cast.exploiter.rol = "uitbuiter"


def settle(cast: Cast) -> None:
    """Give open persons the role that their deeds tell: who coerces the victim exploits, who is coerced or works is a fellow victim."""
    for person in cast.persons:
        if person.open and person is not cast.victim:
            told = person.acts - person.suffers + person.serves - person.works
            if told > 0:
                person.rol = "uitbuiter"
            elif told < 0 and person.klasse != "omgeving":
                person.rol = "ander_slachtoffer"


def _labelled(persons: Iterable[Person], rol: str) -> Person | None:
    """The person of a role that is mentioned most, one before several."""
    found = [person for person in persons if person.rol == rol]
    return max(found, key=lambda person: (not person.plural, len(person.refs))) if found else None


def _best(persons: Sequence[Person], score: Callable[[Person], float]) -> Person | None:
    """The open person with the highest score; the first of equals."""
    able = [person for person in persons if score(person) > float("-inf")]
    first = able[0] if able else None
    return max(able, key=lambda person: score(person) + _FIRST * (person is first)) if able else None


def _victim_score(person: Person) -> float:
    told = _COERCED * (person.suffers - person.acts) + _WORKS * (person.works - person.serves)
    if person.rol == "verbalisant":  # "ik" in a statement that nothing marks as one
        return told if told > 0 and person.key == person.rol else float("-inf")
    if person.rol or (told < 0 and person.klasse != "algemeen"):
        return float("-inf")
    looks = (
        _FEMALE * (person.sex in ("vrouw", "transgender")) + _NAMED * bool(person.names) - _RELATED * (person.klasse == "relatie")
    )
    return told + looks + _MENTION * min(len(person.refs), 5) - person.plural


def _exploiter_score(person: Person) -> float:
    told = _COERCED * (person.acts - person.suffers) + _WORKS * (person.serves - person.works)
    partner = person.klasse == "relatie" and any(ref.owner >= 0 for ref in person.refs)
    known = person.sex == "man" and (bool(person.names) or partner or person.klasse == "algemeen") and not person.plural
    if not person.open or told < 0 or (told == 0 and (not known or bool(person.rol))):
        return float("-inf")
    return told + _NAMED * bool(person.names) + _NAMED * partner + _MENTION * min(len(person.refs), 5)


def _give_name(cast: Cast, register: Register, persons: Iterable[Person]) -> None:
    """SO and the one woman's name that no role word claims are one person, unless she acts as an exploiter does."""
    victim = cast.victim
    if victim is None or victim.names or victim.sex == "man" or victim.plural or victim.key != "slachtoffer":
        return
    women = [
        one for one in persons if not one.rol and one.sex == "vrouw" and one.names and one.klasse not in ("relatie", "omgeving")
    ]
    if len(women) == 1 and women[0].acts + women[0].serves <= women[0].suffers + women[0].works:
        register.merge(victim, women[0])


def _untold(register: Register, rol: str, pronouns: Sequence[Ref], evidence: Evidence) -> Person | None:
    """The person that only pronouns tell of: of the sex that the deeds name most, else the usual one (``zij``, ``hij``)."""
    usual = "vrouw" if rol == "slachtoffer" else "man"
    told = evidence.victims() if rol == "slachtoffer" else evidence.exploiters()
    free = {ref.start for ref in pronouns if not ref.plural and not ref.who}
    named = [ref.sex for ref in told if ref.start in free and ref.sex]
    if not named and not any(ref.sex == usual for ref in pronouns if ref.start in free):
        return None
    person = register.main(rol)
    person.sex = person.sex or max(named, key=named.count, default=usual)
    return person


def family_exploits(cast: Cast, evidence: Evidence) -> None:
    """A husband who takes what she earns or has her work exploits her, when the narrative knows no other exploiter.

    Of other relatives that takes more than one such deed: a father who takes his daughter's money is no exploiter by that.
    """
    if cast.exploiter is not None:
        return
    deeds = Counter(
        person for deed in evidence.deeds if deed.exploits for person in cast.each(deed.agent) if person.rol == "familie"
    )
    for person, times in deeds.most_common():
        if times > 1 or person.klasse == "echtgenoot":
            person.rol, cast.exploiter = "uitbuiter", person
            return
