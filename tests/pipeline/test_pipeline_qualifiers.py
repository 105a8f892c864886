"""Short texts for one qualifier at a time: presence, source and phase of what is plainly told.

A line of ``qualifier_cases/<file>.jsonl`` is one case: ``{"id", "group", "text", "want": {code: value}}``, with ``source`` and ``phase``
where they matter. A value is the presence of every coding of that code in the text; ``niet_vermeld`` means that the wording was matched
and rightly dropped. ``known_failures.txt`` beside the files lists the ids that fail today, and failures must equal it. Print them with
``python tests/pipeline/test_pipeline_qualifiers.py``; ``--counts`` prints how many pass per file and group, a file name why its cases fail.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from textmine.codebook import load_codebook
from textmine.pipeline.state import state

CONTEXT = "SO werkt in de prostitutie.\n"
FOLDER = Path(__file__).parent / "qualifier_cases"
KNOWN = FOLDER / "known_failures.txt"
FAMILY = "kwetsbaarheid.mishandeling_verleden"
CASES = [
    {**json.loads(line), "file": path.stem}
    for path in sorted(FOLDER.glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
LISTED = {line for line in KNOWN.read_text("utf-8").splitlines() if line and not line.startswith("#")}


def mistakes(nlp, case) -> list[str]:
    """What the pipeline makes of a case, where it is not what is wanted."""
    doc = nlp(CONTEXT + case["text"])
    told = [coding for coding in doc._.codings if coding.start >= len(CONTEXT)]
    dropped = [one for one in state(doc)["dropped"] if one["start"] >= len(CONTEXT)]
    found = []
    for code, value in case["want"].items():
        codings = [coding for coding in told if coding.code == code]
        if not codings and code.startswith("machtsmiddel."):
            codings = [coding for coding in told if coding.code == FAMILY]
        got = {coding.presence for coding in codings} or ({"niet_vermeld"} if dropped else {"no match"})
        if got != {value}:
            found.append(f"{code}: {sorted(got)}, not {value}: {[coding.cues for coding in codings]}")
        for name in ("source", "phase"):
            values = {getattr(coding, name) for coding in codings} - {case.get(name)}
            if name in case and values:
                found.append(f"{code}: {name} {sorted(values)}, not {case[name]}")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_qualifiers(nlp, case):
    found = mistakes(nlp, case)
    if case["id"] in LISTED:
        assert found, "passes now: strike it off in known_failures.txt"
        pytest.xfail("listed in known_failures.txt")
    assert not found, found


def test_cases_are_written_in_the_codebook_s_terms():
    codebook = load_codebook()
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
    assert sorted(LISTED - set(ids)) == []
    for case in CASES:
        assert set(case["want"]) <= set(codebook.codes)
        assert set(case["want"].values()) <= {"aanwezig", "ontkend", "onzeker", "niet_vermeld"}
        assert all(case[name] in codebook.values[name] for name in ("source", "phase") if name in case)


if __name__ == "__main__":
    from textmine.pipeline import load

    wanted = [name for name in sys.argv[1:] if not name.startswith("-")]
    pipeline = load(only="frames")
    failed = {case["id"]: why for case in CASES if not wanted or case["file"] in wanted if (why := mistakes(pipeline, case))}
    if "--counts" in sys.argv:
        passed = Counter((case["file"], case["group"]) for case in CASES if case["id"] not in failed)
        for (file, group), total in Counter((case["file"], case["group"]) for case in CASES).items():
            print(f"{file:<8} {group:<12} {passed[file, group]:>3} of {total:>3} pass")
        for file, total in Counter(case["file"] for case in CASES).items():
            print(f"{file:<8} {sum(n for (name, _), n in passed.items() if name == file):>3} of {total:>3} pass")
    elif wanted:
        for case in CASES:
            if case["id"] in failed:
                print(case["id"], "|", case["text"].replace("\n", " / "), "|", *failed[case["id"]], sep="\n    ")
    else:
        header = "# Test ids of qualifier_cases that fail today; made with: python tests/pipeline/test_pipeline_qualifiers.py"
        print(header, *failed, sep="\n")
