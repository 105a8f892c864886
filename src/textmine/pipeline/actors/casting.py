"""Casting: from mentions to persons, in two passes over the sentences.

The first pass gives nouns and names their persons and pronouns to whom stands nearest; what is told of them then shows who the main
persons are; the second pass resolves the pronouns again, now that these are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.pipeline.actors.arguments import groups
from textmine.pipeline.actors.cast import Cast, Person
from textmine.pipeline.actors.evidence import Evidence
from textmine.pipeline.actors.main_persons import choose, family_exploits, settle, weigh
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.actors.naming import Register
from textmine.pipeline.actors.pronouns import PronounResolver
from textmine.pipeline.actors.reading import Sentence


class Casting:
    """Build the :class:`~textmine.pipeline.actors.Cast` of one narrative.

    Parameters
    ----------
    sentences : sequence of Sentence
        The sentences with their mentions and arguments.
    norms : sequence of str
        Normalised words of the document.
    evidence : Evidence
        What the text tells of the mentions.
    """

    def __init__(self, sentences: Sequence[Sentence], norms: Sequence[str], evidence: Evidence) -> None:
        self._evidence = evidence
        self._sentences = sentences
        self._norms = norms
        self._cast = Cast()
        self._register = Register(self._cast)
        self._unresolved: list[Ref] = []
        self._said: dict[int, Ref] = {}

    def build(self) -> Cast:
        """Resolve the mentions."""
        cast, evidence = self._cast, self._evidence
        self._resolve(first=True)
        weigh(cast, evidence)
        choose(cast, self._register, self._unresolved, evidence)
        self._forget_pronouns()
        self._resolve(first=False)
        weigh(cast, evidence)
        settle(cast)
        self._relatives_of_exploiters()
        family_exploits(cast, evidence)
        for group in cast.groups.values():
            for member in group.members:
                member.refs += group.refs
        cast.persons = [person for person in cast.persons if person.refs]
        for person in cast.persons:
            person.refs.sort()
        return cast

    def _resolve(self, *, first: bool) -> None:
        resolver = PronounResolver(self._cast, self._register, self._norms, self._sentences, self._evidence)
        for number, sentence in enumerate(self._sentences):
            resolver.enter(sentence)
            by_start = {ref.start: ref for ref in sentence.refs}
            for ref in sentence.refs:
                person = self._cast.who(ref)
                if ref.kind == "voornaamwoord":
                    person = self._cast.who(self._said.get(ref.start)) or resolver.resolve(ref, number, sentence)
                    self._keep(ref, person, first=first)
                elif first:
                    person = self._register.place(ref, sentence.start, by_start.get(ref.host), by_start.get(ref.owner))
                    self._host_said(by_start.get(ref.host), ref)
                if person is not None:
                    resolver.seen(ref, person, number, sentence)
            for group in groups(sentence.refs):
                self._group(group, resolver, number, sentence)
            resolver.leave(sentence)

    def _keep(self, ref: Ref, person: Person | None, *, first: bool) -> None:
        if person is not None:
            self._register.add(person, ref)
        elif first:
            self._unresolved.append(ref)

    def _host_said(self, host: Ref | None, ref: Ref) -> None:
        """``Zij heet Ana``: the pronoun is that person, whatever comes near it."""
        if host is not None and host.kind == "voornaamwoord":
            person = self._cast.of[ref.start]
            if self._cast.who(host) is None:
                self._register.add(person, host)
            if self._cast.who(host) is person:
                self._said[host.start] = ref

    def _group(self, refs: Sequence[Ref], resolver: PronounResolver, number: int, sentence: Sentence) -> None:
        """``Elena en Daria``: a group that *zij* and *hen* can mean; the first mention stands for it."""
        members = [person for ref in refs if (person := self._cast.who(ref)) is not None]
        if len(members) > 1:
            group = Person(plural=True, members=members)
            self._cast.groups[refs[0].start] = group
            resolver.seen(refs[0], group, number, sentence)

    def _forget_pronouns(self) -> None:
        """Take the pronouns back from their persons; what only they told of a person's sex goes with them."""
        self._cast.groups.clear()
        for person in self._cast.persons:
            told = [ref for ref in person.refs if ref.kind != "voornaamwoord"]
            if len(told) < len(person.refs):
                sexes = [ref.sex for ref in told if ref.sex]
                person.sex = "transgender" if "transgender" in sexes else next(iter(sexes), "")
            person.refs = told
        self._cast.of.clear()
        self._cast.of.update({ref.start: person for person in self._cast.persons for ref in person.refs})

    def _relatives_of_exploiters(self) -> None:
        """*Familie* is the victim's: the brother of an exploiter is someone around him."""
        for person in self._cast.persons:
            owners = [self._cast.of.get(ref.owner) for ref in person.refs if ref.owner >= 0]
            if person.rol == "familie" and any(owner is not None and owner.rol == "uitbuiter" for owner in owners):
                person.rol = "uitbuiter" if person.acts else ""
