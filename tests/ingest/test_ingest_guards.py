import zipfile

import openpyxl
import pytest
from ingest_files import make_bomb, make_docx, make_locked_office_file, paragraph

from textmine.errors import RecordError
from textmine.ingest import IngestOptions, guards, read_sources
from textmine.ingest.guards import check_archive, check_workbook_parts

PARTS = {".docx": "word/document.xml", ".odt": "content.xml", ".xlsx": "xl/worksheets/sheet1.xml"}


def read_one(path, **options):
    (record,) = read_sources([path], IngestOptions(**options))
    return record


@pytest.mark.parametrize("suffix", PARTS)
def test_bomb(tmp_path, suffix):
    path = make_bomb(tmp_path / f"bom{suffix}", PARTS[suffix], 80_000_000)
    assert path.stat().st_size < 100_000
    assert read_one(path).error == "zipbom"


def test_each_limit(tmp_path, monkeypatch):
    path = make_bomb(tmp_path / "a.docx", "word/document.xml", 5_000_000)
    for limits in ({"max_unpacked": 4_999_999}, {"max_unpacked": 10**9, "max_part": 4_999_999}):
        with pytest.raises(RecordError, match="4999999"):
            check_archive(path, **limits)
    with pytest.raises(RecordError, match="100 times its size"):
        check_archive(path, 10**9)
    monkeypatch.setattr(guards, "_MAX_MEMBERS", 0)
    with pytest.raises(RecordError, match="has 1 parts"):
        check_archive(path, 10**9)


def test_small_archives_may_compress_well(tmp_path):
    check_archive(make_bomb(tmp_path / "a.docx", "word/document.xml", 2_000_000), 10**9)


def test_user_may_set_the_limit(tmp_path):
    path = make_docx(tmp_path / "a.docx", paragraph("Zij gaf geld."))
    assert read_one(path, max_unpacked_bytes=100).error == "zipbom"
    assert read_one(path, max_unpacked_bytes=10_000).text == "Zij gaf geld."


def test_archive_that_lies_about_its_size(tmp_path):
    """The directory says 100 bytes, the data unpack to 50 MB: only reading it shows that."""
    path = make_bomb(tmp_path / "a.xlsx", PARTS[".xlsx"], 50_000_000)
    content = path.read_bytes().replace((50_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(content)
    check_archive(path, 10**9)
    assert read_one(path).error == "beschadigd"


def test_stray_cell_in_the_last_row_and_column(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "id"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "ver.xlsx")
    failure = read_one(tmp_path / "ver.xlsx")
    assert failure.error == "zipbom"
    assert "row 1048576 and column number 16384" in failure.message


def test_empty_cells_far_away_do_no_harm(tmp_path):
    book = openpyxl.Workbook()
    for row in (("id", "tekst"), ("1", "Zij gaf geld.")):
        book.active.append(row)
    book.active["XFD1048576"].style = "Good"
    book.save(tmp_path / "opmaak.xlsx")
    assert read_one(tmp_path / "opmaak.xlsx").text == "Zij gaf geld."


@pytest.mark.parametrize("cut", [0, 7, 30])
def test_cells_are_seen_where_pieces_meet(tmp_path, monkeypatch, cut):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(PARTS[".xlsx"], " " * (1000 - cut) + '<x:c s="1" r="XFD1048576" t="s"><x:v>1</x:v></x:c>')
    monkeypatch.setattr(guards, "_CHUNK", 1000)
    with pytest.raises(RecordError, match="row 1048576"):
        check_workbook_parts(path)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_password(tmp_path, suffix):
    failure = read_one(make_locked_office_file(tmp_path / f"slot{suffix}"))
    assert failure.error == "wachtwoord"
    assert "save a copy without it" in failure.message


def test_zip_with_a_password(tmp_path):
    path = make_docx(tmp_path / "a.docx", paragraph("Tekst"))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = -1
        while (position := content.find(mark, position + 1)) >= 0:
            content[position + offset] |= 1
    path.write_bytes(content)
    assert read_one(path).error == "wachtwoord"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "before 2007"),
        (b"%PDF-1.7", "a PDF"),
        (b"", "cut off"),
        (b"PK\x03\x04 en niets meer", "cut off"),
    ],
)
@pytest.mark.parametrize("suffix", PARTS)
def test_another_kind_of_file_under_this_name(tmp_path, content, words, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    failure = read_one(path)
    assert failure.error == "beschadigd"
    assert words in failure.message
