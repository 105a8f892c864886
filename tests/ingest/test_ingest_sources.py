import ast
import logging
import random
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ingest_files import make_docx, make_odt, make_pdf, paragraph

import textmine.ingest
from textmine.errors import InputError
from textmine.ingest import FAILURE_KINDS, IngestOptions, document_at, read_sources
from textmine.records import Failure, Narrative


def write(path, content="Zij gaf haar geld af."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    return path


def brief(records):
    return [r.id if isinstance(r, Narrative) else (r.source, r.locator, r.error) for r in records]


def test_a_missing_source_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_sources([write(tmp_path / "a.txt"), tmp_path / "b.txt"])


def test_a_bad_file_does_not_stop_the_others(tmp_path):
    write(tmp_path / "a.pdf", "geen pdf")
    write(tmp_path / "b.txt")
    write(tmp_path / "c.csv", "id;tekst\n7;Hij nam het geld.\n7\n")
    write(tmp_path / "d.xlsx", "geen werkmap")
    assert brief(read_sources([tmp_path])) == [
        ("a.pdf", "", "beschadigd"),
        "b",
        "7",
        ("c.csv", "rij 3", "rij_ongeldig"),
        ("d.xlsx", "", "beschadigd"),
    ]


def test_a_file_that_disappears_is_a_failure(tmp_path):
    path = write(tmp_path / "a.txt")
    records = read_sources([path, write(tmp_path / "b.txt")])
    path.unlink()
    first, second = records
    assert first.error == "onleesbaar"
    assert "No such file" in first.message
    assert second.id == "b"


def test_the_first_narrative_keeps_its_id(tmp_path):
    write(tmp_path / "a" / "zaak.txt")
    write(tmp_path / "b" / "zaak.md", "Een ander document.")
    write(tmp_path / "c.csv", "id;tekst\n1;Een.\nzaak;Twee.\n1;Drie.\n")
    records = list(read_sources([tmp_path]))
    assert brief(records) == [
        "zaak",
        ("b/zaak.md", "", "dubbel_id"),
        "1",
        ("c.csv", "rij 3", "dubbel_id"),
        ("c.csv", "rij 4", "dubbel_id"),
    ]
    assert "from a/zaak.txt;" in records[1].message
    assert "from c.csv rij 2;" in records[4].message


def test_an_id_that_failed_is_free(tmp_path):
    path = write(tmp_path / "a.csv", "id;tekst\n1;\n1;Hij nam het geld.\n")
    assert brief(read_sources([path])) == [("a.csv", "rij 2", "lege_tekst"), "1"]


def test_hand_codings_of_the_user_are_left_out(tmp_path):
    write(tmp_path / "a.txt")
    hand = write(tmp_path / "hand.csv", "narrative_id,coder,code,value\na,1,locatie.raam,aanwezig\n")
    assert brief(read_sources([tmp_path])) == ["a", ("hand.csv", "", "handcoderingen")]
    assert brief(read_sources([tmp_path], IngestOptions(exclude=frozenset({hand.parent / "x" / ".." / hand.name})))) == ["a"]


@pytest.fixture
def dossiers(tmp_path):
    root = tmp_path / "zaken"
    write(root / "zaak1" / "02_verhoor.txt", "V: Wie?\r\nA: Hij.")
    make_docx(_parent(root / "zaak1" / "01_aangifte.docx"), paragraph("Zij deed aangifte."))
    make_pdf(root / "zaak1" / "03_pv.pdf", [["Eerste blad."], ["Tweede blad."]])
    write(root / "zaak2" / "bijlagen" / "brief.txt", "Een brief.")
    write(root / "zaak2" / "los.txt", "Een los stuk.")
    write(root / "export.csv", "id;tekst\n9;Een rij.\n")
    return root


def _parent(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_each_folder_is_one_narrative(dossiers):
    records = list(read_sources([dossiers], IngestOptions(dossier=True)))
    assert brief(records) == ["9", "zaak1", "zaak2/bijlagen", "zaak2"]
    narrative = records[1]
    assert narrative.text == "Zij deed aangifte.\n\nV: Wie?\nA: Hij.\n\nEerste blad.\nTweede blad."
    assert (narrative.source, narrative.locator) == ("zaak1", "01_aangifte.docx@0; 02_verhoor.txt@20; 03_pv.pdf@37")
    assert narrative.meta == {"03_pv.pdf: paginas": "2"}


@pytest.mark.parametrize(
    ("word", "document", "page", "offset"),
    [
        ("Zij", "zaak1/01_aangifte.docx", None, 0),
        ("aangifte", "zaak1/01_aangifte.docx", None, 9),
        ("Wie", "zaak1/02_verhoor.txt", None, 3),
        ("A: Hij", "zaak1/02_verhoor.txt", None, 9),
        ("Eerste", "zaak1/03_pv.pdf", 1, 0),
        ("Tweede", "zaak1/03_pv.pdf", 2, 0),
    ],
)
def test_evidence_leads_back_to_its_document(dossiers, word, document, page, offset):
    narrative = list(read_sources([dossiers], IngestOptions(dossier=True)))[1]
    at = narrative.text.index(word)
    assert document_at(narrative, at) == document
    assert narrative.source_position(at) == (page, offset)


def test_document_at_of_other_narratives_is_their_source():
    assert document_at(Narrative("1", "geld", "map/a.csv", "rij 3"), 2) == "map/a.csv"


def test_the_named_folder_can_be_the_dossier(dossiers):
    (narrative,) = read_sources([dossiers / "zaak1"], IngestOptions(dossier=True))
    assert (narrative.id, narrative.source) == ("zaak1", ".")
    assert document_at(narrative, 25) == "02_verhoor.txt"


def test_named_documents_stay_narratives_of_their_own(dossiers):
    paths = [dossiers / "zaak1" / "02_verhoor.txt", dossiers / "zaak2" / "los.txt"]
    assert brief(read_sources(paths, IngestOptions(dossier=True))) == ["02_verhoor", "los"]


def test_a_dossier_goes_on_without_what_cannot_be_read(dossiers):
    write(dossiers / "zaak1" / "00_leeg.txt", " ")
    write(dossiers / "zaak1" / "02b_stuk.pdf", "geen pdf")
    *failures, narrative = read_sources([dossiers / "zaak1"], IngestOptions(dossier=True))
    assert brief(failures) == [("00_leeg.txt", "", "lege_tekst"), ("02b_stuk.pdf", "", "beschadigd")]
    assert narrative.meta["niet_gelezen"] == "00_leeg.txt; 02b_stuk.pdf"
    assert narrative.text.startswith("Zij deed aangifte.\n\nV: Wie?")


def test_a_dossier_without_any_text_is_a_failure(tmp_path):
    write(tmp_path / "zaak" / "leeg.txt", "")
    assert brief(read_sources([tmp_path], IngestOptions(dossier=True))) == [
        ("zaak/leeg.txt", "", "lege_tekst"),
        ("zaak", "", "lege_tekst"),
    ]


def test_a_dossier_that_is_too_long_can_be_split(dossiers):
    (failure,) = read_sources([dossiers / "zaak1"], IngestOptions(dossier=True, max_chars=40))
    assert (failure.source, failure.error) == (".", "te_lang")
    assert "split a dossier" in failure.message


SECRET = "Zwijgplicht"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f'id;tekst\n1;{SECRET} hij; zij\n2;"{SECRET} "{SECRET}" x"\n3\n4;"{SECRET}'),
        ("b.csv", f"{SECRET} moest haar geld afgeven aan de man.;Zij werd door {SECRET} gehaald en daarna gebracht\n1;2\n"),
        ("c.jsonl", f'{{"id": 1, "text": "{SECRET}\n{SECRET}\n{{"id": 1, "text": ["{SECRET}"]}}\n'),
        ("d.txt", f"{SECRET}" + "\0" * 500),
        ("e.docx", f"{SECRET}"),
        ("f.pdf", f"%PDF {SECRET}"),
        ("g.odt", f"{SECRET}"),
        ("h.txt", f"{SECRET} " * 100),
        ("i.parquet", f"PAR1 {SECRET} PAR1"),
    ],
)
def test_no_message_and_no_log_line_holds_narrative_text(tmp_path, caplog, name, content):
    path = write(tmp_path / name, content)
    with caplog.at_level(logging.DEBUG):
        records = list(read_sources([path], IngestOptions(max_chars=50)))
    assert any(isinstance(record, Failure) for record in records)
    for record in records:
        if isinstance(record, Failure):
            assert SECRET not in "".join(record.to_dict().values())
    assert SECRET not in caplog.text


def test_every_kind_of_failure_is_listed_and_used():
    """A kind is the first argument of RecordError or the third of Failure."""
    used = set()
    for path in Path(textmine.ingest.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"RecordError", "Failure"}:
                argument = node.args[0 if node.func.id == "RecordError" else 2]
                if isinstance(argument, ast.Constant):
                    used.add(argument.value)
    assert used == set(FAILURE_KINDS)


def make_parquet(path):
    pq.write_table(pa.table({"id": ["1"], "text": ["Zij gaf geld."]}), path)


def make_workbook(path):
    book = openpyxl.Workbook()
    book.active.append(("id", "tekst"))
    book.active.append(("1", "Zij gaf geld."))
    book.save(path)


MAKERS = {
    ".pdf": lambda path: make_pdf(path, [["Zij gaf geld."]] * 2),
    ".docx": lambda path: make_docx(path, paragraph("Zij gaf geld.")),
    ".odt": lambda path: make_odt(path, "<text:p>Zij gaf geld.</text:p>"),
    ".xlsx": make_workbook,
    ".parquet": make_parquet,
    ".csv": lambda path: write(path, 'id;tekst\n1;"Zij ""gaf"" geld."\n'),
    ".jsonl": lambda path: write(path, '{"id": 1, "text": "Zij gaf geld."}\n'),
}


@pytest.mark.parametrize("suffix", MAKERS)
def test_damage_of_any_kind_is_a_failure_and_no_crash(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    MAKERS[suffix](path)
    original = path.read_bytes()
    chance = random.Random(17)
    for _ in range(60):
        damaged = bytearray(original)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.choice([len(damaged), len(damaged), chance.randrange(len(damaged))])])
        for record in read_sources([path]):
            assert isinstance(record, Narrative) or record.error in FAILURE_KINDS
