"""Cells that a spreadsheet must take for text."""

import tempfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from textmine.batch import guard, spreadsheet, unguard

DANGEROUS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=",
    "-",
    "--",
    "-12,5,3",
    "+31 6 123",
    "-1e5",
]
HARMLESS = ["", "zij", "-12,5", "+3.25", "12", "-7", "'s avonds", "'", "a=1", " =1", "00000123", "10-11-2019"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_gets_an_apostrophe(text):
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text):
    assert guard(text) == text == unguard(text)


@given(st.text(alphabet="'=+-@\t\r\n1,.a ", max_size=8) | st.text())
def test_unguard_gives_the_text_back(text):
    assert unguard(guard(text)) == text


def _sheet(path, frame):
    spreadsheet.write_xlsx(frame, path)
    return load_workbook(path).worksheets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, "'" + text) for text in ["=1+1", "@SUM(A1)", "-2+3"]),
        ("-12,5", "-12,5"),
        ("#N/A", "#N/A"),
        ("#REF!", "#REF!"),
        ("00000123", "00000123"),
        ("2019-03-01", "2019-03-01"),
        ("één 🙂", "één 🙂"),
        ("a\x00b\x0bc\x1f\uffff\ud800d", "abcd"),
        ("\x0c=1+1", "'=1+1"),
        (" twee\nregels ", " twee\nregels "),
        ("a\r\nb", "a\r\nb"),
        ("<v>&amp;</v>", "<v>&amp;</v>"),
    ],
)
def test_text_in_a_cell_is_text(tmp_path, text, expected):
    (sheet,) = _sheet(tmp_path / "codings.xlsx", pd.DataFrame({"text": pd.Series([text], dtype="object")}))
    assert sheet.title == "codings"
    assert sheet["A2"].value == expected
    assert sheet["A2"].data_type in {"s", "inlineStr"}


def test_values_keep_their_kind(tmp_path):
    frame = pd.DataFrame(
        {
            "n": [1, 2],
            "score": [0.5, np.nan],
            "ratio": [np.inf, -np.inf],
            "counts": [True, False],
            "when": pd.to_datetime(["2026-11-23", None]),
            "text": ["", None],
        }
    )
    (sheet,) = _sheet(tmp_path / "t.xlsx", frame)
    first, second = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2))
    assert first == [1, 0.5, "inf", True, pd.Timestamp("2026-11-23"), None]
    assert second == [2, None, "-inf", False, None, None]


@pytest.mark.parametrize("letter", ["a", "🙂"])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(tmp_path, letter):
    units = len(letter.encode("utf-16-le")) // 2
    fits, long = letter * (spreadsheet.MAX_CELL // units), letter * (spreadsheet.MAX_CELL // units + 1)
    (sheet,) = _sheet(tmp_path / "t.xlsx", pd.DataFrame({"text": [fits, long]}))
    assert sheet["A2"].value == fits
    cut = sheet["A3"].value
    assert cut.endswith("[afgekapt; volledig in het parquet-bestand]")
    assert spreadsheet.MAX_CELL - 1 <= len(cut.encode("utf-16-le")) // 2 <= spreadsheet.MAX_CELL
    assert long.startswith(cut.removesuffix(spreadsheet.CUT_MARK))


def test_no_text_passes_through_the_shared_temporary_folder(tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    monkeypatch.setattr(tempfile, "tempdir", str(shared))  # it does not exist: a file made there is an error
    (tmp_path / "own").mkdir()
    spreadsheet.write_xlsx(pd.DataFrame({"text": ["Zij werd bedreigd."]}), tmp_path / "own" / "t.xlsx")
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["t.xlsx"]
    assert tempfile.tempdir == str(shared)


def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 4)
    sheets = _sheet(tmp_path / "codings.xlsx", pd.DataFrame({"narrative_id": [f"0{i}" for i in range(7)]}))
    assert [sheet.title for sheet in sheets] == ["codings", "codings_2", "codings_3"]
    assert [[row[0] for row in sheet.values] for sheet in sheets] == [
        ["narrative_id", "00", "01", "02"],
        ["narrative_id", "03", "04", "05"],
        ["narrative_id", "06"],
    ]


def test_an_empty_frame_is_a_sheet_with_a_header(tmp_path):
    (sheet,) = _sheet(tmp_path / "t.xlsx", pd.DataFrame({"a": [], "b": []}))
    assert list(sheet.values) == [("a", "b")]
