"""The sentence bank and the evaluation corpus are what their datasheets say."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from textmine.codebook import load_codebook

CORPORA = Path(__file__).parents[1] / "corpora"
BANK = CORPORA / "zinnenbank"
LINE = re.compile(r"(?:\+|- (?:woord|ontkend|ander|achtergrond|plan|buur)) [pvz] \| \S.*\S")
FILES = sorted(BANK.glob("*/*.txt"))
PARTS = {"ontwikkeling": 120, "controle": 60, "verzegeld": 60}


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_line_of_the_bank_parses(path):
    assert path.stem in load_codebook().codes
    found = lines(path)
    assert not [number for number, line in enumerate(found, start=1) if not LINE.fullmatch(line)]
    kinds = Counter(line[0] for line in found)
    assert kinds["+"] >= 20
    assert kinds["-"] >= 12


def test_no_sentence_of_the_bank_stands_twice_for_one_code():
    seen = Counter((path.stem, line.partition(" | ")[2].casefold()) for path in FILES for line in lines(path))
    assert not [code for (code, _), times in seen.items() if times > 1]


def test_no_sentence_says_a_code_and_does_not():
    signs = {}
    for path in FILES:
        for line in lines(path):
            signs.setdefault((path.stem, line.partition(" | ")[2].casefold()), set()).add(line[0])
    assert not [code for (code, _), found in signs.items() if len(found) > 1]


def records(part, name):
    return [
        json.loads(line) for line in (CORPORA / "evaluatie" / part / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize("part", PARTS)
def test_the_evaluation_corpus_is_whole(part):
    codebook = load_codebook()
    texts = {record["id"]: record["text"] for record in records(part, "narratieven")}
    assert len(texts) == PARTS[part]
    first = records(part, "codeur_1")
    assert [record["id"] for record in first] == list(texts)
    for record in [*first, *records(part, "codeur_2")]:
        for coding in record["codings"]:
            assert coding["code"] in codebook.codes
            assert coding["quote"] in texts[record["id"]]
            assert coding["presence"] in ("aanwezig", "ontkend", "onzeker")


def test_no_narrative_is_in_two_parts():
    ids = [record["id"] for part in PARTS for record in records(part, "narratieven")]
    assert len(ids) == len(set(ids))
