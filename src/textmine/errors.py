"""TextmineError and its few children.

A message names files, rows, ids and offsets and says what to do; it never contains narrative text.
"""

from __future__ import annotations


class TextmineError(Exception):
    """Base of every error that textmine raises on purpose."""


class InputError(TextmineError):
    """A source cannot be read at all: it is missing, empty, or not what it claims to be."""


class RecordError(TextmineError):
    """One record cannot be used; the others go on.

    Parameters
    ----------
    kind : str
        Short stable name of the problem, written to the ``failures`` table: ``lege_tekst``, ``dubbel_id`` ...
    message : str
        A sentence that says what is wrong and what to do.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class LexiconError(TextmineError):
    """The codebook or a lexicon file is wrong; the message names the file and the entry."""


class ModelError(TextmineError):
    """A model is not installed or cannot be loaded; the message holds the command that installs it."""


class StoreError(TextmineError):
    """A run folder cannot be used: it is damaged, in use, or was made for something else."""


class HandCodingError(TextmineError):
    """A file with hand codings cannot be read or does not fit the narratives."""
