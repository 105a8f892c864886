"""Actors: the persons of a narrative and what each mention refers to; and the codebook's values for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from textmine.pipeline.actors.mentions import Ref

VICTIMS = frozenset({"slachtoffer", "ander_slachtoffer"})


@dataclass(slots=True, eq=False)
class Person:
    """An actor in the making; ``members`` makes it a group of persons that are named one by one, ``merged`` is who it turned out to be.

    ``acts``, ``suffers``, ``works`` and ``serves`` count what the text tells: coercing a victim, being coerced, doing sex work,
    and having it done for oneself.
    """

    rol: str = ""
    sex: str = ""
    key: str = ""
    klasse: str = ""
    plural: bool = False
    names: list[str] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    merged: Person | None = None
    acts: int = 0
    suffers: int = 0
    works: int = 0
    serves: int = 0

    @property
    def open(self) -> bool:
        """Whether only the story tells the role: no word did, or a weak one (*buurman*)."""
        return not self.rol or self.klasse == "omgeving"


@dataclass(slots=True)
class Cast:
    """The persons of a narrative, and who each mention is; ``groups`` by the first of the mentions that *en* joins."""

    persons: list[Person] = field(default_factory=list)
    of: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Person] = field(default_factory=dict)
    victim: Person | None = None
    exploiter: Person | None = None

    def who(self, ref: Ref | None) -> Person | None:
        """Return the person a mention refers to, or None."""
        return self.of.get(ref.start) if ref is not None else None

    def each(self, ref: Ref | None) -> list[Person]:
        """Return all persons that a mention stands for: the members of a group, and who ``en`` joins to it."""
        if ref is None:
            return []
        person = self.groups.get(ref.start) or self.of.get(ref.start)
        return [] if person is None else person.members or [person]


def agent_value(person: Person | None) -> str:
    """Return the codebook's ``agent`` value; ``derde`` for someone who cannot be one (an officer, a care worker).

    Examples
    --------
    >>> agent_value(Person("ander_slachtoffer")), agent_value(Person("klant")), agent_value(Person("melder")), agent_value(None)
    ('slachtoffer', 'klant', 'derde', 'onbekend')
    """
    if person is None or not person.rol:
        return "onbekend"
    if person.rol in VICTIMS:
        return "slachtoffer"
    return person.rol if person.rol in ("uitbuiter", "facilitator", "klant", "familie") else "derde"


def target_value(person: Person | None) -> str:
    """Return the codebook's ``target`` value.

    Examples
    --------
    >>> target_value(Person("uitbuiter")), target_value(Person("getuige")), target_value(None)
    ('dader', 'derde', 'onbekend')
    """
    if person is None:
        return "onbekend"
    if person.rol in VICTIMS:
        return person.rol
    return "dader" if person.rol == "uitbuiter" else "derde"
