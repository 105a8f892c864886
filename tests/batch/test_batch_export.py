"""Frames in a folder: whole or not at all, and readable back."""

import errno
import gc
import json
import os
import random
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from textmine.batch import read_frames, staged, staging, unguard, write_frames
from textmine.errors import StoreError

FRAME = pd.DataFrame(
    {
        "narrative_id": ["00000123", "0007"],
        "text": ["=1+1; \"ja\", 'nee'\r\n🙂", "-12,5"],
        "n": [3, -4],
        "score": [0.1, np.nan],
        "counts": [True, False],
        "when": pd.to_datetime(["2026-11-23", None]),
    }
)
FORMATS = ["parquet", "csv", "jsonl", "xlsx"]


def test_files_bear_the_names_of_the_frames(tmp_path):
    folder = tmp_path / "nieuw" / "map"
    paths = write_frames({"codings": FRAME, "actors": FRAME}, folder, FORMATS)
    assert paths == [folder / f"{name}.{ending}" for name in ("codings", "actors") for ending in FORMATS]
    assert sorted(folder.iterdir()) == sorted(paths)
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}


def test_parquet_is_exact_and_the_same_every_time(tmp_path):
    frame = FRAME.copy()
    frame.attrs["rule"] = "aanwezig als één codering telt"
    (one,) = write_frames({"codings": frame}, tmp_path / "1")
    (other,) = write_frames({"codings": frame}, tmp_path / "2")
    assert one.read_bytes() == other.read_bytes()
    back = read_frames(tmp_path / "1")["codings"]
    assert_frame_equal(back, frame, check_dtype=False)
    assert back.attrs == frame.attrs


@pytest.mark.parametrize("column", [[], [None], ["a"], [None, "a"]])
def test_text_has_one_parquet_type_empty_or_full(tmp_path, column):
    (path,) = write_frames({"t": pd.DataFrame({"text": pd.Series(column, dtype=object)})}, tmp_path)
    assert str(pq.read_schema(path).field("text").type) == "large_string"


def test_a_category_is_read_back(tmp_path):
    frame = pd.DataFrame({"rol": pd.Categorical(["=a", "b", "=a"])})
    write_frames({"t": frame}, tmp_path, ["parquet", "csv"])
    assert read_frames(tmp_path)["t"]["rol"].tolist() == ["=a", "b", "=a"]
    assert (tmp_path / "t.csv").read_text("utf-8-sig").split() == ["rol", "'=a", "b", "'=a"]


def test_csv_in_the_common_form(tmp_path):
    (path,) = write_frames({"t": FRAME}, tmp_path, ["csv"])
    assert (
        path.read_bytes()
        == (
            "\ufeffnarrative_id,text,n,score,counts,when\r\n"
            '00000123,"\'=1+1; ""ja"", \'nee\'\r\n🙂",3,0.1,True,2026-11-23\r\n'
            '0007,"-12,5",-4,,False,\r\n'
        ).encode()
    )


def test_csv_for_a_dutch_excel(tmp_path):
    (path,) = write_frames({"t": FRAME}, tmp_path, ["csv"], excel_nl=True)
    assert (
        path.read_bytes()
        == (
            "\ufeffnarrative_id;text;n;score;counts;when\r\n"
            '00000123;"\'=1+1; ""ja"", \'nee\'\r\n🙂";3;0,1;WAAR;23-11-2026\r\n'
            "0007;-12,5;-4;;ONWAAR;\r\n"
        ).encode()
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20), min_size=1, max_size=4), st.booleans()
)
def test_csv_reads_back_as_documented(values, excel_nl):
    with TemporaryDirectory() as name:
        frame = pd.DataFrame({"narrative_id": "001", "text": values})
        (path,) = write_frames({"t": frame}, name, ["csv"], excel_nl=excel_nl)
        with path.open(encoding="utf-8-sig", newline="") as file:
            back = pd.read_csv(file, dtype=str, keep_default_na=False, sep=";" if excel_nl else ",")
    assert back["text"].map(unguard).tolist() == values
    assert set(back["narrative_id"]) == {"001"}


def test_json_lines_are_exact(tmp_path):
    (path,) = write_frames({"t": FRAME}, tmp_path, ["jsonl"])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert json.loads(lines[0]) == {
        "narrative_id": "00000123",
        "text": FRAME["text"][0],
        "n": 3,
        "score": 0.1,
        "counts": True,
        "when": "2026-11-23 00:00:00",
    }
    assert json.loads(lines[1])["score"] is None
    (path,) = write_frames({"t": pd.DataFrame({"ratio": [np.inf, -np.inf, 2.5]})}, tmp_path, ["jsonl"])
    assert path.read_text().split() == ['{"ratio":', "null}", '{"ratio":', "null}", '{"ratio":', "2.5}"]


def test_json_lines_of_an_empty_frame_are_none(tmp_path):
    (path,) = write_frames({"t": FRAME.iloc[:0]}, tmp_path, ["jsonl"])
    assert path.read_bytes() == b""


def test_an_unknown_format_is_named_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="unknown format 'xls'; choose from parquet, csv, jsonl, xlsx"):
        write_frames({"t": FRAME}, tmp_path / "uit", ["csv", "xls"])
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_error_at_the_end_leaves_what_was_there(tmp_path, monkeypatch, call):
    paths = write_frames({"actors": FRAME, "codings": FRAME}, tmp_path)
    before = {path: path.read_bytes() for path in paths}

    def full_disk(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(staging.os, call, full_disk)
    with pytest.raises(StoreError, match=r"actors\.parquet: cannot be written \(No space left on device\); free disk space"):
        write_frames({"actors": FRAME.iloc[:1], "codings": FRAME.iloc[:1]}, tmp_path)
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # openpyxl's generators, when they are collected
@pytest.mark.parametrize("ending", FORMATS)
def test_a_disk_that_fills_half_way_leaves_what_was_there(tmp_path, ending):
    resource = pytest.importorskip("resource", reason="there is no limit on the size of a file to set")
    chance = random.Random(7)
    large = pd.DataFrame({"text": [chance.randbytes(30).hex() for _ in range(5000)]})
    paths = write_frames({"actors": FRAME, "codings": FRAME}, tmp_path, [ending])
    before = {path: path.read_bytes() for path in paths}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(StoreError, match=r"cannot be written \(.*File too large\); free disk space") as caught:
            write_frames({"actors": FRAME.iloc[:1], "codings": large}, tmp_path, [ending])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(tmp_path) in str(caught.value)
    del caught
    gc.collect()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "uit").write_text("geen map")
    with pytest.raises(StoreError, match=r"uit: cannot be written \(File exists\)"):
        write_frames({"t": FRAME}, tmp_path / "uit")


def test_a_folder_in_the_place_of_a_file(tmp_path):
    (tmp_path / "t.parquet").mkdir()
    with pytest.raises(StoreError, match=r"t\.parquet: cannot be written"):
        write_frames({"t": FRAME}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["t.parquet"]


def test_other_errors_pass_and_leave_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), staged(tmp_path) as hidden:
        (hidden / "half.html").write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PAR1 no parquet PAR1", b"tekst"])
def test_a_damaged_table_is_named(tmp_path, content):
    (tmp_path / "codings.parquet").write_bytes(content)
    with pytest.raises(StoreError, match=r"codings\.parquet: cannot be read as Parquet"):
        read_frames(tmp_path)


def test_a_folder_without_tables_says_so(tmp_path):
    with pytest.raises(StoreError, match="holds no tables"):
        read_frames(tmp_path)
