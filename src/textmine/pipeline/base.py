"""What all components share: a lexicon that they take by name, and that a saved pipeline carries along."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import catalogue
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from textmine.errors import LexiconError
from textmine.lexicons import Lexicon, build_lexicon, packaged_lexicon
from textmine.pipeline.state import register_extensions
from textmine.resources import read_tree

lexicons: catalogue.Registry[Callable[[], Lexicon]] = catalogue.create("textmine", "lexicons", entry_points=True)
"""Lexicons by name; a package adds its own by the entry point group ``textmine_lexicons``."""


def dutch_lexicon() -> Lexicon:
    """Return the packaged Dutch lexicon."""
    return packaged_lexicon()


lexicons.register("nl", func=dutch_lexicon)


class LexiconPipe(ABC):
    """Base of the components: resolves the lexicon, and writes it with the pipeline.

    Parameters
    ----------
    nlp : Language
    name : str
        Name in the pipeline.
    lexicon : str
        Name in the registry :data:`lexicons`; names stand in the config, never paths.

    Raises
    ------
    LexiconError
        When no lexicon has that name.
    """

    def __init__(self, nlp: Language, name: str, lexicon: str = "nl") -> None:
        self.name = name
        register_extensions()
        if lexicon not in lexicons:
            known = ", ".join(sorted(lexicons.get_all()))
            raise LexiconError(f"there is no lexicon named {lexicon}; known are {known}. Install the package that brings it.")
        self._tokenize: Callable[[str], Doc] = nlp.tokenizer
        self.lexicon = lexicons.get(lexicon)()
        self.use(self.lexicon)

    @abstractmethod
    def use(self, lexicon: Lexicon) -> None:
        """Prepare the component for a lexicon; subclasses say how."""

    def words_of(self, text: str) -> list[str]:
        """Split a word of the lexicon as the pipeline splits text."""
        return [token.text for token in self._tokenize(text)]

    def set_lexicon(self, lexicon: Lexicon) -> None:
        """Replace the lexicon, for instance by a researcher's own."""
        self.lexicon = lexicon
        self.use(lexicon)

    def to_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> None:
        """Write the lexicon's files below ``path``."""
        for name, text in self.lexicon.tree.items():
            target = Path(path) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")

    def from_disk(self, path: Path | str, exclude: Iterable[str] = ()) -> LexiconPipe:
        """Take the lexicon that was saved with the pipeline."""
        self.set_lexicon(build_lexicon(read_tree(Path(path))))
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Return the lexicon's files as bytes."""
        data: bytes = srsly.msgpack_dumps(self.lexicon.tree)
        return data

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> LexiconPipe:
        """Take the lexicon from :meth:`to_bytes`."""
        tree: dict[str, Any] = srsly.msgpack_loads(data)
        self.set_lexicon(build_lexicon(tree))
        return self
