"""The lemma tables: counted in the treebanks, filled up from simplemma's word list, generalised to rules of endings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from textmine.errors import ModelError
from textmine.pipeline.lemmas import KEPT_CASE, LONGEST_ENDING, OPEN_CLASSES, LemmaTables, Script, edit_script, tag_key
from textmine.resources import data_root, read_toml
from textmine.training.conllu import Sentence

_RARE_ENDING = 4
"""Endings longer than this need two words that agree."""


def simplemma_words() -> dict[str, str]:
    """Return simplemma's Dutch word list, form -> lemma (MIT licence; the list is copied into the model).

    Raises
    ------
    ModelError
        When simplemma is not installed.
    """
    try:
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # noqa: PLC0415
    except ImportError:
        raise ModelError("training needs simplemma's word list. Install it with: pip install 'simplemma>=2.0'") from None
    listed: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("nl")
    return {form: lemma for form, lemma in listed.items() if _plain(form) and _plain(lemma)}


def _plain(word: str) -> bool:
    return word.isalpha() and word.islower()


def domain_exceptions() -> dict[tuple[str, str], str]:
    """Return the packaged exceptions: (form, word class) -> lemma."""
    table = read_toml(data_root("pipeline").joinpath("lemma_exceptions.toml"))
    return {(form, upos): lemma for upos, lemmas in table.items() for form, lemma in lemmas.items()}


def build_tables(
    sentences: Iterable[Sentence], known: Mapping[str, str], exceptions: Mapping[tuple[str, str], str]
) -> LemmaTables:
    """Make the tables of a lemmatizer.

    Parameters
    ----------
    sentences : iterable of Sentence
        Treebank sentences, with joined lemmas.
    known : mapping of str to str
        A word list without word classes.
    exceptions : mapping of (str, str) to str
        Lemmas that win from the treebanks'.

    Examples
    --------
    >>> from textmine.training.conllu import Word
    >>> words = [Word(f, l, "NOUN", "N", "Number=Plur", 0, "root") for f, l in (("boeken", "boek"), ("zaken", "zaak"), ("taken", "taak"))]
    >>> tables = build_tables([Sentence("1", tuple(words))], {}, {("zaken", "NOUN"): "zaken"})
    >>> [tables.lemma(form, "NOUN", "Number=Plur") for form in ("boeken", "zaken", "maken", "doeken")]
    ['boek', 'zaken', 'maak', 'doek']
    """
    lemmas: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    types: set[tuple[str, str, str]] = set()
    for sentence in sentences:
        for number, word in enumerate(sentence.words):
            form = word.form if word.upos in KEPT_CASE else word.form.lower()
            lemmas[form, word.upos][_bare(sentence, number)] += 1
            if word.upos in OPEN_CLASSES and form.isalpha():
                types.add((form, word.lemma.lower(), tag_key(word.upos, word.feats)))
    seen = {key: min(counts, key=lambda lemma: (-counts[lemma], lemma)) for key, counts in lemmas.items()}
    seen = {(form, upos): lemma for (form, upos), lemma in seen.items() if _needed(form, upos, lemma)}
    return LemmaTables(seen | dict(exceptions), dict(known), learn_rules(types))


def _needed(form: str, upos: str, lemma: str) -> bool:
    """Leave out what a lemmatizer says anyway: names and marks that are their own lemma."""
    return not (upos in KEPT_CASE and form == lemma)


def _bare(sentence: Sentence, number: int) -> str:
    """Return the lemma without a particle that stands elsewhere: that is joined to it after the parse."""
    word = sentence.words[number]
    for other in sentence.words:
        if other.head == number + 1 and other.deprel == "compound:prt":
            particle = other.form.lower()
            if word.lemma.startswith(particle) and not word.form.lower().startswith(particle):
                return word.lemma.removeprefix(particle)
    return word.lemma


def learn_rules(types: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], Script]:
    """Learn which ending of which class is edited how, from (form, lemma, key); longer endings stay where they decide otherwise.

    Notes
    -----
    A form of edit trees (Müller et al. 2015, Lemming) that needs no network: the longest ending that was seen decides.
    """
    counts: dict[tuple[str, str], Counter[Script]] = defaultdict(Counter)
    for form, lemma, key in types:
        script = edit_script(form, lemma)
        for size in range(min(len(form), LONGEST_ENDING) + 1):
            counts[key, form[len(form) - size :]][script] += 1
    rules: dict[tuple[str, str], Script] = {}
    for (key, ending), scripts in sorted(counts.items(), key=lambda item: (item[0][0], len(item[0][1]), item[0][1])):
        best = min(scripts, key=lambda script: (-scripts[script], script))
        if len(ending) > _RARE_ENDING and scripts[best] < 2:
            continue
        if _decided(rules, key, ending) != best:
            rules[key, ending] = best
    return rules


def _decided(rules: Mapping[tuple[str, str], Script], key: str, ending: str) -> Script | None:
    for start in range(1, len(ending) + 1):
        script = rules.get((key, ending[start:]))
        if script is not None:
            return script
    return None


def separable_verbs(sentences: Iterable[Sentence], known: Mapping[str, str], particles: Iterable[str]) -> frozenset[str]:
    """Return the separable verbs that the treebanks write as such, and those of a word list whose stem is a verb there."""
    found: set[str] = set()
    for sentence in sentences:
        for word in sentence.words:
            if word.deprel == "compound:prt" and word.head:
                verb = sentence.words[word.head - 1].lemma
                if verb.startswith(word.form.lower()):
                    found.add(verb)
    verbs = {lemma for lemma in known.values() if lemma.endswith("n")}
    for particle in particles:
        found |= {
            verb
            for verb in verbs
            if verb.startswith(particle) and verb.removeprefix(particle) in verbs and len(verb) > len(particle) + 3
        }
    return frozenset(found)
