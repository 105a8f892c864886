"""Narratives with hand codings in two JSON Lines files: texts in one, codings by a quotation in the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from textmine.codebook import load_codebook
from textmine.errors import HandCodingError
from textmine.records import PRESENCE, Coding, Failure

TEXTS: Final = "narratieven.jsonl"
FIRST_CODER: Final = "codeur_1"
"""Name of the file with codings, without its ending, when none is named."""


@dataclass(frozen=True)
class CodedNarrative:
    """A narrative with what one coder made of it.

    Attributes
    ----------
    id, text, register : str
    codings : tuple of Coding
        Each with its evidence; offsets point into `text`.
    typology : str
    actors : tuple of mapping
        The actors as the coder wrote them.
    """

    id: str
    text: str
    register: str
    codings: tuple[Coding, ...]
    typology: str = ""
    actors: tuple[Mapping[str, Any], ...] = ()


def read_quoted(folder: Path, coder: str = FIRST_CODER) -> tuple[list[CodedNarrative], list[Failure]]:
    """Read ``narratieven.jsonl`` and ``<coder>.jsonl`` of a folder.

    Parameters
    ----------
    folder : Path
    coder : str
        Name of the file with codings, without its ending.

    Returns
    -------
    narratives : list of CodedNarrative
        Those that the coder coded, in the order of the texts.
    problems : list of Failure
        Codings that could not be used, each with its narrative; the others are kept.

    Raises
    ------
    HandCodingError
        When a file is missing or a line is no record.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     folder = Path(name)
    ...     _ = (folder / TEXTS).write_text('{"id": "1", "text": "Hij sloeg haar."}')
    ...     line = '{"id": "1", "codings": [{"code": "machtsmiddel.mishandeling", "quote": "sloeg haar"}]}'
    ...     _ = (folder / "codeur_1.jsonl").write_text(line)
    ...     [narrative], problems = read_quoted(folder)
    >>> narrative.codings[0].start, problems
    (4, [])
    """
    judged = dict(_records(folder / f"{coder}.jsonl", "codings"))
    narratives: list[CodedNarrative] = []
    problems: list[Failure] = []
    for key, record in _records(folder / TEXTS, "text"):
        if key in judged:
            text = str(record["text"])
            codings, wrong = _codings(text, judged[key]["codings"], f"{coder}.jsonl", key)
            problems += wrong
            actors = tuple(judged[key].get("actors", ()))
            register, typology = str(record.get("register", "")), str(judged[key].get("typologie", ""))
            narratives.append(CodedNarrative(key, text, register, codings, typology, actors))
    return narratives, problems


def _records(path: Path, needed: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise HandCodingError(
            f"{path}: this file is missing; texts stand in {TEXTS}, codings in a file named after the coder"
        ) from None
    except UnicodeDecodeError:
        raise HandCodingError(f"{path}: not UTF-8; save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise HandCodingError(f"{path.name}, line {number}: not JSON ({error.msg}, column {error.colno})") from None
        if not isinstance(record, dict) or not isinstance(record.get("id"), str) or needed not in record:
            raise HandCodingError(f"{path.name}, line {number}: a record needs id and {needed}")
        yield record["id"], record


def _codings(text: str, given: list[dict[str, Any]], file: str, key: str) -> tuple[tuple[Coding, ...], list[Failure]]:
    codes = load_codebook().codes
    codings: list[Coding] = []
    problems: list[Failure] = []
    for number, values in enumerate(given, start=1):
        code, quote, presence = str(values.get("code", "")), str(values.get("quote", "")), values.get("presence", "aanwezig")
        start = text.find(quote) if quote else -1
        wrong = (
            f"the codebook has no code {code}" if code not in codes
            else "the quotation does not stand in the text" if start < 0
            else f"presence is {presence}; it is one of {', '.join(PRESENCE)}" if presence not in PRESENCE
            else ""
        )  # fmt: skip
        if wrong:
            problems.append(Failure(file, f"narrative {key}, coding {number}", "HandCodingError", wrong))
            continue
        agent, target, phase, source = (str(values.get(name) or "onbekend") for name in ("agent", "target", "phase", "source"))
        codings.append(Coding(code, presence, agent, target, phase, source, start, start + len(quote), quote))
    return tuple(codings), problems
