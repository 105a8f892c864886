"""``textmine evaluate`` and ``textmine explain``."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from textmine.cli import app

TEXT = "SO werkt achter het raam. Haar paspoort werd door VE afgepakt. \x1b[31mEinde."


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "narratieven.jsonl").write_text(
        json.dumps({"id": "007", "text": TEXT, "register": "registratie"}), encoding="utf-8"
    )
    codings = [{"code": "locatie.raam", "quote": "achter het raam"}, {"code": "locatie.hotel", "quote": "staat er niet"}]
    for coder, number in (("codeur_1", 2), ("codeur_2", 1)):
        (tmp_path / f"{coder}.jsonl").write_text(json.dumps({"id": "007", "codings": codings[:number]}), encoding="utf-8")
    return tmp_path


def test_evaluate_prints_and_writes(folder, tmp_path):
    done = run("evaluate", folder, "--only", "frames", "--out", tmp_path / "uit", "--format", "csv", "--lang", "en")
    assert done.exit_code == 3
    assert "1 narratives" in done.output
    assert "locatie.raam" in done.output
    assert "does not stand in the text" in done.output
    assert "paspoort" not in done.output
    assert {path.name for path in (tmp_path / "uit").glob("*.csv")} == {
        "evaluation_errors.csv", "evaluation_measures.csv", "evaluation_scores.csv"
    }  # fmt: skip


def test_evaluate_a_coder_and_totals(folder):
    done = run("evaluate", folder, "--coder", "codeur_2", "--second", "codeur_1", "--totals")
    assert "1.000" in done.output
    assert "locatie.raam" not in done.output


def test_explain_says_why(tmp_path):
    (tmp_path / "casus.txt").write_text(TEXT, encoding="utf-8")
    done = run("explain", tmp_path / "casus.txt", "--only", "frames", "--code", "machtsmiddel")
    assert done.exit_code == 0
    assert "papieren afpakken (machtsmiddel.papieren_afpakken): aanwezig" in done.output
    assert "REISDOCUMENT: paspoort" in done.output
    assert "raamprostitutie" not in done.output
    assert "\x1b" not in done.output


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--id", "8"), "no narrative has the id 8"), (("--code", "niets"), "no code or dimension niets")]
)
def test_explain_refuses(tmp_path, arguments, said):
    (tmp_path / "casus.txt").write_text(TEXT, encoding="utf-8")
    done = run("explain", tmp_path / "casus.txt", "--only", "frames", *arguments)
    assert said in f"{done.output}{done.exception}"
