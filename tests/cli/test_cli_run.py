"""The command line as a user meets it: wrong input gets a sentence, the rest of the batch is done, the exit status tells."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from textmine.batch import read_frames
from textmine.cli import main

TEXTS = {
    "00000123": "SO werkt achter het raam. Haar paspoort werd door VE afgepakt. VE ontkent dat hij haar heeft geslagen.",
    "00000124": "SO (19 jaar) moest van VE in de prostitutie werken en werd door hem geslagen.",
    "00000125": "Melding van een ruzie tussen buren over een heg. Niemand is gewond.",
}
SECRET = "zonnebloemgeheim"


class Done(NamedTuple):
    returncode: int
    said: str


@pytest.fixture
def textmine(monkeypatch, capfd):
    """Call the command line in this process."""

    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["textmine", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capfd.readouterr()
        return Done(int(stopped.value.code or 0), " ".join((out + err).split()))

    return call


def textmine_process(*arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "textmine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=250, check=False, **options)


def registrations(path: Path, texts=TEXTS) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Registratienummer", "Toelichting"], *texts.items()])
    return path


@pytest.fixture(scope="module")
def folder_of_trouble(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bronnen")
    registrations(folder / "registraties.csv")
    with (folder / "registraties.csv").open("a", encoding="cp1252", newline="") as file:
        file.write("00000126;\r\n00000123;dubbel nummer\r\n")
    (folder / "zonder_tekst.csv").write_text("a;b\r\n1;2\r\n", encoding="utf-8")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.4 this is no pdf")
    canvas = Canvas(str(folder / "dicht.pdf"), encrypt=StandardEncryption("x", ownerPassword="y"))
    canvas.drawString(100, 700, SECRET)
    canvas.save()
    empty = Canvas(str(folder / "scan.pdf"))
    empty.rect(10, 10, 50, 50)
    empty.save()
    (folder / "leeg.txt").write_text(" \n", encoding="utf-8")
    (folder / "ruis.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "lang.txt").write_text((SECRET + " ") * 1_250_000, encoding="utf-8")
    with zipfile.ZipFile(folder / "bom.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * 510_000_000)
    return folder


@pytest.fixture(scope="module")
def trouble(folder_of_trouble, tmp_path_factory):
    out = tmp_path_factory.mktemp("uit") / "uitvoer"
    return textmine_process("run", folder_of_trouble, "--out", out), out


def test_trouble_is_listed_and_the_rest_is_done(trouble):
    done, out = trouble
    frames = read_frames(out)
    assert done.returncode == 3, done.stderr
    assert list(frames["narratives"]["narrative_id"]) == list(TEXTS)
    kinds = set(zip(frames["failures"]["source"].map(lambda source: Path(source).name), frames["failures"]["error"], strict=True))
    assert {
        ("registraties.csv", "lege_tekst"),
        ("registraties.csv", "dubbel_id"),
        ("kapot.pdf", "beschadigd"),
        ("dicht.pdf", "wachtwoord"),
        ("scan.pdf", "geen_tekstlaag"),
        ("leeg.txt", "lege_tekst"),
        ("ruis.txt", "geen_tekst"),
        ("lang.txt", "te_lang"),
        ("bom.docx", "zipbom"),
    } <= kinds
    assert {error for source, error in kinds if source == "zonder_tekst.csv"}
    assert (out / "rapport.html").is_file()


def test_no_narrative_text_on_the_terminal(trouble):
    done, _ = trouble
    assert SECRET not in done.stderr + done.stdout
    assert "paspoort" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["run", "bestaat_niet.csv", "--out", "uit"], 1, "bestaat_niet.csv"),
        (["run", "leeg", "--out", "uit"], 1, "leeg"),
        (["run", "goed.csv", "--out", "uit", "--model", "nl_core_news_lg"], 1, "spacy download nl_core_news_lg"),
        (["run", "goed.csv", "--out", "uit", "--k", "veel"], 2, "--k"),
        (["run", "goed.csv"], 2, "--out"),
        (["run", "goed.csv", "--out", "uit", "--format", "doc"], 2, "unknown format doc"),
        (["run", "goed.csv", "--out", "uit", "--text-column", "Verhaal"], 1, "Verhaal"),
        (["run", "goed.csv", "--out", "uit", "--hand", "niet.csv"], 1, "niet.csv"),
        (["report", "leeg"], 1, "leeg"),
        (["codebook", "show", "machtsmiddel.tovenarij"], 2, "unknown code"),
    ],
)
def test_wrong_use_gets_a_sentence(tmp_path, monkeypatch, textmine, arguments, status, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leeg").mkdir()
    registrations(tmp_path / "goed.csv")
    done = textmine(*arguments)
    assert done.returncode == status, done.said
    assert words in done.said.replace("│ ", "").replace(" │", "")
    assert "Traceback" not in done.said


def test_killed_and_continued_gives_the_same_tables(tmp_path):
    texts = {f"{number:08}": TEXTS["00000124"] + f" Zaak {number}. " + TEXTS["00000123"] * 8 for number in range(300)}
    source = registrations(tmp_path / "veel.csv", texts)
    whole, broken = tmp_path / "heel", tmp_path / "gebroken"
    assert textmine_process("tag", source, "--out", whole).returncode == 0
    for patience in (9.0, 11.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "textmine", "tag", str(source), "--out", str(broken)],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(patience)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert textmine_process("tag", source, "--out", broken).returncode == 0
    for name, frame in read_frames(whole).items():
        pd.testing.assert_frame_equal(frame, read_frames(broken)[name])


def test_codebook_and_doctor_speak(textmine):
    assert "machtsmiddel.voodoo" in textmine("codebook", "list", "machtsmiddel").said
    assert "Omschrijving" in textmine("codebook", "show", "machtsmiddel.voodoo").said
    assert "134 codes, no mistakes" in textmine("codebook", "lint").said
    assert "spacy" in textmine("doctor").said


def test_wide_hand_codings_become_long(tmp_path, textmine):
    wide = tmp_path / "breed.csv"
    wide.write_text("narrative_id;machtsmiddel.voodoo;locatie.raam\n1;ja;\n2;nee;x\n", encoding="utf-8")
    done = textmine("convert", wide, tmp_path / "lang.csv", "--empty", "niet_vermeld", "--coder", "a")
    assert done.returncode == 0, done.said
    rows = pd.read_csv(tmp_path / "lang.csv", dtype=str, keep_default_na=False)
    assert list(rows.columns) == ["narrative_id", "coder", "code", "value", "start", "end", "text"]
    assert ("1", "machtsmiddel.voodoo", "aanwezig") in set(zip(rows["narrative_id"], rows["code"], rows["value"], strict=True))
    assert textmine("convert", wide, tmp_path / "x.csv").returncode == 1
