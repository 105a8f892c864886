"""Naming: which nouns and names are one person.

A name and a noun are one person where grammar says so (:mod:`textmine.pipeline.actors.links`), where they are the same word, or where a
definite noun (*de man*) follows the only person it can mean. Labels of police forms (SO, VE, aangeefster) are the main persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.mentions import Ref

_DEFINITE: Final = frozenset({"de", "het", "deze", "die", "dit", "dat"})
_LOOK_BACK: Final = 12
"""Persons looked back for whom a definite noun means."""
_SHORTEST_SURNAME: Final = 3


class Register:
    """Keeps the persons of a narrative by their names and nouns; a look-up takes the same time however many there are."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._index: dict[str, Person] = {}

    def main(self, rol: str) -> Person:
        """Return the main person of a role, made on first use."""
        return self._index.get(rol) or self._new(rol, rol)

    def speaker(self, rol: str) -> Person:
        """Return the person who says *ik* in that role: the main person, or for a witness one of its own."""
        return self.main(rol) if rol in ("slachtoffer", "uitbuiter", "verbalisant") else self.main(f"{rol}:spreker")

    def sender(self, name: str) -> Person:
        """Return the person whose name opens a chat line."""
        label = name.lower()
        return self._known(name) or self._index.get(f":{label}") or self._index.get(label) or self._new("", label)

    def add(self, person: Person, ref: Ref) -> None:
        """Let a mention refer to a person."""
        while person.merged is not None:
            person = person.merged
        person.refs.append(ref)
        person.klasse = person.klasse or ref.klasse
        if ref.sex and (not person.sex or ref.sex == "transgender"):
            person.sex = ref.sex
        self._cast.of[ref.start] = person
        if ref.kind == "naam":
            if ref.key not in person.names:
                person.names.append(ref.key)
            for form in _registered(ref.key):
                self._index[form] = person

    def place(self, ref: Ref, sentence: int, host: Ref | None = None, owner: Ref | None = None) -> Person:
        """Let a noun or name refer to a person, known or new.

        Parameters
        ----------
        ref : Ref
            The noun or name.
        sentence : int
            First token of its sentence: a definite noun means no one whom the sentence itself names.
        host : Ref, optional
            The mention that the sentence says it to be.
        owner : Ref, optional
            The mention that it belongs to (``haar`` of ``haar broer``).
        """
        person = self._find(ref, sentence, owner)
        bearer = self._cast.who(host)
        if bearer is not None and person is not bearer:
            if _can_be(bearer, ref, person):
                person = bearer if person is None else self.merge(bearer, person)
            elif person is None and host is not None and host.rol:  # "VE Kevin" after "VE Dylan": a second offender
                person = self._new("ander_slachtoffer" if host.rol == "slachtoffer" else host.rol, ref.key)
                self._move(host, bearer, person)
        if person is None:
            person = self._new(ref.rol, _key(ref, owner), plural=ref.plural)
        person.rol = person.rol or ref.rol
        self.add(person, ref)
        return person

    def merge(self, host: Person, guest: Person) -> Person:
        """Make two persons one and return it; the host's role and sex go before the guest's."""
        for ref in guest.refs:
            self._cast.of[ref.start] = host
        host.refs += guest.refs
        host.names += guest.names
        host.sex = host.sex or guest.sex
        host.rol = host.rol or guest.rol
        host.klasse = host.klasse or guest.klasse
        for key in (guest.key, *(form for name in guest.names for form in _registered(name))):
            self._index[key] = host
        guest.refs, guest.names, guest.merged = [], [], host
        return host

    def _find(self, ref: Ref, sentence: int, owner: Ref | None) -> Person | None:
        if ref.kind == "naam":
            return self._known(ref.key)
        if ref.main:
            return self._index.get(ref.rol)
        base = _key(ref, None)
        known = self._index.get(_key(ref, owner)) or self._index.get(base)
        if known is not None and owner is not None and known.key not in (base, _key(ref, owner)):
            known = None
        if known is not None or ref.det not in _DEFINITE or ref.klasse != "algemeen":
            return known
        before = [person for person in self._cast.persons[-_LOOK_BACK:] if _can_mean(ref, sentence, person)]
        return before[0] if len(before) == 1 else None

    def _known(self, name: str) -> Person | None:
        """A name is the person with that first name, surname or initial, unless the rest of the names differs."""
        person = next((self._index[form] for form in _looked_up(name) if form in self._index), None)
        return None if person is None or any(_clash(name, other) for other in person.names) else person

    def _move(self, ref: Ref, old: Person, new: Person) -> None:
        if ref in old.refs[-2:]:
            old.refs.remove(ref)
            self.add(new, ref)

    def _new(self, rol: str, key: str, *, plural: bool = False) -> Person:
        person = Person(rol.partition(":")[0], key=key, plural=plural)
        self._cast.persons.append(person)
        self._index[key] = person
        base = key.partition("@")[0]
        self._index[base] = person
        return person


def _key(ref: Ref, owner: Ref | None) -> str:
    """A noun's person: role and noun, number, and whose it is (*haar* vriend is not *zijn* vriend)."""
    if ref.kind == "naam":
        return "naam:" + ref.key
    if ref.main:
        return ref.rol
    mark = f"@{owner.sex or owner.who or owner.key}" if owner is not None else ""
    return f"{ref.rol}:{ref.key}{'+' if ref.plural else ''}{mark}"


def _can_mean(ref: Ref, sentence: int, person: Person) -> bool:
    """Whether a definite noun can mean a person with a name."""
    if not person.names or not person.refs or person.refs[-1].start >= sentence:
        return False
    return person.open and not person.plural and not ref.plural and person.sex in ("", ref.sex)


def _can_be(bearer: Person, ref: Ref, person: Person | None) -> bool:
    """Whether a person can be the one of a further mention: not when it has another name or another role already."""
    if ref.kind == "naam" and bearer.names and not (person is None and any(_same_first(ref.key, name) for name in bearer.names)):
        return False
    return person is None or not (person.rol and bearer.rol and person.rol != bearer.rol)


def _parts(name: str) -> list[str]:
    return name.lower().replace(".", " ").split()


def _registered(name: str) -> Iterator[str]:
    """The forms under which a name is kept: first name, surname, and ``~d`` for its initial (``=d`` where only that is known)."""
    first, *rest = _parts(name) or [""]
    yield from ("=" + first,) if len(first) == 1 else (f"naam:{first}", "~" + first[:1])
    if rest and len(rest[-1]) >= _SHORTEST_SURNAME:
        yield f"naam:{rest[-1]}"


def _looked_up(name: str) -> Iterator[str]:
    """The forms under which a name may be known already, the surest first."""
    first, *rest = _parts(name) or [""]
    if len(first) > 1:
        yield f"naam:{first}"
    if rest and len(rest[-1]) >= _SHORTEST_SURNAME:
        yield f"naam:{rest[-1]}"
    yield from ("=" + first, "~" + first) if len(first) == 1 else ("=" + first[:1],)


def _same_first(one: str, other: str) -> bool:
    first, second = (_parts(name) or [""] for name in (one, other))
    return first[0] == second[0] or (min(len(first[0]), len(second[0])) == 1 and first[0][:1] == second[0][:1])


def _clash(one: str, other: str) -> bool:
    """Whether two names cannot be one person's.

    Examples
    --------
    >>> _clash("Dylan B.", "Dylan"), _clash("Dylan B.", "Dylan K."), _clash("D. Bakker", "Dylan B."), _clash("Jansen", "Lisa Jansen")
    (False, True, False, False)
    """
    first, second = _parts(one), _parts(other)
    if len(first) > 1 and len(second) > 1:
        last = first[-1].startswith(second[-1]) or second[-1].startswith(first[-1])
        return not (last and _same_first(one, other))
    return False
