"""The pipe that writes dictionary forms to a Doc; how they are found stands in :mod:`textmine.pipeline.lemmas`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS, SENT_START
from spacy.language import Language
from spacy.parts_of_speech import NAMES
from spacy.tokens import Doc
from spacy.vocab import Vocab

from textmine.pipeline.lemmas import LemmaTables

_FILE = "lemmas.xz"
_READ = [ORTH, POS, MORPH, SENT_START]


@Language.factory("textmine_lemmatizer", assigns=["token.lemma"], requires=["token.pos", "token.morph"])
class LemmatizerPipe:
    """Write ``token.lemma_`` from the tables that the pipeline carries.

    Parameters
    ----------
    nlp : Language
    name : str

    Notes
    -----
    A form is looked up once per class and inflection; the memory is emptied when it holds :attr:`remembered` entries.
    """

    remembered = 200_000

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.tables = LemmaTables()
        self._memory: dict[tuple[int, int, int, bool], tuple[str, bool]] = {}

    def use(self, tables: LemmaTables) -> None:
        """Take other tables."""
        self.tables = tables
        self._memory = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of all tokens in one assignment; white space keeps its form."""
        if not len(doc):
            return doc
        lemmas = np.zeros((len(doc), 1), dtype="uint64")
        add = doc.vocab.strings.add
        opens = True
        for index, (orth, pos, morph, start) in enumerate(doc.to_array(_READ).tolist()):
            opens = opens or start == 1
            key = (orth, pos, morph, opens)
            found = self._memory.get(key) or self._look_up(doc.vocab, key)
            lemma, is_word = found
            lemmas[index] = add(lemma)  # each time: a string of an earlier memory zone is forgotten
            opens = opens and not is_word
        return doc.from_array([LEMMA], lemmas)  # type: ignore[arg-type]

    def _look_up(self, vocab: Vocab, key: tuple[int, int, int, bool]) -> tuple[str, bool]:
        """Return a lemma, and whether the form is a word: what follows it does not open the sentence."""
        if len(self._memory) >= self.remembered:
            self._memory.clear()
        orth, pos, morph, opens = key
        form = vocab.strings[orth]
        lemma = form if form.isspace() else self.tables.lemma(form, NAMES[pos], vocab.strings[morph], opens=opens)
        found = lemma, form[:1].isalnum()
        self._memory[key] = found
        return found

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Return the tables."""
        return self.tables.to_bytes()

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> LemmatizerPipe:
        """Take the tables from :meth:`to_bytes`."""
        self.use(LemmaTables.from_bytes(data))
        return self

    def to_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> None:
        """Write the tables below ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> LemmatizerPipe:
        """Take the tables that were saved with the pipeline."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())
