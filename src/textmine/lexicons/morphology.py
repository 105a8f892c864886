"""Dutch inflection: from a dictionary form to all the forms in which it occurs.

The lexicons hold dictionary forms only; this module generates the rest. It generates generously: a form that no one writes
does no harm, a missing form loses a coding. Strong and irregular verbs come from ``data/morphology/verbs.toml``.

Notes
-----
Spelling follows the rules of the *Woordenlijst Nederlandse Taal*: an open syllable writes a long vowel once, a closed one
twice; a short vowel is kept short by doubling the consonant; v and z become f and s at the end of a syllable. All forms are
normalised (:func:`normalise`), as the tokens are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from textmine.resources import data_root, read_toml

VOWELS: Final = "aeiou"
INSEPARABLE: Final = (
    "be",
    "ge",
    "er",
    "her",
    "ont",
    "ver",
    "mis",
    "over",
    "onder",
    "door",
    "voor",
    "weer",
    "achter",
    "vol",
    "om",
)
_NEVER_GE: Final = ("be", "ge", "er", "her", "ont", "ver")
_ONSET: Final = re.compile(
    r"(?:[bcdfghjklmnpqrstvwxz]|[bcfgkp][lr]|[dt][rw]|ch|kn|kw|sj|s[lmnpt]|s[pt]r|spl|schr?|v[lr]|wr|zw)?[aeiouy]"
)
_VOICELESS: Final = ("t", "k", "f", "s", "ch", "p", "x", "sj")
_WEAK_SYLLABLE: Final = re.compile(r"[aeiou].*[^aeiou](el|er|en|em|ig)$")
_SHORT: Final = re.compile(rf"(^|[^{VOWELS}])[{VOWELS}][bcdfgklmnprst]$")
_LONG: Final = re.compile(r"(aa|ee|oo|uu)([bcdfghklmnprst])$")
_VOWEL: Final = re.compile(rf"[{VOWELS}y]")
_OPEN: Final = re.compile(rf"(^|[^{VOWELS}])([aeou])([bcdfgklmnprstvz])$")


def normalise(text: str) -> str:
    """Lower-case, without diacritics, with one kind of apostrophe: the form in which words are compared.

    Examples
    --------
    >>> normalise("Geïntimideerd, één foto’s")
    "geintimideerd, een foto's"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    return "".join(char for char in plain if not unicodedata.combining(char))


_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """Irregular verbs: infinitive -> (1st person, 3rd person, past singular, past plural, participle)."""
    table = read_toml(data_root("lexicons").joinpath("morphology", "verbs.toml"))
    return {normalise(verb): tuple(normalise(form) for form in forms.split()) for verb, forms in table["verbs"].items()}


@cache
def verb_forms(infinitive: str) -> dict[str, str]:
    """Return all forms of a simple verb (no separable part), each with its kind.

    Parameters
    ----------
    infinitive : str
        Such as ``"pakken"``.

    Returns
    -------
    dict of str to str
        Form to kind: ``fin`` (finite), ``inf`` (infinitive, also the plural present), ``part`` (past participle, also
        inflected), or ``any`` where one spelling is a participle and something else (bedreigde, verkocht, vergeten).

    Examples
    --------
    >>> forms = verb_forms("bedreigen")
    >>> forms["bedreigde"], forms["bedreigd"], forms["bedreigt"]
    ('any', 'part', 'fin')
    >>> verb_forms("afnemen"[2:])["genomen"]
    'part'
    """
    infinitive = normalise(infinitive)
    forms: dict[str, str] = {}
    irregular = _find_irregular(infinitive)
    if irregular:
        first, third, past, past_plural, participle = irregular
        participles = {participle}
        finite = {first, third, past, past_plural}
    else:
        finite, participles = _weak_forms(infinitive)
    for form in sorted(participles):
        forms[form] = forms[_with_e(form)] = "part"
    for form in sorted(finite):
        forms[form] = "any" if form in forms else "fin"
    forms[infinitive] = "any" if infinitive in forms else "inf"
    return forms


def _find_irregular(infinitive: str) -> tuple[str, ...] | None:
    table = _irregular()
    if infinitive in table:
        return table[infinitive]
    for prefix in INSEPARABLE:
        rest = infinitive.removeprefix(prefix)
        if rest != infinitive and rest in table:
            *finite, participle = table[rest]
            return (*(prefix + form for form in finite), prefix + participle.removeprefix("ge"))
    return None


def _weak_forms(infinitive: str) -> tuple[set[str], set[str]]:
    root = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
    finite: set[str] = set()
    participles: set[str] = set()
    for stem in _stems(root):
        finite |= {stem, stem if stem.endswith("t") else stem + "t"}
        voiceless = root.endswith(_VOICELESS)
        past = stem + ("te" if voiceless else "de")
        finite |= {past, past + "n"}
        ending = "" if stem.endswith(("t", "d")) else ("t" if voiceless else "d")
        if not _prefixed(infinitive, _NEVER_GE):
            participles.add("ge" + stem + ending)
        if _prefixed(infinitive, INSEPARABLE):
            participles.add(stem + ending)
    return finite, participles


def _prefixed(infinitive: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a verb begins with a prefix that a verb can follow: *be-dreigen*, not *be-llen*."""
    rests = (infinitive.removeprefix(prefix) for prefix in prefixes if infinitive.startswith(prefix))
    return any(len(rest) > 3 and _ONSET.match(rest) for rest in rests)


def _stems(root: str) -> set[str]:
    """The first person of a weak verb; two where stress decides and spelling does not show it (luister, controleer)."""
    if len(root) > 2 and root[-1] == root[-2] and root[-1] not in VOWELS:
        return {root[:-1], root} if root.endswith("pp") else {root[:-1]}  # appen: ap, and as most write it app
    if root.endswith("eer"):  # tatoeeren and creeren stand for tatoeëren and creëren: tatoeëer, also written tatoeer
        return {root, root[:-1] + "er"}
    stems = set()
    opened = _OPEN.search(root)
    if opened:
        stems.add(_devoiced(root[: opened.start(2)] + opened[2] * 2 + opened[3]))
    if not opened or _WEAK_SYLLABLE.search(root):
        stems.add(_devoiced(root))
    return stems


def _devoiced(stem: str) -> str:
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])


def _with_e(word: str) -> str:
    """The inflected form of an adjective or participle: zwaar -> zware, dik -> dikke, afgepakt -> afgepakte."""
    if _LONG.search(word):
        return word[:-2] + word[-1] + "e"
    if _SHORT.search(word) and not _WEAK_SYLLABLE.search(word):
        return word + word[-1] + "e"
    return word if word.endswith("en") else word + "e"


@cache
def noun_forms(noun: str) -> frozenset[str]:
    """Return singular, plural and diminutive forms of a noun.

    Examples
    --------
    >>> sorted(noun_forms("brief") & {"brieven", "briefje", "briefjes"})
    ['briefje', 'briefjes', 'brieven']
    >>> "foto's" in noun_forms("foto"), "mannen" in noun_forms("man"), "taken" in noun_forms("taak")
    (True, True, True)
    """
    noun = normalise(noun)
    forms = {noun, noun + "s"}
    if noun[-1:] in "aiouy" or not _VOWEL.search(noun):  # foto's, baby's, tv's
        forms.add(noun + "'s")
    if noun.endswith("e"):
        forms.add(noun + "n")
    else:
        plural = _with_e(noun)
        plural = plural if plural.endswith("e") else plural + "e"
        forms.add(plural + "n")
        if noun.endswith(("f", "s")):
            voiced = {"f": "v", "s": "z"}[noun[-1]]
            forms.add(plural[:-2].removesuffix(noun[-1]) + voiced + "en")
    for ending in ("je", "tje", "pje", "etje"):
        doubled = noun + noun[-1] if ending == "etje" and _SHORT.search(noun) else noun
        forms |= {doubled + ending, doubled + ending + "s"}
    return frozenset(forms)


@cache
def adjective_forms(adjective: str) -> frozenset[str]:
    """Return the forms of an adjective: base, inflected, comparative, superlative, partitive.

    Examples
    --------
    >>> sorted(adjective_forms("boos"))
    ['boos', 'booser', 'boost', 'boze', 'bozer', 'bozere']
    """
    adjective = normalise(adjective)
    inflected = _with_e(adjective)
    stems = {inflected}
    if adjective.endswith(("f", "s")) and inflected.endswith(adjective[-1] + "e"):
        voiced = {"f": "v", "s": "z"}[adjective[-1]]
        stems = {inflected[:-2] + voiced + "e"} if _LONG.search(adjective) else {inflected, inflected[:-2] + voiced + "e"}
    comparatives = {stem + ending for stem in stems for ending in ("r", "re")}
    return frozenset({adjective, adjective + "er", adjective + ("t" if adjective.endswith("s") else "st"), *stems, *comparatives})
