"""The register of police and care notes, made from treebank sentences: their parse stays right when a leaf goes or a word is swapped.

Telegram style leaves out the first word "Ik" or "Hij", articles and passive auxiliaries; statements have ``V:`` and ``A:`` before a turn;
persons are abbreviated (SO, VE) or masked ([slachtoffer 1]).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from textmine.training.conllu import Sentence, Word

_NOUN = ("NOUN", "N|soort|ev|basis|zijd|stan", "Gender=Com|Number=Sing")
_LETTER = ("SYM", "SPEC|symb", "_")
_QUOTES = ((",,", "''"), ('"', '"'), ("“", "”"), ("'", "'"), ("„", "”"))
_ROLES = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:arg", "obl:agent", "nmod"})
_PERSONS = [
    "SO",
    "SO1",
    "SO2",
    "VE",
    "VE1",
    "VE2",
    "slachtoffer",
    "verdachte",
    "aangeefster",
    "aangever",
    "betrokkene",
    "getuige",
    "melder",
    "SLO",
    "NN1",
    "X",
    "Y",
]
_MASKS = ("slachtoffer", "verdachte", "getuige", "medeverdachte", "betrokkene", "aangeefster", "naam", "adres")
_SPEAKERS = ("V", "A", "V", "A", "Vraag", "Antwoord", "O", "Opm")
_ARTICLES = frozenset({"de", "het", "een"})
_SUBJECTS = frozenset({"ik", "hij", "zij", "ze", "wij", "we"})


def in_register(sentences: Sequence[Sentence], seed: int, share: float) -> Iterator[Sentence]:
    """Yield sentences rewritten into the register, a share of those that it is possible for.

    Parameters
    ----------
    sentences : sequence of Sentence
    seed : int
    share : float
        Part of all sentences that is tried.
    """
    chance = random.Random(seed)
    ways: tuple[Callable[[Sentence, random.Random], Sentence | None], ...] = (telegram, shortened, masked, spoken, quoted)
    for sentence in sentences:
        if chance.random() < share and 3 < len(sentence.words) < 40:
            made = sentence
            for way in chance.sample(ways, chance.choice((1, 1, 2))):
                made = way(made, chance) or made
            if made is not sentence:
                yield made


def telegram(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """Leave out a subject pronoun at the start, articles, and a passive auxiliary; None when there is nothing to leave out.

    Examples
    --------
    >>> words = [("Hij", "nsubj", 2), ("pakte", "root", 0), ("het", "det", 4), ("paspoort", "obj", 2), ("af", "compound:prt", 2)]
    >>> sentence = Sentence("1", tuple(Word(f, f, "X", "_", "_", head, dep) for f, dep, head in words))
    >>> short = telegram(sentence, random.Random(1))
    >>> short.text, [word.head for word in short.words]
    ('Pakte paspoort af', [0, 1, 1])
    """
    dropped: set[int] = set()
    first = sentence.words[0]
    if first.form.lower() in _SUBJECTS and first.deprel.startswith("nsubj") and _leaf(sentence, 1):
        dropped.add(1)
    articles = chance.random() < 0.8
    passive = chance.random() < 0.5
    for number, word in enumerate(sentence.words, start=1):
        if articles and word.deprel == "det" and word.form.lower() in _ARTICLES and _leaf(sentence, number):
            dropped.add(number)
        if passive and word.deprel == "aux:pass" and word.form in ("werd", "is", "werden", "wordt") and _leaf(sentence, number):
            dropped.add(number)
    return _without(sentence, dropped) if dropped and len(dropped) < len(sentence.words) - 1 else None


def shortened(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """Put an abbreviation or a bare noun (SO, verdachte) in the place of one pronoun or name."""
    number = _person(sentence, chance)
    if number is None:
        return None
    form = chance.choice(_PERSONS)
    word = sentence.words[number - 1]
    shown = form[:1].upper() + form[1:] if number == 1 else form
    new = word._replace(form=shown, lemma=form, upos=_NOUN[0], xpos=_NOUN[1], feats=_NOUN[2])
    return replace(sentence, words=(*sentence.words[: number - 1], new, *sentence.words[number:]))


def masked(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """Put ``[slachtoffer 1]`` in the place of one pronoun or name.

    Examples
    --------
    >>> words = (Word("Hij", "hij", "PRON", "_", "PronType=Prs", 2, "nsubj"), Word("belt", "bellen", "VERB", "_", "_", 0, "root"))
    >>> found = masked(Sentence("1", words), random.Random(3))
    >>> found.text, [word.head for word in found.words]
    ('[getuige 3] belt', [2, 5, 2, 2, 0])
    """
    number = _person(sentence, chance)
    if number is None:
        return None
    word = sentence.words[number - 1]
    noun = chance.choice(_MASKS)
    numbered = chance.random() < 0.6
    mark = Word("[", "[", "PUNCT", "LET", "_", number + 1, "punct", space=False)
    pieces = [mark, Word(noun, noun, *_NOUN, word.head, word.deprel, space=numbered)]
    if numbered:
        digit = chance.choice("1123")
        pieces.append(Word(digit, digit, "NUM", "TW|hoofd|vrij", "_", number + 1, "appos", space=False))
    pieces.append(mark._replace(form="]", lemma="]", space=word.space))
    return _replaced(sentence, number, pieces, main=number + 1)


def spoken(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """Put the mark of a speaker (``V:``, ``A:``) before a sentence."""
    speaker = chance.choice(_SPEAKERS)
    root = next(number for number, word in enumerate(sentence.words, start=1) if word.head == 0)
    tag = _LETTER if len(speaker) == 1 else _NOUN
    label = Word(speaker, speaker if len(speaker) == 1 else speaker.lower(), *tag, root + 2, "parataxis", space=False)
    colon = Word(":", ":", "PUNCT", "LET", "_", 1, "punct")
    moved = tuple(word._replace(head=word.head + 2 if word.head else 0) for word in sentence.words)
    return replace(sentence, words=(label, colon, *moved))


def quoted(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """Put a whole sentence, with its full stop, between quotation marks; None when it holds some."""
    if any(word.form in mark for word in sentence.words for mark in _QUOTES):
        return None
    opening, closing = chance.choice(_QUOTES)
    root = next(number for number, word in enumerate(sentence.words, start=1) if word.head == 0)
    first = Word(opening, opening, "PUNCT", "LET", "_", root + 1, "punct", space=False)
    moved = [word._replace(head=word.head + 1 if word.head else 0) for word in sentence.words]
    moved[-1] = moved[-1]._replace(space=False)
    return replace(sentence, words=(first, *moved, first._replace(form=closing, lemma=closing, space=True)))


def _leaf(sentence: Sentence, number: int) -> bool:
    return all(word.head != number for word in sentence.words)


def _person(sentence: Sentence, chance: random.Random) -> int | None:
    found = [
        number
        for number, word in enumerate(sentence.words, start=1)
        if word.deprel in _ROLES
        and (
            word.upos == "PROPN"
            or (word.upos == "PRON" and "PronType=Prs" in word.feats and word.form.lower() not in ("ik", "u", "je"))
        )
        and all(other.deprel == "case" for other in sentence.words if other.head == number)
    ]
    return chance.choice(found) if found else None


def _without(sentence: Sentence, dropped: set[int]) -> Sentence:
    """Leave leaves out and number the words anew; the first word gets a capital when the first one had it."""
    kept = [number for number in range(1, len(sentence.words) + 1) if number not in dropped]
    new = {number: place for place, number in enumerate(kept, start=1)} | {0: 0}
    words = [sentence.words[number - 1]._replace(head=new[sentence.words[number - 1].head]) for number in kept]
    if sentence.words[0].form[:1].isupper():
        words[0] = words[0]._replace(form=words[0].form[:1].upper() + words[0].form[1:])
    return replace(sentence, words=tuple(words))


def _replaced(sentence: Sentence, number: int, pieces: Sequence[Word], main: int) -> Sentence:
    """Put several words in the place of one; ``main`` of them takes over what hung below it."""
    extra = len(pieces) - 1

    def moved(head: int) -> int:
        return main if head == number else head + extra if head > number else head

    before = [word._replace(head=moved(word.head)) for word in sentence.words[: number - 1]]
    after = [word._replace(head=moved(word.head)) for word in sentence.words[number:]]
    head = main - number
    own = [piece._replace(head=moved(piece.head)) if place == head else piece for place, piece in enumerate(pieces)]
    return replace(sentence, words=(*before, *own, *after))
