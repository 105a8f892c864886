import logging

import pytest

from textmine.errors import InputError
from textmine.ingest.discover import SourceFile, discover
from textmine.ingest.formats import READABLE_SUFFIXES, advice, readable_names


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "corpus"
    for name in (
        "b.txt",
        "a.TXT",
        "map/c.csv",
        "map/.verborgen.txt",
        ".git/d.txt",
        "~$slot.docx",
        "Z.pdf",
        "foto.jpg",
        "leesmij",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root


def names(sources, exclude=frozenset()):
    return [entry.name for entry in discover(sources, exclude)]


def test_folder_is_read_in_the_order_of_names(folder, caplog):
    with caplog.at_level(logging.WARNING, "textmine.ingest"):
        assert names([folder]) == ["Z.pdf", "a.TXT", "b.txt", "map/c.csv"]
    assert "1 .jpg, 1 no extension" in caplog.text


def test_named_file_keeps_its_own_name(folder):
    assert discover([folder / "map" / "c.csv"]) == [SourceFile(folder / "map" / "c.csv", "c.csv")]


def test_one_source_need_not_be_in_a_list(folder):
    assert names(str(folder / "b.txt")) == names(folder / "b.txt") == ["b.txt"]


def test_a_file_is_listed_once(folder):
    assert names([folder / "b.txt", folder, folder / "map" / ".." / "b.txt"]) == ["b.txt", "Z.pdf", "a.TXT", "map/c.csv"]


def test_excluded_files_are_left_out(folder):
    assert names([folder], frozenset({(folder / "map" / "c.csv").resolve(), folder / "foto.jpg"})) == ["Z.pdf", "a.TXT", "b.txt"]


def test_links(folder, tmp_path):
    outside = tmp_path / "elders.txt"
    outside.write_text("x")
    (folder / "aa-uit.txt").symlink_to(outside)
    (folder / "aa-in.txt").symlink_to(folder / "b.txt")  # listed as b.txt
    (folder / "aa-verborgen.txt").symlink_to(folder / ".git" / "d.txt")  # as git-annex keeps files
    (folder / "aa-kring").symlink_to(folder, target_is_directory=True)
    (folder / "aa-los.txt").symlink_to(folder / "bestaat-niet.txt")
    assert names([folder]) == ["Z.pdf", "a.TXT", "aa-verborgen.txt", "b.txt", "map/c.csv"]
    assert names([folder / "aa-uit.txt"]) == ["aa-uit.txt"]  # the user named it


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("brief.doc", "save it as .docx"),
        ("brief.RTF", "save it as .docx"),
        ("mail.msg", "save the message"),
        ("tabel.xls", "save it as .xlsx"),
        ("scan.jpeg", "OCR"),
        ("alles.zip", "unpack"),
        ("project.qdpx", "--hand"),
        ("iets.xyz", ".docx"),
        ("zonder", "without an extension"),
    ],
)
def test_other_kinds_that_the_user_names(tmp_path, name, words):
    (tmp_path / name).write_text("x")
    (failure,) = discover([tmp_path / name])
    assert (failure.source, failure.error) == (name, "niet_ondersteund")
    assert words in failure.message


def test_nothing_to_read(folder, tmp_path):
    empty = tmp_path / "leeg"
    empty.mkdir()
    (empty / "foto.png").write_text("x")
    for sources, words in (
        ([], "no source"),
        ([tmp_path / "weg.csv"], "weg.csv: this file or folder does not exist"),
        ([empty], "no file"),
    ):
        with pytest.raises(InputError, match=words):
            discover(sources)
    with pytest.raises(InputError, match="excluded"):
        discover([folder / "b.txt"], frozenset({folder / "b.txt"}))
    with pytest.raises(InputError, match="no file"):
        discover([folder / "map"], frozenset({(folder / "map" / "c.csv").resolve()}))
    with pytest.raises(InputError, match="neither a file nor a folder"):
        discover(["/dev/null"])


def test_subfolder_that_cannot_be_opened(folder, monkeypatch):
    cls = type(folder)
    iterdir = cls.iterdir

    def refusing(path):
        if path.name == "map":
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(cls, "iterdir", refusing)
    *files, failure = discover([folder])
    assert [file.name for file in files] == ["Z.pdf", "a.TXT", "b.txt"]
    assert (failure.source, failure.error) == ("map", "onleesbaar")


def test_no_advice_is_given_for_what_is_read():
    assert all(readable_names() in advice(suffix) for suffix in READABLE_SUFFIXES)
