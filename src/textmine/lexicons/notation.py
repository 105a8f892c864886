"""The notation of lexicon entries: from one line that a criminologist writes to the forms that occur.

==================  ==========================================================================================
``afpakken``        a verb; all its forms are generated
``af|pakken``       a separable verb: afgepakt, af te pakken, *pakt* ... *af*
``onder druk|zetten``  a verb with fixed words: *zette* haar *onder druk*, onder druk gezet
``kind/kinderen``   a noun with a form that the rules do not make
``*schuld``         a noun and its compounds: gokschuld, schulden, drugsschuld
``jeugdzorg*``      every word that starts so
``{bez}``           any possessive (haar, zijn, mijn ...); ``{obj}`` any object pronoun; ``{ond}`` any subject pronoun
``(a|b)``, ``(a|)``  one of several words, or none
==================  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Final

from textmine.lexicons.model import Form, LexicalClass
from textmine.lexicons.morphology import adjective_forms, normalise, noun_forms, verb_forms

MACROS: Final = {
    "{bez}": "(haar|zijn|mijn|m'n|z'n|d'r|hun|ons|onze|je|jouw|uw|der)",
    "{obj}": "(haar|hem|mij|me|hen|hun|ons|ze|d'r|'m|jou|je|u|zich)",
    "{ond}": "(hij|zij|ze|ik|we|wij|je|jij|men|u)",
}
_CHOICE: Final = re.compile(r"\(([^()]*)\)")
_NESTED: Final = re.compile(r"\([^()]*\(")

Slots = tuple[frozenset[str], ...]
"""A wording: for each of its words the words that may stand there, normalised; ``*`` at an end stands for any letters."""

Written = tuple[Slots, Form]
"""A wording and what it stands for."""


def wordings(entry: str) -> Iterator[Slots]:
    """Yield the wordings of an entry; a choice between single words stays one slot, so that choices do not multiply.

    Examples
    --------
    >>> [[sorted(slot) for slot in slots] for slots in wordings("tegen (haar|mijn) wil (in|)")]
    [[['tegen'], ['haar', 'mijn'], ['wil'], ['in']], [['tegen'], ['haar', 'mijn'], ['wil']]]
    """
    for macro, choice in MACROS.items():
        entry = entry.replace(macro, choice)
    if _NESTED.search(entry):
        entry = _flat(entry)
    pieces = _CHOICE.split(entry)
    options: list[list[Slots]] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            options.append([_fixed(piece.split())])
        elif _glued(pieces, index):
            yield from (slots for word in piece.split("|") for slots in wordings(_joined(pieces, index, word)))
            return
        else:
            options.append(list(_alternatives(piece.split("|"))))
    for combination in product(*options):
        slots = tuple(slot for part in combination for slot in part)
        if slots:
            yield slots


def _flat(entry: str) -> str:
    """Write choices inside a choice out as alternatives of the outer one: ``(a|b (c|d))`` is ``(a|b c|b d)``.

    Examples
    --------
    >>> _flat("werd (door (hem|ve)|verplicht|) gezet")
    'werd (door hem|door ve|verplicht|) gezet'
    """
    written, depth, start = "", 0, 0
    for index, char in enumerate(entry):
        if char == "(":
            depth += 1
            start = index if depth == 1 else start
        elif char == ")":
            depth -= 1
            if depth == 0:
                alternatives = _split(entry[start + 1 : index])
                written += "(" + "|".join(text for one in alternatives for text in _written_out(one)) + ")"
        elif depth == 0:
            written += char
    return written


def _split(choice: str) -> list[str]:
    """Split a choice at the bars that stand outside its inner brackets."""
    parts, depth = [""], 0
    for char in choice:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _written_out(text: str) -> list[str]:
    """Every text that a text with (nested) choices stands for."""
    opened = text.find("(")
    if opened < 0:
        return [text]
    depth = 0
    for closed in range(opened, len(text)):
        depth += {"(": 1, ")": -1}.get(text[closed], 0)
        if depth == 0:
            break
    inner = [one for part in _split(text[opened + 1 : closed]) for one in _written_out(part)]
    return [" ".join((text[:opened] + one + rest).split()) for one in inner for rest in _written_out(text[closed + 1 :])]


def _fixed(words: Iterable[str]) -> Slots:
    return tuple(frozenset({normalise(word)}) for word in words)


def _alternatives(choices: list[str]) -> Iterator[Slots]:
    """One slot for all alternatives of one word, and each longer or empty alternative by itself."""
    single = frozenset(normalise(choice.strip()) for choice in choices if len(choice.split()) == 1)
    if single:
        yield (single,)
    yield from (_fixed(choice.split()) for choice in choices if len(choice.split()) != 1)


def _glued(pieces: list[str], index: int) -> bool:
    """Whether a choice is part of a word: ``(on|)beschermd``, ``(10|20)(%| procent)``."""
    before, after = pieces[index - 1], pieces[index + 1]
    joins_before = not before[-1].isspace() if before else index > 1
    joins_after = not after[0].isspace() if after else index + 2 < len(pieces)
    return joins_before or joins_after


def _joined(pieces: list[str], index: int, word: str) -> str:
    """The entry with the choice at ``index`` replaced by one of its alternatives."""
    parts = [f"({piece})" if position % 2 else piece for position, piece in enumerate(pieces)]
    return "".join((*parts[:index], word, *parts[index + 1 :]))


def written_forms(cls: LexicalClass) -> Iterator[Written]:
    """Yield every wording of a class."""
    for entry in cls.verbs:
        yield from _verb(entry, cls.id)
    for entry in cls.nouns:
        yield from _nominal(entry, cls.id, noun_forms)
    for entry in cls.adjectives:
        yield from _nominal(entry, cls.id, adjective_forms)
    for entry in cls.words:
        yield from ((slots, Form(cls.id, entry)) for slots in wordings(entry))


def _verb(entry: str, cls: str) -> Iterator[Written]:
    fixed, bar, infinitive = entry.rpartition("|")
    if bar and fixed.count("(") != fixed.count(")"):  # the bar stood inside a choice
        fixed, infinitive = _split_verb(entry)
    forms: dict[str, set[str]] = {}
    for form, kind in verb_forms(infinitive).items():
        forms.setdefault(kind, set()).add(form)
    for kind, written in forms.items():
        verb = (frozenset(written),)
        if not fixed:
            yield verb, Form(cls, entry, kind)
            continue
        for part in wordings(fixed):
            yield verb, Form(cls, entry, kind, part)
            if len(part) == 1:
                yield (frozenset(before + form for before in part[0] for form in written),), Form(cls, entry, kind)
    for part in wordings(fixed) if fixed else ():
        yield (*part, frozenset({"te"}), frozenset({normalise(infinitive)})), Form(cls, entry, "inf")


def _split_verb(entry: str) -> tuple[str, str]:
    """Split at the last bar that stands outside brackets."""
    depth = 0
    for index in range(len(entry) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(entry[index], 0)
        if entry[index] == "|" and depth == 0:
            return entry[:index], entry[index + 1 :]
    return "", entry


def _nominal(entry: str, cls: str, inflect: Callable[[str], frozenset[str]]) -> Iterator[Written]:
    base, *others = entry.split("/")
    if base.endswith("*"):
        yield (frozenset({normalise(base)}),), Form(cls, entry)
        return
    compound = "*" if base.startswith("*") else ""
    *before, last = base.lstrip("*").split(" ")
    forms = {*inflect(last), *map(normalise, others)}
    if before:
        yield (*_fixed(before), frozenset(forms)), Form(cls, entry)
    else:
        yield (frozenset(compound + form for form in forms),), Form(cls, entry)
