"""Which files of the data folder are for training, for choosing and for testing; no sentence is in two of them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file
from pathlib import Path

from textmine.errors import InputError
from textmine.resources import data_root
from textmine.training.conllu import Sentence, read_conllu
from textmine.training.relabel import characters

LASSY_HELD_OUT = 250
"""Sentences at the start of LassySmall's development file that choose the model; the others are trained on."""
LASSY_TIMES = 3
"""LassySmall's share is small: its sentences come back this often in each epoch, each time in other runs."""
_SHORT = 4
"""Sentences shorter than this (headings, "Zie ook :") may stand in several files."""


@dataclass(frozen=True)
class Corpus:
    """The treebanks of a data folder.

    Parameters
    ----------
    parts : tuple of tuple of Sentence
        What is trained on, a file each, in the order of the source.
    lassy : tuple of Sentence
        LassySmall sentences that are trained on.
    old : tuple of Sentence
        LassySmall's train file in the scheme of 2017, without sentences of the other files.
    taught : tuple of Sentence
        All of that file: its overlap with ``lassy`` shows how the scheme changed.
    domain : tuple of Sentence
        Our own sentences of police and care text.
    choose, test : dict of str to tuple of Sentence
        Files for choosing the model and for the scores: ``al`` (Alpino) and ``ls`` (LassySmall).
    """

    parts: tuple[tuple[Sentence, ...], ...]
    lassy: tuple[Sentence, ...]
    old: tuple[Sentence, ...]
    taught: tuple[Sentence, ...]
    domain: tuple[Sentence, ...]
    choose: dict[str, tuple[Sentence, ...]]
    test: dict[str, tuple[Sentence, ...]]


def read_corpus(data: Path) -> Corpus:
    """Read the treebanks.

    Parameters
    ----------
    data : Path
        Folder with ``ud/alpino`` and ``ud/official``; models/README.md says where the files come from.

    Raises
    ------
    InputError
        When a file is missing or is not CoNLL-U.
    """
    official = data / "ud" / "official"
    files = sorted((data / "ud" / "alpino").glob("*.conllu.gz"))
    if not files:
        raise InputError(
            f"{data / 'ud' / 'alpino'}: no treebank files (*.conllu.gz); see models/README.md for where they come from"
        )
    test = {name: tuple(read_conllu(official / f"{name}_test_2025.conllu.gz")) for name in ("al", "ls")}
    lassy = read_conllu(official / "ls_dev_2025.conllu.gz")
    choose = {"al": tuple(read_conllu(official / "al_dev_2025.conllu.gz")), "ls": tuple(lassy[:LASSY_HELD_OUT])}
    held_out = {characters(sentence) for part in (*test.values(), *choose.values()) for sentence in part}
    taught = read_conllu(official / "ls_train_2017.conllu.gz")
    known = held_out | {characters(sentence) for sentence in lassy}
    return Corpus(
        parts=tuple(_without(read_conllu(path), held_out) for path in files),
        lassy=_without(lassy[LASSY_HELD_OUT:], held_out),
        old=tuple(sentence for sentence in taught if characters(sentence) not in known),
        taught=tuple(taught),
        domain=tuple(own_sentences("domain")),
        choose=choose,
        test=test,
    )


def own_sentences(name: str) -> list[Sentence]:
    """Return our own invented sentences: ``domain`` for training, ``checked`` for measuring."""
    with as_file(data_root("training").joinpath(f"{name}.conllu")) as path:
        return read_conllu(path)


def _without(sentences: list[Sentence], held_out: set[str]) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in sentences if len(sentence.words) < _SHORT or characters(sentence) not in held_out)
