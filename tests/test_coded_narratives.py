"""The bank of coded narratives is what its datasheet says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from textmine.codebook import load_codebook

BANK = Path(__file__).parents[1] / "corpora" / "verhalenbank"
FILES = sorted(BANK.glob("*/*.txt"))
HEADER = re.compile(r"### ([A-Z]-\d+) \| (\w+) \| (\w+)")
CODING = re.compile(
    r"[-?]?([a-z_0-9]+\.[a-z_0-9]+)"
    r"(?: @(?:uitbuiter|facilitator|klant|familie|slachtoffer|onbekend)>(?:slachtoffer|ander_slachtoffer|dader|derde|onbekend))?"
)
TYPES = {"geen", "geen_uitbuiting", "gered_door_uitbuiter", "van_hand_tot_hand", "vlucht_naar_toekomst", "gevallen_voor_klant"}


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_line_parses(path):
    known = load_codebook().codes
    for number, line in enumerate(lines(path), start=1):
        if line.startswith("###"):
            header = HEADER.fullmatch(line)
            assert header is not None, number
            assert header[3] in TYPES, number
            continue
        text, bar, codings = line.partition(" || ")
        assert bool(text.strip()) or not line, number
        assert "||" not in codings, number
        for coding in codings.split(" ; ") if bar else ():
            read = CODING.fullmatch(coding.strip())
            assert read is not None, number
            assert read[1] in known, number


def test_it_holds_what_the_datasheet_counts():
    headers = [header for path in FILES for line in lines(path) if (header := HEADER.fullmatch(line))]
    ids = Counter(header[1] for header in headers)
    assert len(ids) == len(headers) == 264
    registers = Counter(header[2] for header in headers)
    assert len(registers) == 9
    assert registers["registratie"] == 62
    assert sum(header[3] == "geen_uitbuiting" for header in headers) == 84
