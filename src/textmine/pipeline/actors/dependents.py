"""Subject and objects from a parse: what the word order of a clause leaves open, its dependencies may tell.

The parse is asked only where the rules of :mod:`textmine.pipeline.actors.arguments` found no subject or no object: on police text they are
right more often than a parser that learned from newspapers (``models/README.md`` shows by how much).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textmine.pipeline.actors.arguments import Arguments
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.clauses import Clause
from textmine.pipeline.syntax import Parse

_SUBJECTS: Final = ("nsubj", "nsubj:pass")
_OBJECTS: Final = ("obj", "iobj")
_SHARED: Final = ("conj", "xcomp")
"""A verb that stands so takes the subject of its head: ``belde en sloeg``, ``begon te slaan``."""


def completed(arguments: Sequence[Arguments], clauses: Sequence[Clause], refs: Sequence[Ref], parse: Parse) -> list[Arguments]:
    """Return the arguments of the clauses with what the parse adds.

    Parameters
    ----------
    arguments : sequence of Arguments
        By the rules of word order, one for each clause.
    clauses : sequence of Clause
    refs : sequence of Ref
        The mentions of the sentence.
    parse : Parse
    """
    at = {token: ref for ref in refs if not ref.possessive for token in range(ref.start, ref.end)}
    start, end = clauses[0].start, clauses[-1].end
    children: dict[int, list[int]] = {}
    for token in range(start, end):
        children.setdefault(parse.heads[token], []).append(token)
    return [
        _with_parse(own, _predicate(clause, parse), parse, children, at) for own, clause in zip(arguments, clauses, strict=True)
    ]


def _predicate(clause: Clause, parse: Parse) -> int:
    """The verb of a clause that no other verb of it governs, -1 without one."""
    inside = range(clause.start, clause.end)
    verbs = [token for token in inside if parse.pos[token] == "VERB"]
    return next((verb for verb in verbs if parse.heads[verb] not in verbs or parse.heads[verb] == verb), -1)


def _with_parse(
    own: Arguments, verb: int, parse: Parse, children: Mapping[int, Sequence[int]], at: Mapping[int, Ref]
) -> Arguments:
    if verb < 0 or own.asked:
        return own
    taken = {own.subject, own.by, own.van, own.to, own.beneficiary, *own.objects}
    if own.subject is None:
        subject = _subject(verb, parse, children, at)
        if subject is not None and subject not in taken:
            own = own._replace(subject=subject, elided=False)
    if not own.objects:
        found = (at.get(child) for child in children.get(verb, ()) if parse.deps[child] in _OBJECTS)
        objects = tuple(ref for ref in found if ref is not None and ref not in taken and ref != own.subject)
        own = own._replace(objects=objects)
    return own


def _subject(verb: int, parse: Parse, children: Mapping[int, Sequence[int]], at: Mapping[int, Ref]) -> Ref | None:
    """The subject of a verb, else of the verb that it shares one with."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        subject = next((child for child in children.get(verb, ()) if parse.deps[child] in _SUBJECTS), -1)
        if subject >= 0:
            return at.get(subject)
        if parse.deps[verb] not in _SHARED:
            return None
        verb = parse.heads[verb]
    return None
