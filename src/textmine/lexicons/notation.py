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
from collections.abc import Callable, Iterator
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

Written = tuple[str, Form]
"""A written form (words joined by one space; ``*`` at an end for any letters) and what it stands for."""


def expand(words: str) -> Iterator[str]:
    """Yield every wording of an entry with choices and macros, normalised.

    Examples
    --------
    >>> list(expand("tegen (haar|mijn) wil (in|)"))
    ['tegen haar wil in', 'tegen haar wil', 'tegen mijn wil in', 'tegen mijn wil']
    """
    for macro, choice in MACROS.items():
        words = words.replace(macro, choice)
    pieces = _CHOICE.split(words)
    options = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    for combination in product(*options):
        yield normalise(" ".join("".join(combination).split()))


def written_forms(cls: LexicalClass) -> Iterator[Written]:
    """Yield every written form of a class."""
    for entry in cls.verbs:
        yield from _verb(entry, cls.id)
    for entry in cls.nouns:
        yield from _nominal(entry, cls.id, noun_forms)
    for entry in cls.adjectives:
        yield from _nominal(entry, cls.id, adjective_forms)
    for entry in cls.words:
        for wording in expand(entry):
            yield wording, Form(cls.id, entry)


def _verb(entry: str, cls: str) -> Iterator[Written]:
    fixed, bar, infinitive = entry.rpartition("|")
    forms = verb_forms(infinitive)
    if not bar:
        for form, kind in forms.items():
            yield form, Form(cls, entry, kind)
        return
    for fixed_words in expand(fixed):
        for form, kind in forms.items():
            yield form, Form(cls, entry, kind, fixed_words)
            if " " not in fixed_words:
                yield fixed_words + form, Form(cls, entry, kind)
        yield f"{fixed_words} te {normalise(infinitive)}", Form(cls, entry, "inf")


def _nominal(entry: str, cls: str, inflect: Callable[[str], frozenset[str]]) -> Iterator[Written]:
    base, *others = entry.split("/")
    if base.endswith("*"):
        yield normalise(base), Form(cls, entry)
        return
    compound = "*" if base.startswith("*") else ""
    *before, last = base.lstrip("*").split(" ")
    for form in sorted({*inflect(last), *map(normalise, others)}):
        yield compound + normalise(" ".join([*before, form])), Form(cls, entry)
