"""Narratives with codings by quotation."""

from __future__ import annotations

import json

import pytest

from textmine.codings.quoted import read_quoted
from textmine.errors import HandCodingError


@pytest.fixture
def folder(tmp_path):
    def write(texts, codings):
        for name, records in (("narratieven", texts), ("codeur_1", codings)):
            lines = "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)
            (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        return tmp_path

    return write


TEXT = {"id": "1", "text": "Zij werkt in het hotel. 🙂 Hij sloeg haar.", "register": "melding"}


def test_evidence_is_placed(folder):
    coding = {"code": "machtsmiddel.mishandeling", "presence": "onzeker", "agent": "uitbuiter", "quote": "Hij sloeg haar"}
    [narrative], problems = read_quoted(folder([TEXT, {"id": "2", "text": "x"}], [{"id": "1", "codings": [coding]}]))
    [found] = narrative.codings
    assert narrative.text[found.start : found.end] == found.text == "Hij sloeg haar"
    assert (found.presence, found.agent, found.target, narrative.register) == ("onzeker", "uitbuiter", "onbekend", "melding")
    assert problems == []


@pytest.mark.parametrize(
    ("coding", "said"),
    [
        ({"code": "machtsmiddel.niets", "quote": "Hij"}, "no code machtsmiddel.niets"),
        ({"code": "locatie.hotel", "quote": "staat er niet"}, "does not stand in the text"),
        ({"code": "locatie.hotel", "quote": ""}, "does not stand in the text"),
        ({"code": "locatie.hotel", "quote": "hotel", "presence": "misschien"}, "presence is misschien"),
    ],
)
def test_what_cannot_be_used_is_a_problem_and_the_rest_stays(folder, coding, said):
    good = {"code": "locatie.hotel", "quote": "in het hotel"}
    [narrative], [problem] = read_quoted(folder([TEXT], [{"id": "1", "codings": [coding, good]}]))
    assert [found.code for found in narrative.codings] == ["locatie.hotel"]
    assert said in problem.message
    assert "narrative 1, coding 1" in problem.locator
    assert "sloeg" not in problem.message


@pytest.mark.parametrize(
    ("texts", "codings", "said"),
    [
        (["{"], [], "narratieven.jsonl, line 1: not JSON"),
        ([TEXT], ["[]"], "codeur_1.jsonl, line 1: a record needs id and codings"),
        ([{"id": 1, "text": "x"}], [{"id": "1", "codings": []}], "line 1: a record needs"),
    ],
)
def test_files_that_cannot_be_read(folder, texts, codings, said):
    with pytest.raises(HandCodingError, match=said):
        read_quoted(folder(texts, codings))


def test_a_missing_file(tmp_path):
    with pytest.raises(HandCodingError, match="missing"):
        read_quoted(tmp_path)
