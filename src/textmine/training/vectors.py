"""Word vectors from open text: floret, which needs no table of words and knows parts of unseen ones."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training.initialize import convert_vectors

from textmine.errors import InputError, ModelError
from textmine.training.conllu import Sentence

SETTINGS: dict[str, Any] = {
    "model": "cbow", "mode": "floret", "hashCount": 2, "bucket": 8000, "minn": 3, "maxn": 5, "minCount": 3,
    "dim": 96, "epoch": 8, "lr": 0.05, "ws": 4, "neg": 8, "thread": 1, "verbose": 0,
}  # fmt: skip
"""One thread: with more, floret's result differs from run to run."""
REPEATED = 4
"""Law text is most of the text; wiki and treebank sentences are read this often beside it."""


def add_vectors(nlp: Language, data: Path, sentences: Iterable[Sentence]) -> None:
    """Train vectors and give them to a pipeline.

    Parameters
    ----------
    nlp : Language
        Its tokenizer cuts the law text.
    data : Path
        Folder with ``text/laws_nl.txt.gz`` and ``text/nlwikipedia-selection.sents.gz``.
    sentences : iterable of Sentence
        Treebank sentences that are trained on.

    Raises
    ------
    ModelError
        When floret is not installed.
    InputError
        When a text is missing.
    """
    try:
        import floret  # noqa: PLC0415
    except ImportError:
        raise ModelError("training needs floret for the word vectors. Install it with: pip install 'floret>=0.10'") from None
    with tempfile.TemporaryDirectory() as folder:
        text, table = Path(folder) / "text.txt", Path(folder) / "vectors.floret"
        with text.open("w", encoding="utf-8", newline="\n") as target:
            for line in training_text(nlp, data, sentences):
                target.write(line + "\n")
        floret.train_unsupervised(str(text), **SETTINGS).save_floret_vectors(str(table))
        convert_vectors(nlp, table, truncate=-1, prune=-1, mode="floret", attr="NORM")


def training_text(nlp: Language, data: Path, sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield lines of words in lower case, cut by spaces."""
    for line in _lines(data / "text" / "laws_nl.txt.gz"):
        yield " ".join(token.lower_ for token in nlp.tokenizer(line))
    few = [
        *_lines(data / "text" / "nlwikipedia-selection.sents.gz"),
        *(" ".join(word.form for word in s.words) for s in sentences),
    ]
    for _ in range(REPEATED):
        yield from (line.lower() for line in few)


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as source:
            yield from (line.strip() for line in source if line.strip())
    except FileNotFoundError:
        raise InputError(f"{path}: this text file is missing; see models/README.md for where it comes from") from None
