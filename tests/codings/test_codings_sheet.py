"""Files with hand codings: character sets, delimiters, workbooks, and what cannot be read."""

import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.codings.hand import read_hand_codings
from textmine.errors import HandCodingError

BEDREIGING, CONTROLE = "machtsmiddel.bedreiging", "machtsmiddel.controle"
HEADER = "narrative_id,coder,code,value,start,end,text"


def brief(hand):
    return [(c.narrative_id, c.coder, c.code, c.value) for c in hand.codings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_character_sets_delimiters_and_line_ends(sheet, encoding, delimiter, end):
    lines = (delimiter.join(line) for line in (("dossier", "codeur", BEDREIGING, CONTROLE), ("00123", "Zoë", "ja", "nee")))
    path = sheet(*lines, encoding=encoding, end=end)
    assert brief(read_hand_codings(path)) == [("00123", "Zoë", BEDREIGING, "aanwezig")]


def test_workbook_keeps_text_ids_and_reads_numbers(tmp_path):
    workbook = openpyxl.Workbook()
    for row in (["narrative_id", "coder", BEDREIGING, CONTROLE], ["00123", "A", 1, 0], [124, "A", 0.0, True], [None] * 4):
        workbook.active.append(row)
    workbook.save(tmp_path / "codes.xlsx")
    hand = read_hand_codings(tmp_path / "codes.xlsx")
    assert brief(hand) == [("00123", "A", BEDREIGING, "aanwezig"), ("124", "A", CONTROLE, "aanwezig")]


def test_long_workbook_with_positions(tmp_path):
    workbook = openpyxl.Workbook()
    for row in (
        HEADER.split(","),
        ["1", "A", BEDREIGING, "ja", 5, 13.0, "paspoort"],
        ["1", "A", CONTROLE, "ja", None, None, None],
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "codes.xlsx")
    hand = read_hand_codings(tmp_path / "codes.xlsx", narrative_texts={"1": "Haar paspoort werd afgepakt."})
    assert [(c.start, c.end, c.text) for c in hand.codings] == [(5, 13, "paspoort"), (None, None, None)]


@pytest.mark.parametrize(
    ("lines", "name", "message"),
    [
        (["a;b", "1;2"], "hand.csv", "no columns could be the narrative's id"),
        ([f"zaak;dossier;{BEDREIGING}", "1;2;ja"], "hand.csv", "2 columns could be"),
        (["narrative_id;leeftijd", "1;20"], "hand.csv", "no column named by a code"),
        ([HEADER], "hand.csv", "no usable rows below"),
        ([""], "hand.csv", "empty"),
        (
            [HEADER, "1,A,onbekend.iets,ja,,,", f"2,A,{BEDREIGING},wellicht,,,", f"3,A,{BEDREIGING},ja,,,"],
            "hand.csv",
            "2 problems, 1 usable",
        ),
        (["PK"], "hand.xlsx", "damaged"),
        (["x"], "hand.docx", "save the sheet as one of these"),
    ],
)
def test_files_that_cannot_be_used(sheet, lines, name, message):
    path = sheet(*lines, name=name)
    with pytest.raises(HandCodingError, match=message) as caught:
        read_hand_codings(path)
    assert str(caught.value).startswith(name)


def test_missing_file(tmp_path):
    with pytest.raises(HandCodingError, match="does not exist"):
        read_hand_codings(tmp_path / "weg.csv")


def test_rows_that_do_not_fit_the_header_are_reported(sheet):
    hand = read_hand_codings(sheet(f"id;{BEDREIGING}", "1;ja", "2;ja;nee", "3;nee"))
    assert [(problem.locator, problem.error) for problem in hand.problems] == [("rij 3", "rij_ongeldig")]
    assert hand.coded == {("1", "codeur"), ("3", "codeur")}


decisions = st.lists(
    st.tuples(
        st.text("0123456789-Aé 🙂", min_size=1).map(str.strip).filter(bool),
        st.sampled_from(["A", "Zoë"]),
        st.sampled_from([BEDREIGING, CONTROLE]),
        st.sampled_from(["aanwezig", "ontkend", "onzeker"]),
    ),
    min_size=1,
    max_size=20,
)


@given(decisions=decisions)
def test_what_is_written_is_read(tmp_path_factory, decisions):
    path = Path(tmp_path_factory.mktemp("rond")) / "hand.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        csv.writer(stream).writerows([("narrative_id", "coder", "code", "value"), *decisions])
    hand = read_hand_codings(path)
    assert brief(hand) == decisions
    assert hand.coded == {(narrative_id, coder) for narrative_id, coder, _, _ in decisions}


@given(st.text(max_size=300), st.data())
def test_every_true_passage_is_accepted_at_its_place(tmp_path_factory, prefix, data):
    text = prefix.replace("\r", "").replace("\0", "") + "Zij gaf haar geld af. " * data.draw(st.sampled_from([1, 5000]))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(start + 80, len(text))))
    path = Path(tmp_path_factory.mktemp("plaats")) / "hand.csv"
    with path.open("w", newline="", encoding="utf-8-sig", errors="replace") as stream:
        csv.writer(stream).writerows([HEADER.split(","), ("1", "A", BEDREIGING, "ja", start, end, "")])
    (coding,) = read_hand_codings(path, narrative_texts={"1": text}).codings
    assert text[coding.start : coding.end] == coding.text
