"""Regression cases with inline markup: what the pipeline finds in short narratives, one test id a marked coding or forbidden code.

A line of ``cases/<topic>.jsonl`` is one case: ``{"id", "register", "text", "not"}``. In the text, ``[[evidence|code key=value & code ...]]``
marks a coding that must be found: same code, a span that overlaps the evidence, the qualifiers that are written (``presence`` is
aanwezig where it is not). A code in ``not`` must not come out as aanwezig for the narrative. Test ids are ``<case>::<code>@<n>`` (the
n-th marking of that code in the case) and ``<case>::not:<code>``.

``cases/known_failures.txt`` lists the ids that fail today, and failures must equal it: an id that is not listed and fails breaks the suite,
and so does a listed one that passes. Print the ids that fail now with ``python tests/test_cases.py``; ``--counts`` prints how many pass per
file. To take the current state as the new list, read its diff first: ``python tests/test_cases.py > tests/cases/known_failures.txt``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from textmine.codebook import load_codebook
from textmine.pipeline import load

FOLDER = Path(__file__).parent / "cases"
KNOWN = FOLDER / "known_failures.txt"
REGISTERS = {"registratie", "aangifte", "verhoor", "zorg", "tip", "vonnis", "chat", "onderzoek"}
QUALIFIERS = ("presence", "agent", "target", "source", "phase")
MARK = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]+)\]\]")


@dataclass(frozen=True)
class Check:
    """One expectation: a coding that must be found in ``[start, end)``, or, without qualifiers, a code that must stay away."""

    id: str
    code: str
    start: int = 0
    end: int = 0
    qualifiers: dict[str, str] = field(default_factory=dict)

    def holds(self, doc) -> bool:
        if not self.qualifiers:
            return doc._.codes[self.code] != "aanwezig"
        return any(
            coding.code == self.code
            and coding.start < self.end
            and self.start < coding.end
            and all(getattr(coding, name) == value for name, value in self.qualifiers.items())
            for coding in doc._.codings
        )


@dataclass(frozen=True)
class Case:
    file: str
    text: str
    checks: tuple[Check, ...]


def plain(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without markup, and what was written of each marked span, in its offsets."""
    text, marks, done = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text, done = text + mark[1], mark.end()
    text += marked[done:]
    if "[[" in text or "]]" in text:
        raise ValueError("markup that is not [[evidence|code key=value & code]]")
    return text, marks


def read_case(line: str, file: str) -> Case:
    row, codebook = json.loads(line), load_codebook()
    name = row["id"]
    try:
        text, marks = plain(row["text"])
        checks, seen = [], Counter()
        for start, end, spec in marks:
            for one in spec.split("&"):
                code, *pairs = one.split()
                seen[code] += 1
                qualifiers = {"presence": "aanwezig", **dict(pair.split("=") for pair in pairs)}
                checks.append(Check(f"{name}::{code}@{seen[code]}", code, start, end, qualifiers))
        checks += [Check(f"{name}::not:{code}", code) for code in row.get("not", ())]
        wrong = [check.code for check in checks if check.code not in codebook.codes]
        written = [pair for check in checks for pair in check.qualifiers.items()]
        wrong += [f"{key}={value}" for key, value in written if key not in QUALIFIERS or value not in codebook.values[key]]
        if wrong or row["register"] not in REGISTERS or not checks:
            raise ValueError(f"unknown code, qualifier or register, or nothing to check: {wrong}")
    except ValueError as error:
        raise ValueError(f"{file}, case {name}: {error}") from None
    return Case(file, text, tuple(checks))


CASES = [read_case(line, path.stem) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
IDS = [check.id for case in CASES for check in case.checks]
LISTED = {line for line in KNOWN.read_text("utf-8").splitlines() if line and not line.startswith("#")}


def failing(nlp) -> set[str]:
    docs = nlp.pipe([case.text for case in CASES])
    return {check.id for case, doc in zip(CASES, docs, strict=True) for check in case.checks if not check.holds(doc)}


@pytest.fixture(scope="module")
def failures(nlp):
    return failing(nlp)


@pytest.mark.parametrize("name", IDS)
def test_case(failures, name):
    listed, failed = name in LISTED, name in failures
    if listed and failed:
        pytest.xfail("listed in known_failures.txt")
    assert not failed, f"{name} fails and is not listed in known_failures.txt"
    assert not listed, f"{name} passes now: strike it off in known_failures.txt"


def test_ids_are_unique_and_listed_ones_exist():
    assert [name for name, n in Counter(IDS).items() if n > 1] == []
    assert sorted(LISTED - set(IDS)) == []


def test_markup_is_stripped_and_offsets_kept():
    text, marks = plain("Hij [[sloeg haar|a.b & c.d presence=ontkend]] en [[ging|e.f]].")
    assert text == "Hij sloeg haar en ging."
    assert [text[start:end] + spec for start, end, spec in marks] == ["sloeg haara.b & c.d presence=ontkend", "ginge.f"]


@pytest.mark.parametrize("spec", ["bestaat.niet", "locatie.raam kleur=rood", "locatie.raam agent=nee", "locatie.raam agent", ""])
def test_mistakes_in_a_case_are_refused(spec):
    with pytest.raises(ValueError, match="case proef"):
        read_case(json.dumps({"id": "proef", "register": "tip", "text": f"[[x|{spec}]]"}), "f")


if __name__ == "__main__":
    found = failing(load(only="frames"))
    if "--counts" in sys.argv:
        checks = [(case.file, "codings" if check.qualifiers else "not", check.id) for case in CASES for check in case.checks]
        passed = Counter((file, kind) for file, kind, name in checks if name not in found)
        for (file, kind), total in Counter((file, kind) for file, kind, _ in checks).items():
            print(f"{file:<24} {kind:<8} {passed[file, kind]:>3} of {total:>3} pass")
    else:
        header = "# Test ids of tests/cases that fail today; made with: python tests/test_cases.py"
        print(header, *(name for name in IDS if name in found), sep="\n")
