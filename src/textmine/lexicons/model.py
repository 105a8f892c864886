"""What a lexicon holds: lexical classes, frames over them, and context cues; plain frozen values.

A *lexical class* (``AFPAKKEN``, ``REISDOCUMENT``) gathers the words for one idea. A *frame* says which classes must stand
together for a code, and who does it to whom. A *cue* changes a qualifier of what stands in its scope. All three are written in
TOML by people who know the field; :mod:`textmine.lexicons.loader` reads and checks them, ``lexicons/README.md`` explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

SCOPES: Final = ("bijzin", "zin", "nabij")
VOICES: Final = ("dader", "slachtoffer", "geen")
DIRECTIONS: Final = ("vooruit", "achteruit", "beide")
QUALIFIERS: Final = {
    "presence": ("aanwezig", "ontkend", "onzeker", "hypothetisch", "geen_uitspraak"),
    "negation": ("bijwoord", "lidwoord", "zonder", "voegwoord"),
    "question": ("onzeker", "aanwezig"),
    "answer": ("aanwezig", "ontkend", "onzeker", "geen_uitspraak"),
    "phase": ("voorgeschiedenis", "ontstaan", "verloop", "beeindiging", "nasleep"),
    "source": ("verbalisant", "slachtoffer", "verdachte", "melder", "getuige", "onbekend", "onderwerp"),
    "stop": ("stop", "ontkenning"),
    "pseudo": ("pseudo",),
}


def is_literal(need: str) -> bool:
    """Whether a need of a frame is written out (lower case: ``"naar buiten"``) rather than the id of a class."""
    return not need.isupper()


class Form(NamedTuple):
    """What a written form stands for: class and entry, its kind (``fin inf part any`` for verbs, else empty), and the words that
    stand apart from it (``af`` of ``pakte ... af``), for each the words that may stand there.
    """

    cls: str
    lemma: str
    kind: str = ""
    apart: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class LexicalClass:
    """Words for one idea, as dictionary forms; see ``lexicons/README.md`` for the notation."""

    id: str
    label: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Classes that together say a code.

    Parameters
    ----------
    id, code : str
        Own id, and the code of the codebook that it finds.
    needs : tuple of tuple of str
        Groups of class ids: one class of every group must be found.
    without : tuple of str
        Classes that block the frame when one stands in the same scope.
    scope : {'bijzin', 'zin', 'nabij'}
        Whether the words must share a clause, a sentence, or only stand near each other in a sentence.
    gap : int
        The most tokens between the first and the last of the words.
    ordered : bool
        Whether the groups must be found in the order of ``needs``.
    voice : {'dader', 'slachtoffer', 'geen'}
        Who the grammatical subject of the active sentence is: who does it, who undergoes it, or neither.
    subject, object : tuple of str
        Roles that the subject (object) must have, where it is known; empty for any. A leading ``!`` excludes a role.
    agent, target, phase, presence : str
        Fixed values; empty to find them in the text.
    """

    id: str
    code: str
    needs: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()
    scope: str = "bijzin"
    gap: int = 12
    ordered: bool = False
    voice: str = "dader"
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    agent: str = ""
    target: str = ""
    phase: str = ""
    presence: str = ""
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that change a qualifier of what stands in their scope.

    ``reach`` is ``bijzin`` (its own statement), ``zin`` (also what it governs: ``ontkent dat ...``), ``voorwaarde`` (a condition that did
    not come true) or ``woorden:N`` for at most N tokens. ``denied`` is the value when a negation binds the cue (``niet gezien``); a cue
    with ``opens`` counts only as the first word of its statement, one with ``opener`` governs only clauses that one of these words opens
    ("" for its own), one with ``beside`` needs one of these words in its statement, one with
    ``participle`` also a past participle (``zou ... hebben geslagen``). Of a source that ``carries`` the words go on
    over the following sentences of a report.
    """

    id: str
    qualifier: str
    value: str
    direction: str = "vooruit"
    reach: str = "bijzin"
    denied: str = ""
    opens: bool = False
    opener: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    participle: bool = False
    carries: bool = False
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    origin: str = ""

    @property
    def cls(self) -> str:
        """The id of the lexical class that holds the cue's words."""
        return f"CUE.{self.id}"


@dataclass(frozen=True, slots=True)
class Person:
    """A word for a person, with what the word itself says about the role and the sex."""

    id: str
    rol: str = ""
    geslacht: str = ""
    hoofd: bool = False
    klasse: str = ""
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    origin: str = ""

    @property
    def cls(self) -> str:
        """The id of the lexical class that holds the words."""
        return f"PERS.{self.id}"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun: sex, case (``o`` subject, ``v`` object, ``b`` possessive), number, and whether it is speaker or addressee."""

    words: tuple[str, ...]
    geslacht: str = ""
    naamval: str = "o"
    meervoud: bool = False
    spreker: bool = False
    aangesprokene: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the components need, read and checked.

    ``members`` maps a class to itself and every class that it includes, however far; ``tree`` holds the files it was built from, so that a
    saved pipeline carries its own lexicon.
    """

    classes: dict[str, LexicalClass]
    frames: dict[str, Frame]
    cues: dict[str, Cue]
    persons: dict[str, Person]
    pronouns: dict[str, Pronoun]
    grammar: dict[str, Any]
    sections: dict[str, Any]
    phases: dict[str, Any]
    rules: dict[str, Any]
    members: dict[str, frozenset[str]]
    tree: dict[str, str]
    content_hash: str
