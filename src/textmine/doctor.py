"""What is installed on this machine, and what of it textmine can use."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata

from spacy.util import get_installed_models

from textmine import __version__
from textmine.codebook import load_codebook
from textmine.lexicons import packaged_lexicon
from textmine.typology.sentence_models import installed_sentence_models

_LIBRARIES = (
    "spacy",
    "scikit-learn",
    "sentence-transformers",
    "torch",
    "pandas",
    "pyarrow",
    "pypdfium2",
    "lxml",
    "python-calamine",
    "openpyxl",
)


def findings() -> Iterator[tuple[str, str]]:
    """Yield name and finding, a line each; nothing is downloaded or changed.

    Examples
    --------
    >>> dict(findings())["textmine"] == __version__
    True
    """
    yield "textmine", __version__
    yield "python", platform.python_version()
    for name in _LIBRARIES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, f"not installed: pip install {name}"
    codebook = load_codebook()
    yield "codebook", f"{codebook.version}, {len(codebook.codes)} codes"
    lexicon = packaged_lexicon()
    yield "lexicon", f"{lexicon.content_hash[:12]}, {len(lexicon.frames)} frames, {len(lexicon.cues)} cues"
    models = sorted(name for name in get_installed_models() if name.startswith("nl_"))
    yield "Dutch spaCy pipelines", ", ".join(models) or "none; python -m spacy download nl_core_news_lg installs one"
    sentence_models = installed_sentence_models()
    yield "sentence models", ", ".join(sentence_models) or "none; reinstall textmine to have the embedded one"
