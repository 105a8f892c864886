"""The card of a trained pipeline: data and licences, scores, speed, limits, versions of the tools."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language

from textmine.resources import data_root
from textmine.training.checked import COLUMNS, check
from textmine.training.conllu import Sentence
from textmine.training.corpus import Corpus, own_sentences
from textmine.training.evaluation import METRICS, Score, evaluate, raw_text

CARD = "README.md"
SCORES = "scores.json"
_TOOLS = ("textmine", "spacy", "thinc", "numpy", "simplemma", "floret")
_NAMES = {"al": "Alpino test", "ls": "LassySmall test"}
_HEADS = {
    "tokens": "tokens", "sentences": "sentences", "upos": "UPOS", "xpos": "XPOS", "feats": "features", "lemma": "lemma", "uas": "UAS",
    "las": "LAS",
}  # fmt: skip

Table = Mapping[str, Mapping[str, Score]]


def describe(nlp: Language) -> None:
    """Write name, version, licence and sources to the pipeline's meta data."""
    nlp.meta["name"] = "textmine"
    nlp.meta["version"] = version("textmine")
    nlp.meta["description"] = "Dutch pipeline for police and care text: tagger, parser, sentences, lemmas, separable verbs"
    nlp.meta["license"] = "CC BY-SA 4.0"
    nlp.meta["author"] = "textmine"
    nlp.meta["sources"] = [
        {"name": "Alpino treebank, converted with alud", "license": "LGPL-2.1-or-later; in UD_Dutch-Alpino CC BY-SA 4.0"},
        {"name": "Universal Dependencies: UD_Dutch-Alpino, UD_Dutch-LassySmall", "license": "CC BY-SA 4.0"},
        {"name": "simplemma, Dutch word list", "license": "MIT"},
        {"name": "Dutch laws (wetten.overheid.nl)", "license": "no copyright (Auteurswet art. 11)"},
        {"name": "Dutch Wikipedia, selection of the Alpino project", "license": "CC BY-SA"},
    ]


def write_card(nlp: Language, corpus: Corpus, out: Path) -> None:
    """Measure a saved pipeline and write its card and scores beside it.

    Parameters
    ----------
    nlp : Language
    corpus : Corpus
        Whose test files are scored.
    out : Path
        The pipeline's folder.
    """
    running = {_NAMES[name]: evaluate(nlp, gold) for name, gold in corpus.test.items()}
    lines = {_NAMES[name]: evaluate(nlp, gold, paragraphs=True) for name, gold in corpus.test.items()}
    checked = check(nlp, own_sentences("checked"))
    speed = words_per_second(nlp, [sentence for gold in corpus.test.values() for sentence in gold])
    facts = {
        "running_text": _plain(running),
        "with_paragraphs": _plain(lines),
        "checked": _plain(checked),
        "words_per_second": speed,
    }
    srsly.write_json(out / SCORES, facts)
    text = data_root("training").joinpath("card.md").read_text(encoding="utf-8")
    values = {
        "running": table(running, METRICS, _HEADS),
        "paragraphs": table(lines, METRICS, _HEADS),
        "checked": table(checked, COLUMNS, {}),
        "speed": f"{speed:,}",
        "size": f"{size_of(out) / 1e6:.1f}",
        "versions": ", ".join([f"Python {platform.python_version()}", *(f"{tool} {_version(tool)}" for tool in _TOOLS)]),
    }
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    (out / CARD).write_text(text, encoding="utf-8", newline="\n")


def table(rows: Table, columns: Sequence[str], heads: Mapping[str, str]) -> str:
    """Return scores as a Markdown table, F1 in percent; a score without cases is a dash.

    Examples
    --------
    >>> print(table({"test": {"upos": Score(9, 10, 10), "las": Score(0, 0, 0)}}, ("upos", "las"), {"upos": "UPOS"}))
    | | UPOS | las |
    | --- | --- | --- |
    | test | 90.0 | - |
    """
    lines = ["| | " + " | ".join(heads.get(name, name) for name in columns) + " |", "| --- " * (len(columns) + 1) + "|"]
    for row, scores in rows.items():
        values = [scores[name].f1 for name in columns]
        lines.append(f"| {row} | " + " | ".join("-" if value is None else f"{value:.1f}" for value in values) + " |")
    return "\n".join(lines)


def words_per_second(nlp: Language, sentences: Sequence[Sentence], texts: int = 40) -> int:
    """Words that a pipeline takes in a second of processor time, on texts of treebank sentences; best of three.

    Processor time, so that other programs on the machine and threads of the multiplication library do not flatter or spoil it.
    """
    size = max(1, len(sentences) // texts)
    parts = [raw_text(sentences[start : start + size]) for start in range(0, len(sentences), size)]
    words = sum(len(nlp.make_doc(part)) for part in parts)
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for _doc in nlp.pipe(parts):
            pass
        best = max(best, words / (time.process_time() - start))
    return int(best)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _plain(rows: Table) -> dict[str, dict[str, Any]]:
    return {row: {name: score._asdict() for name, score in scores.items()} for row, scores in rows.items()}


def _version(tool: str) -> str:
    try:
        return version(tool)
    except ModuleNotFoundError:
        return "not installed"
