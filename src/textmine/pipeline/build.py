"""Assemble a pipeline: the embedded Dutch one, or textmine's components on top of a model that the user has."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import spacy
from spacy.language import Language

from textmine.errors import ModelError
from textmine.lexicons import Lexicon, load_lexicon
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.tokenizer import prepare_tokenizer

COMPONENTS = (
    "textmine_sentences",
    "textmine_sections",
    "textmine_entities",
    "textmine_words",
    "textmine_learned",
    "textmine_syntax",
    "textmine_matcher",
    "textmine_qualifiers",
    "textmine_actors",
    "textmine_codings",
)
Only = Literal["frames", "model"]
"""One of the two opinions alone."""
MAX_CHARS = 20_000_000
"""Longest text that a pipeline takes, in characters; the components are linear, spaCy's own default is meant for parsers."""


def load(
    model: str | Path | None = None, *, lexicon: Path | None = None, only: Only | None = None, codes: Path | None = None
) -> Language:
    """Load a Dutch pipeline with textmine's components.

    Parameters
    ----------
    model : str or Path, optional
        Name of an installed spaCy pipeline (``nl_core_news_lg``) or a folder with a saved one; the embedded pipeline when left out.
    lexicon : Path, optional
        Folder with a lexicon of your own in the shape of the packaged one.
    only : {'frames', 'model'}, optional
        Code by the frames of the lexicon alone, or by the learned models alone; by both when left out.
    codes : Path, optional
        Folder with learned models of codes of your own (``textmine learn``); the embedded ones when left out.

    Returns
    -------
    spacy.language.Language
        A pipeline whose Docs have ``doc._.codings``, ``doc._.actors``, ``doc._.entities``, ``doc._.sections`` and ``doc._.codes``.

    Raises
    ------
    ModelError
        When the model is not installed, with the command that installs it; nothing is downloaded or substituted.
    LexiconError
        When the lexicon has mistakes.

    Examples
    --------
    >>> nlp = load()
    >>> doc = nlp("SO werkte achter het raam. Haar paspoort werd door de man afgepakt.")
    >>> [coding.code for coding in doc._.codings if coding.code.startswith("machtsmiddel")]
    ['machtsmiddel.papieren_afpakken']
    """
    nlp = _blank() if model is None else _user_model(model)
    nlp.max_length = MAX_CHARS
    parsed = "parser" in nlp.pipe_names  # a pipeline that parses whole texts needs neither our sentences nor our parser
    for name in COMPONENTS:
        if name not in nlp.pipe_names and not (name == "textmine_sentences" and parsed):
            nlp.add_pipe(name, config=_config(name, parsed, only, codes))
    if lexicon is not None:
        own = load_lexicon(lexicon)
        for _, pipe in nlp.pipeline:
            if isinstance(pipe, LexiconPipe):
                pipe.set_lexicon(own)
    return nlp


def _config(name: str, parsed: bool, only: Only | None, codes: Path | None) -> dict[str, Any]:
    """What differs from a component's own defaults."""
    if (name == "textmine_syntax" and parsed) or (name == "textmine_learned" and only == "frames"):
        return {"model": ""}
    if name == "textmine_learned" and codes is not None:
        return {"model": str(codes)}
    return {"frames": False} if name == "textmine_codings" and only == "model" else {}


def _blank() -> Language:
    """The embedded pipeline's frame: its tokenizer; what it parses is up to ``textmine_syntax``."""
    nlp = spacy.blank("nl")
    prepare_tokenizer(nlp)
    return nlp


def _user_model(model: str | Path) -> Language:
    try:
        nlp = spacy.load(model)
        if "textmine_smoothing" not in nlp.pipe_names:
            nlp.add_pipe("textmine_smoothing")
        return nlp
    except OSError:
        name = str(model)
        if Path(name).exists():
            raise ModelError(f"{name} is no saved spaCy pipeline: it lacks a valid config.cfg and meta.json") from None
        raise ModelError(
            f"the pipeline {name} is not installed. Install it with: python -m spacy download {name} "
            "(or leave --model out to use the embedded pipeline)"
        ) from None


def lexicon_of(nlp: Language) -> Lexicon:
    """Return the lexicon of a pipeline that :func:`load` made."""
    pipe = nlp.get_pipe("textmine_matcher")
    if not isinstance(pipe, LexiconPipe):
        raise ModelError("this pipeline holds no textmine components; make it with textmine.load()")
    return pipe.lexicon
