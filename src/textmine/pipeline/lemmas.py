"""Dictionary forms: what a treebank says of a word and its class, then a word list, then rules of endings learned from the treebank."""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

OPEN_CLASSES = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV", "NUM"})
"""Classes of which new words turn up; the words of the other classes stand in the table, names keep their form."""
KEPT_CASE = frozenset({"PROPN", "X", "SYM"})
LONGEST_ENDING = 6
PARTICLES = [
    "aan",
    "achter",
    "af",
    "bij",
    "binnen",
    "bijeen",
    "dicht",
    "door",
    "fijn",
    "gelijk",
    "goed",
    "heen",
    "in",
    "kapot",
    "klaar",
    "kwijt",
    "langs",
    "leeg",
    "lek",
    "los",
    "mede",
    "mee",
    "mis",
    "na",
    "neer",
    "om",
    "omhoog",
    "omlaag",
    "omver",
    "onder",
    "op",
    "open",
    "over",
    "plat",
    "rond",
    "samen",
    "stil",
    "tegen",
    "tegemoet",
    "teleur",
    "terecht",
    "terug",
    "thuis",
    "toe",
    "tussen",
    "uit",
    "uiteen",
    "vast",
    "verder",
    "vol",
    "voor",
    "voorbij",
    "voort",
    "voorop",
    "vrij",
    "waar",
    "weer",
    "weg",
]
"""Separate parts of verbs that take ``ge`` between them and the stem."""


_BLOCK = "\f"


class Script(NamedTuple):
    """How a form becomes a lemma: whether ``ge`` goes, how many letters go at the end, and which come there."""

    without_ge: bool
    cut: int
    added: str


def strip_ge(form: str) -> str | None:
    """Return a participle without its ``ge``, or None when there is none.

    Examples
    --------
    >>> strip_ge("afgepakt"), strip_ge("gewerkt"), strip_ge("bedreigd")
    ('afpakt', 'werkt', None)
    """
    if form.startswith("ge") and len(form) > 5:
        return form[2:]
    for particle in PARTICLES:
        if form.startswith(particle + "ge") and len(form) > len(particle) + 4:
            return particle + form[len(particle) + 2 :]
    return None


def edit_script(form: str, lemma: str) -> Script:
    """Return the smallest script that makes ``lemma`` of ``form``.

    Examples
    --------
    >>> edit_script("afgepakt", "afpakken")
    Script(without_ge=True, cut=1, added='ken')
    """
    scripts = []
    for without_ge, base in ((False, form), (True, strip_ge(form))):
        if base is not None:
            same = _common_prefix(base, lemma)
            scripts.append(Script(without_ge, len(base) - same, lemma[same:]))
    return min(scripts, key=lambda script: script.cut + len(script.added))


def _common_prefix(left: str, right: str) -> int:
    size = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        size += 1
    return size


def apply_script(form: str, script: Script) -> str | None:
    """Return the lemma, or None when the script does not fit the form."""
    base = strip_ge(form) if script.without_ge else form
    if base is None or script.cut > len(base):
        return None
    return base[: len(base) - script.cut] + script.added


def tag_key(upos: str, feats: str) -> str:
    """Return the class and the inflection that decide which ending a lemma takes.

    Examples
    --------
    >>> tag_key("VERB", "Number=Sing|Tense=Past|VerbForm=Fin")
    'VERB Past Sing Fin'
    """
    shown = [value for name, _, value in (feature.partition("=") for feature in sorted(feats.split("|"))) if name in _INFLECTION]
    order = sorted(shown, key=_ORDER.index) if all(value in _ORDER for value in shown) else shown
    return " ".join((upos, *order))


_INFLECTION = frozenset({"VerbForm", "Tense", "Number", "Degree"})
_ORDER = ("Pres", "Past", "Sing", "Plur", "Fin", "Inf", "Part", "Pos", "Cmp", "Sup")


@dataclass(frozen=True)
class LemmaTables:
    """What a lemmatizer knows.

    Parameters
    ----------
    seen : mapping of (str, str) to str
        Form (lower case, names as written) and word class -> lemma, from the treebanks and the exceptions.
    known : mapping of str to str
        Form in lower case -> lemma, from a word list without word classes.
    rules : mapping of (str, str) to Script
        :func:`tag_key` and ending -> script; a longer ending stands only where it decides otherwise than a shorter one.
    """

    seen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[tuple[str, str], Script] = field(default_factory=dict)

    def lemma(self, form: str, upos: str, feats: str = "_", *, opens: bool = False) -> str:
        """Return the lemma of a form.

        Parameters
        ----------
        form, upos, feats : str
            The word as written, its class and its features.
        opens : bool
            Whether the word opens its sentence: then its capital says nothing.

        Examples
        --------
        >>> tables = LemmaTables({("was", "AUX"): "zijn"}, {"paspoorten": "paspoort"}, {("VERB Part", "t"): Script(True, 1, "ken")})
        >>> tables.lemma("was", "AUX"), tables.lemma("Paspoorten", "NOUN", "Number=Plur"), tables.lemma("afgepakt", "VERB", "VerbForm=Part")
        ('zijn', 'paspoort', 'afpakken')
        """
        if upos in KEPT_CASE:
            return self.seen.get((form, upos), form)
        small = form.lower()
        found = self.seen.get((small, upos))
        if found is not None:
            return found
        listed = self.known.get(small)
        if listed is not None and _fits(small, listed, upos, feats):
            return _with_case(form, listed, upos, opens)
        if upos not in OPEN_CLASSES or not any(letter.isalpha() for letter in small):
            return small
        return _with_case(form, self._by_rule(small, tag_key(upos, feats)), upos, opens)

    def _by_rule(self, small: str, key: str) -> str:
        for size in range(min(len(small), LONGEST_ENDING), -1, -1):
            script = self.rules.get((key, small[len(small) - size :]))
            if script is not None:
                lemma = apply_script(small, script)
                if lemma:
                    return lemma
        return small

    def to_bytes(self) -> bytes:
        """Return the tables as compressed columns of text."""
        seen, known, rules = sorted(self.seen.items()), sorted(self.known.items()), sorted(self.rules.items())
        columns = (
            *([form for (form, _), _ in seen], [upos for (_, upos), _ in seen], [lemma for _, lemma in seen]),
            *([form for form, _ in known], [lemma for _, lemma in known]),
            *([key for (key, _), _ in rules], [ending for (_, ending), _ in rules]),
            *([str(int(script.without_ge)) for _, script in rules], [str(script.cut) for _, script in rules]),
            [script.added for _, script in rules],
        )
        return lzma.compress(_BLOCK.join("".join(f"{value}\n" for value in column) for column in columns).encode("utf-8"))

    @classmethod
    def from_bytes(cls, data: bytes) -> LemmaTables:
        """Read what :meth:`to_bytes` wrote."""
        text = lzma.decompress(data).decode("utf-8")
        forms, classes, lemmas, listed, listed_lemmas, keys, ends, without, cuts, added = (
            block.split("\n")[:-1] for block in text.split(_BLOCK)
        )
        scripts = (Script(ge == "1", int(cut), add) for ge, cut, add in zip(without, cuts, added, strict=True))
        return cls(
            dict(zip(zip(forms, classes, strict=True), lemmas, strict=True)),
            dict(zip(listed, listed_lemmas, strict=True)),
            dict(zip(zip(keys, ends, strict=True), scripts, strict=True)),
        )


def _fits(small: str, lemma: str, upos: str, feats: str) -> bool:
    """Tell whether a lemma from a list without word classes can be that of a word of this class."""
    if upos in ("VERB", "AUX"):
        return lemma.endswith("n")
    if upos == "NOUN" and "Number=Plur" not in feats:
        return lemma == small
    return True


def _with_case(form: str, lemma: str, upos: str, opens: bool) -> str:
    """Keep capitals that belong to a word: of origin (Roemeens) inside a sentence, and inside a word (EU-burger, SO)."""
    inner = any(letter.isupper() for letter in form[1:])
    if not inner and not (upos == "ADJ" and form[:1].isupper() and not opens):
        return lemma
    kept = _common_prefix(form.lower(), lemma.lower())
    return form[:kept] + lemma[kept:]
