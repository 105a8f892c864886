"""CoNLL-U treebanks in and out, normalised to one scheme: joined lemmas, and the features that all files have."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from textmine.errors import InputError

_DROPPED_FEATURES = frozenset({"Mood=Ind", "PronType=Art"})
"""Features that the converter writes in its newest version only; files of both versions are trained on together."""
_DROPPED_KEYS = {"DET": ("PronType=", "ExtPos="), "": ("ExtPos=",)}
"""Features that versions of the converter write differently, by word class; the empty key holds for all others."""
_COLUMNS = 10
_EMPTY_NODE = re.compile(r"\d+\.\d+\t")


class Word(NamedTuple):
    """One word; ``head`` is the number of its head from 1, 0 for the root; ``space`` tells whether white space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True


@dataclass(frozen=True)
class Sentence:
    """One sentence of a treebank.

    Parameters
    ----------
    id : str
        ``sent_id``, or file name and number when the file has none.
    words : tuple of Word
    """

    id: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The sentence as it was written, without white space at its end."""
        return "".join(word.form + (" " if word.space else "") for word in self.words).rstrip()


def join_lemma(lemma: str, form: str, upos: str) -> str:
    """Write a treebank's lemma as a dictionary does.

    The treebanks write the lemma of a compound as the lemmas of its parts (``mens_handel``). Verbs are joined; of other words
    the parts before the last are taken as they stand in the text, with their linking letters and hyphens.

    Examples
    --------
    >>> join_lemma("op_lossen", "opgelost", "VERB"), join_lemma("grond_wet", "Grondwetten", "NOUN")
    ('oplossen', 'grondwet')
    >>> join_lemma("mens_handel", "mensenhandel", "NOUN"), join_lemma("Noord_Amerikaans", "Noord-Amerikaanse", "ADJ")
    ('mensenhandel', 'Noord-Amerikaans')
    """
    first, _, last = lemma.rpartition("_")
    if not first or not last:
        return lemma
    joined = lemma.replace("_", "")
    if upos in ("VERB", "AUX"):
        return joined
    small, before_last = form.lower(), first.rpartition("_")[2].lower()
    seen = small.find(before_last)
    start = seen + len(before_last) if seen >= 0 else 1
    for size in range(len(last), 0 if seen >= 0 else 1, -1):  # lid, leden: one letter is the same
        place = small.find(last[:size].lower(), start)
        if place > 0:
            before = form[:place] if first[:1].isupper() else form[:place].lower()
            return before + last
    return joined


def normalise_features(feats: str, upos: str = "") -> str:
    """Sort features and drop those that only part of the treebanks has.

    Examples
    --------
    >>> normalise_features("VerbForm=Fin|Mood=Ind|Number=Sing"), normalise_features("PronType=Dem", "DET")
    ('Number=Sing|VerbForm=Fin', '_')
    """
    dropped = _DROPPED_KEYS.get(upos, _DROPPED_KEYS[""])
    kept = sorted((set(feats.split("|")) - _DROPPED_FEATURES) - {"_"}, key=str.lower)
    kept = [feature for feature in kept if not feature.startswith(dropped)]
    return "|".join(kept) or "_"


def read_conllu(path: Path) -> list[Sentence]:
    """Read a CoNLL-U file, plain or gzipped.

    Parameters
    ----------
    path : Path
        Empty nodes are left out; multiword tokens are not in the Dutch treebanks, a file that holds them is refused.

    Raises
    ------
    InputError
        When the file is missing or a line is not CoNLL-U; the message names file and line.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: this treebank file is missing; see models/README.md for where it comes from") from None
    except (OSError, EOFError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    return list(_sentences(raw.decode("utf-8").split("\n"), path.name))


def _sentences(lines: Iterable[str], name: str) -> Iterator[Sentence]:
    words: list[Word] = []
    identity = ""
    count = 0
    for number, line in enumerate([*lines, ""], start=1):
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                identity = line.removeprefix("# sent_id = ").strip()
        elif _EMPTY_NODE.match(line):
            continue
        elif line.strip():
            words.append(_word(line, f"{name} line {number}"))
        elif words:
            count += 1
            yield _checked(Sentence(identity or f"{name}:{count}", tuple(words)), f"{name} line {number}")
            words, identity = [], ""


def _word(line: str, place: str) -> Word:
    columns = line.rstrip("\r").split("\t")
    if len(columns) != _COLUMNS or not columns[0].isdigit() or not columns[6].isdigit():
        raise InputError(f"{place}: not a word of CoNLL-U with {_COLUMNS} columns, a number and a head")
    _, form, lemma, upos, xpos, feats, head, deprel, _, misc = columns
    return Word(
        form,
        join_lemma(lemma, form, upos),
        upos,
        xpos,
        normalise_features(feats, upos),
        int(head),
        deprel,
        "SpaceAfter=No" not in misc.split("|"),
    )


def _checked(sentence: Sentence, place: str) -> Sentence:
    roots = [word for word in sentence.words if word.head == 0]
    if len(roots) != 1 or any(word.head > len(sentence.words) for word in sentence.words):
        raise InputError(f"{place}: the sentence that ends here has no single root, or a head outside itself")
    return sentence


def write_conllu(sentences: Iterable[Sentence], path: Path, note: str = "") -> None:
    """Write sentences as CoNLL-U.

    Parameters
    ----------
    sentences : iterable of Sentence
    path : Path
    note : str
        A line of comment above the first sentence, such as where the sentences come from.
    """
    blocks = [f"# {note}\n" if note else ""]
    for sentence in sentences:
        lines = [f"# sent_id = {sentence.id}", f"# text = {sentence.text}"]
        for number, word in enumerate(sentence.words, start=1):
            misc = "_" if word.space else "SpaceAfter=No"
            columns = (number, *word[:5], word.head, word.deprel, "_", misc)
            lines.append("\t".join(str(column) for column in columns))
        blocks.append("\n".join(lines) + "\n\n")
    path.write_text("".join(blocks), encoding="utf-8", newline="\n")
