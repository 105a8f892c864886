import csv
import datetime
import io
import json
import logging

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.ingest import IngestOptions, read_sources
from textmine.records import Failure, Narrative

TEXT = "Zij moest haar geld afgeven."


def read(path, **options):
    return list(read_sources([path], IngestOptions(**options)))


def write(tmp_path, content, name="export.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def brief(records):
    """Id and text of each narrative; place and kind of each failure."""
    return [(r.id, r.text) if isinstance(r, Narrative) else (r.locator, r.error) for r in records]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_every_delimiter(tmp_path, delimiter, suffix):
    path = write(tmp_path, f"id{delimiter}datum{delimiter}tekst\n007{delimiter}{delimiter}{TEXT}\n", f"export{suffix}")
    assert read(path) == [Narrative("007", TEXT, path.name, "rij 2", {"datum": ""})]


def test_dutch_excel_export(tmp_path):
    content = 'sep=;\r\nRegistratienr;Datum;Toelichting\r\n00000123;01-03-2024;"Hij zei: ""weg"";\r\nzij ging."\r\n'
    (narrative,) = read(write(tmp_path, b"\xef\xbb\xbf" + content.encode()))
    assert narrative.id == "00000123"
    assert narrative.text == 'Hij zei: "weg";\nzij ging.'
    assert (narrative.locator, narrative.meta) == ("rij 2", {"Datum": "01-03-2024"})
    assert narrative.source_position(narrative.text.index("zij")) == (None, len('Hij zei: "weg";\r\n'))


def test_delimiter_is_the_one_that_makes_known_columns(tmp_path):
    path = write(tmp_path, f"Zaaknummer;Datum, tijd, plaats, bron;Relaas\n1;x;{TEXT}\n")
    assert brief(read(path)) == [("1", TEXT)]


def test_one_column_and_no_id(tmp_path):
    assert brief(read(write(tmp_path, f"tekst\n{TEXT}\n\n{TEXT}\n"))) == [("export:2", TEXT), ("export:4", TEXT)]


def test_bad_rows_are_failures_and_the_others_go_on(tmp_path):
    rows = [
        "id;tekst;bron",
        f"1;{TEXT};a",
        "2;kort",
        f"3;te;veel;{TEXT}",
        f"4;{TEXT};b;;",
        ";;",
        f";{TEXT};c",
        "6; ;d",
        f"7;{TEXT};e",
    ]
    assert brief(read(write(tmp_path, "\n".join(rows)))) == [
        ("1", TEXT),
        ("rij 3", "rij_ongeldig"),
        ("rij 4", "rij_ongeldig"),
        ("4", TEXT),
        ("rij 7", "leeg_id"),
        ("rij 8", "lege_tekst"),
        ("7", TEXT),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [('2;"Hij zei "stop" en ging"', "not doubled"), ('2;"Deze aanhaling gaat nooit dicht', "never closed")],
)
def test_broken_quotes_are_said_instead_of_guessed(tmp_path, row, words):
    records = read(write(tmp_path, f"id;tekst\n1;{TEXT}\n{row}\n"))
    assert brief(records) == [("1", TEXT), ("rij 3", "rij_ongeldig")]
    assert words in records[1].message
    assert "aanhaling" not in records[1].message


def test_quotes_inside_a_cell_without_quotes_are_text(tmp_path):
    assert brief(read(write(tmp_path, 'id;tekst\n1;Hij zei "stop" en ging\n'))) == [("1", 'Hij zei "stop" en ging')]


def test_nul_bytes_go(tmp_path):
    assert brief(read(write(tmp_path, b"i\0d;tekst\n0\x001;Zij gaf\0 haar geld af, zegt zij.\n"))) == [
        ("01", "Zij gaf haar geld af, zegt zij.")
    ]


def test_a_cell_may_be_longer_than_the_csv_module_expects(tmp_path):
    text = "geld " * 100_000
    assert brief(read(write(tmp_path, f"id;tekst\n1;{text}\n"))) == [("1", text)]


def test_charsets_of_a_table(tmp_path):
    content = "id;tekst\n1;Eén café in Coördinatië.\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert brief(read(write(tmp_path, content.encode(encoding)))) == [("1", "Eén café in Coördinatië.")]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "id;tekst\n", "id;tekst\n;\n\n"])
def test_a_table_without_rows_is_a_failure(tmp_path, content):
    assert brief(read(write(tmp_path, content))) == [("", "lege_tabel")]


def test_a_header_that_cannot_be_read_is_a_failure(tmp_path):
    assert brief(read(write(tmp_path, 'id;"tekst\n1;geld\n'))) == [("", "rij_ongeldig")]


def test_columns_in_doubt_are_one_failure(tmp_path):
    assert brief(read(write(tmp_path, "id;tekst;relaas\n1;a;b\n2;c;d\n"))) == [("", "kolom_dubbelzinnig")]


def test_max_chars_counts_for_a_cell(tmp_path):
    (failure,) = read(write(tmp_path, "id;tekst\n1;twaalf tekens\n"), max_chars=12)
    assert (failure.locator, failure.error) == ("rij 2", "te_lang")
    assert "13 characters, more than the limit of 12" in failure.message
    assert "--max-chars" in failure.message


@pytest.mark.parametrize("name", ["codering.csv", "codering.jsonl", "codering.xlsx", "codering.parquet"])
def test_hand_codings_are_not_narratives(tmp_path, name):
    values = {"narrative_id": "1", "coder": "A", "code": "machtsmiddel.controle", "value": "aanwezig", "text": "x"}
    path = tmp_path / name
    frame = pd.DataFrame([values])
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        path.write_text(json.dumps(values))
    (failure,) = read(path)
    assert failure.error == "handcoderingen"
    assert "--hand" in failure.message


cells = st.text(
    alphabet=st.one_of(st.sampled_from(";,\t|\"'\n é💶"), st.characters(blacklist_categories=("Cs", "Cc"))), max_size=40
)


@given(texts=st.lists(cells, min_size=1, max_size=5), delimiter=st.sampled_from(";,\t|"), end=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60)
def test_what_a_csv_writer_wrote_is_read_back(tmp_path_factory, texts, delimiter, end):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    writer.writerows([["zaaknr", "verhaal", "bron"], *([f"{n:04}", text, "x"] for n, text in enumerate(texts))])
    path = tmp_path_factory.mktemp("csv") / "export.csv"
    path.write_bytes(stream.getvalue().encode("utf-8"))
    expected = [
        (f"{n:04}", text.removeprefix("\ufeff")) if text.removeprefix("\ufeff").strip() else (f"rij {n + 2}", "lege_tekst")
        for n, text in enumerate(texts)
    ]
    assert brief(read(path)) == expected


def test_jsonl(tmp_path):
    lines = [
        '{"id": "0017", "text": "Zij gaf geld.", "jaar": 2024, "omschrijving": null}',
        "",
        '{"id": 18, "text": "💶 \\ud83d weg.\\r\\nKlaar."}',
        '{"id": "19", "text": ',
        '["geen object"]',
        '{"id": "20"}',
        '{"text": "Zonder id."}',
        '{"id": "21", "text": ["een", "twee"]}',
        "[" * 100_000,
        '{"id": "22", "text": "Slot."}',
    ]
    records = read(write(tmp_path, "\r\n".join(lines), "export.jsonl"))
    assert brief(records) == [
        ("0017", "Zij gaf geld."),
        ("18", "💶 \ufffd weg.\nKlaar."),
        ("regel 4", "regel_ongeldig"),
        ("regel 5", "regel_ongeldig"),
        ("regel 6", "lege_tekst"),
        ("regel 7", "leeg_id"),
        ("regel 8", "rij_ongeldig"),
        ("regel 9", "regel_ongeldig"),
        ("22", "Slot."),
    ]
    assert records[0].meta == {"jaar": "2024", "omschrijving": ""}
    assert (records[1].source, records[1].locator) == ("export.jsonl", "regel 3")


def test_jsonl_with_other_keys(tmp_path):
    path = write(tmp_path, '\ufeffkapot\n{"ecli": "ECLI:NL:1", "inhoud": "Zij gaf geld."}\n', "export.jsonl")
    assert brief(read(path)) == [("regel 1", "regel_ongeldig"), ("ECLI:NL:1", "Zij gaf geld.")]
    assert brief(read(path, id_column="inhoud", text_column="ecli"))[1] == ("Zij gaf geld.", "ECLI:NL:1")


@pytest.mark.parametrize("content", ["", "geen json\nook niet\n"])
def test_jsonl_without_any_object(tmp_path, content):
    assert brief(read(write(tmp_path, content, "export.jsonl"))) == [("", "lege_tabel")]


def make_workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"blad{number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_workbook(tmp_path):
    path = make_workbook(
        tmp_path / "export.xlsx",
        [
            [],
            ["Zaaknummer", "Datum", "Tijd", "Bedrag", "Relaas", None],
            ["00000123", datetime.date(2024, 3, 1), datetime.time(9, 5), 12.5, TEXT, None],
            [],
            [124.0, datetime.datetime(2024, 3, 1, 9, 5), None, 3, "Regel een\nRegel twee", None],
            [125, None, None, None, None, None],
        ],
    )
    first, second, third = read(path)
    assert first == Narrative(
        "00000123", TEXT, "export.xlsx", "rij 3", {"Datum": "2024-03-01", "Tijd": "09:05:00", "Bedrag": "12.5"}
    )
    assert (second.id, second.text, second.locator) == ("124", "Regel een\nRegel twee", "rij 5")
    assert second.meta["Datum"] == "2024-03-01T09:05:00"
    assert third == Failure("export.xlsx", "rij 6", "lege_tekst", third.message)


def test_only_the_first_sheet_with_content_is_read(tmp_path, caplog):
    path = make_workbook(tmp_path / "export.xlsx", [], [["id", "tekst"], ["1", TEXT]], [["code", "omschrijving"], ["a", "b"]])
    with caplog.at_level(logging.WARNING, "textmine.ingest"):
        assert brief(read(path)) == [("1", TEXT)]
    assert "'blad1' is read, not 'blad2'" in caplog.text


@pytest.mark.parametrize("sheets", [([],), ([["id", "tekst"]],)])
def test_empty_workbook(tmp_path, sheets):
    assert brief(read(make_workbook(tmp_path / "leeg.xlsx", *sheets))) == [("", "lege_tabel")]


def test_parquet(tmp_path):
    table = pa.table(
        {
            "narrative_id": pa.array(["01", "02", "03"]).dictionary_encode(),
            "text": pa.array([TEXT, None, "Regel\r\ntwee"], pa.large_string()),
            "datum": pa.array([datetime.datetime(2024, 3, 1)] * 3, pa.timestamp("us")),
            "aantal": [1, None, 3],
        }
    )
    path = tmp_path / "export.parquet"
    pq.write_table(table, path)
    records = read(path)
    assert brief(records) == [("01", TEXT), ("rij 2", "lege_tekst"), ("03", "Regel\ntwee")]
    assert records[0].meta == {"datum": "2024-03-01", "aantal": "1"}
    assert records[2].locator == "rij 3"


def test_parquet_text_must_be_text(tmp_path):
    path = tmp_path / "export.parquet"
    pq.write_table(pa.table({"id": ["1"], "text": [["een", "twee"]]}), path)
    assert brief(read(path)) == [("rij 1", "rij_ongeldig")]


@pytest.mark.parametrize("name", ["stuk.parquet", "stuk.xlsx"])
@pytest.mark.parametrize("content", [b"", b"geen tabel", b"PAR1" * 9, b"PK\x03\x04" + b"x" * 60])
def test_damaged_tables(tmp_path, name, content):
    assert brief(read(write(tmp_path, content, name))) == [("", "beschadigd")]


def test_parquet_cut_off_inside_its_rows(tmp_path):
    path = tmp_path / "export.parquet"
    pq.write_table(pa.table({"id": [str(n) for n in range(5000)], "text": [f"{TEXT} {n}" for n in range(5000)]}), path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = b"\xff" * 2000
    path.write_bytes(content)
    records = read(path)
    assert records[-1].error == "beschadigd"


def test_rows_are_read_as_a_stream(tmp_path):
    path = write(tmp_path, "id;tekst\n" + "".join(f"{n};{TEXT}\n" for n in range(2000)))
    records = read_sources([path])
    assert next(records).id == "0"
    records.close()  # lets go of the file
    path.unlink()
