import docx as python_docx
import pytest
from ingest_files import make_docx, make_odt, paragraph, text_run

from textmine.ingest import IngestOptions, read_sources
from textmine.records import Failure, Narrative

ENTITIES = (
    "<!DOCTYPE w ["
    + '<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]>"
)


def read_one(path, **options):
    (record,) = read_sources([path], IngestOptions(**options))
    return record


def test_text_file(tmp_path):
    path = tmp_path / "zaak-017.TXT"
    path.write_bytes("\ufeffEén.\r\n\r\nTwee.".encode())
    narrative = read_one(path)
    assert (narrative.id, narrative.source, narrative.locator) == ("zaak-017", "zaak-017.TXT", "")
    assert narrative.text == "Eén.\n\nTwee."
    assert narrative.source_position(narrative.text.index("Twee")) == (None, 8)


def test_unchanged_text_needs_no_map(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Kop\n\nZij gaf **geld**.\n")
    assert read_one(path) == Narrative("a", "# Kop\n\nZij gaf **geld**.\n", "a.md")


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_empty_text_is_a_failure(tmp_path, content):
    path = tmp_path / "leeg.txt"
    path.write_bytes(content)
    assert read_one(path).error == "lege_tekst"


def test_long_text(tmp_path):
    path = tmp_path / "lang.txt"
    words = "geld " * 100_000
    path.write_text(words)
    assert read_one(path).text == words
    failure = read_one(path, max_chars=499_999)
    assert failure.error == "te_lang"
    assert all(part in failure.message for part in ("500000", "499999", "--max-chars", "split a dossier"))


def test_large_file(tmp_path):
    path = tmp_path / "groot.txt"
    path.write_text("tekst")
    assert read_one(path, max_bytes=4).error == "te_groot"


DOCX = [
    ("insertion", [paragraph("Zij werd ", f"<w:ins>{text_run('niet ')}</w:ins>", "gedwongen.")], "Zij werd niet gedwongen."),
    (
        "deletion",
        [paragraph("Hij gaf ", "<w:del><w:r><w:delText>geen </w:delText></w:r></w:del>", "geld.")],
        "Hij gaf geld.",
    ),
    (
        "move",
        [
            paragraph("Eerst. ", f"<w:moveTo>{text_run('Hierheen.')}</w:moveTo>"),
            paragraph("Slot.", f"<w:moveFrom>{text_run('Hierheen.')}</w:moveFrom>"),
        ],
        "Eerst. Hierheen.\n\nSlot.",
    ),
    (
        "deleted end of paragraph",
        ["<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + text_run("Zij gaf ") + "</w:p>", paragraph("geld.")],
        "Zij gaf geld.",
    ),
    (
        "line break",
        [paragraph("V: Wie?", "<w:r><w:br/></w:r>", "A: Hij.", "<w:r><w:cr/></w:r>", "V: Ja?")],
        "V: Wie?\nA: Hij.\nV: Ja?",
    ),
    (
        "tab, but no ruler stop",
        ['<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' + text_run("Naam") + "<w:r><w:tab/></w:r></w:p>"],
        "Naam\t",
    ),
    ("field", [paragraph("Zaak ", f'<w:fldSimple w:instr=" MERGEFIELD nr ">{text_run("17")}</w:fldSimple>')], "Zaak 17"),
    (
        "field code",
        [paragraph("<w:r><w:instrText> PAGE </w:instrText></w:r>", "3")],
        "3",
    ),
    ("hyphen", [paragraph("Noord", "<w:r><w:noBreakHyphen/></w:r>", "Holland")], "Noord-Holland"),
    ("link", [paragraph("Zie ", f"<w:hyperlink>{text_run('bijlage')}</w:hyperlink>", ".")], "Zie bijlage."),
    ("form", [f"<w:sdt><w:sdtPr><w:tab/></w:sdtPr><w:sdtContent>{paragraph('Ingevuld.')}</w:sdtContent></w:sdt>"], "Ingevuld."),
    (
        "text box",
        [
            paragraph(
                "Voor ",
                '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                f"<mc:Choice><w:txbxContent>{paragraph('In het vak.')}</w:txbxContent></mc:Choice>"
                f"<mc:Fallback><w:txbxContent>{paragraph('In het vak.')}</w:txbxContent></mc:Fallback>"
                "</mc:AlternateContent></w:r>",
                "en na.",
            )
        ],
        "Voor en na.\n\nIn het vak.",
    ),
    ("comment", ["<!-- opmerking -->" + paragraph("Tekst.", "<w:commentReference/>")], "Tekst."),
]


@pytest.mark.parametrize(("body", "text"), [case[1:] for case in DOCX], ids=[case[0] for case in DOCX])
def test_docx(tmp_path, body, text):
    assert read_one(make_docx(tmp_path / "verhoor.docx", "".join(body))) == Narrative("verhoor", text, "verhoor.docx")


def test_docx_as_another_program_writes_it(tmp_path):
    document = python_docx.Document()
    document.add_heading("Aangifte", 1)
    document.add_paragraph("Zij gaf 💶 af.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Naam", "Onbekend"
    document.add_paragraph("Slot.")
    document.sections[0].header.paragraphs[0].text = "Koptekst"
    document.save(tmp_path / "aangifte.docx")
    assert read_one(tmp_path / "aangifte.docx").text == "Aangifte\n\nZij gaf 💶 af.\n\nNaam\n\nOnbekend\n\nSlot."


def test_docx_with_its_text_elsewhere(tmp_path):
    path = make_docx(tmp_path / "a.docx", paragraph("Zij gaf geld."), part="word/document2.xml")
    assert read_one(path).text == "Zij gaf geld."


@pytest.mark.parametrize(
    "body",
    ["<w:p>", "<w:p><w:ins>" * 2000 + "</w:ins></w:p>" * 2000],
    ids=["not well-formed", "nested too deep"],
)
def test_damaged_docx(tmp_path, body):
    assert read_one(make_docx(tmp_path / "a.docx", body)).error == "beschadigd"


def test_entities_are_not_expanded(tmp_path):
    record = read_one(make_docx(tmp_path / "a.docx", paragraph("Een. ", "<w:r><w:t>&j;</w:t></w:r>"), before=ENTITIES))
    assert isinstance(record, Failure) or record.text == "Een. "


def test_docx_without_a_document_part(tmp_path):
    path = make_odt(tmp_path / "a.docx", "<text:p>Tekst</text:p>")
    assert read_one(path).error == "beschadigd"


ODT = [
    ("paragraphs", "<text:h>Kop</text:h><text:p>Een\n   twee.</text:p>", "Kop\n\nEen twee."),
    ("spans", "<text:p>Zij <text:span>gaf</text:span> geld<text:span> af</text:span>.</text:p>", "Zij gaf geld af."),
    (
        "deletion",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Weg.</text:p></text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p>Zij <text:change text:change-id="1"/>bleef <text:change-start/>niet <text:change-end/>'
        "daar.</text:p>",
        "Zij bleef niet daar.",
    ),
    ("white space", '<text:p>a<text:s/><text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>', "a    b\tc\nd"),
    ("list", "<text:list><text:list-item><text:p>Een</text:p></text:list-item></text:list><text:p>Twee</text:p>", "Een\n\nTwee"),
    (
        "table",
        "<table:table><table:table-row><table:table-cell><text:p>Naam</text:p></table:table-cell>"
        "<table:table-cell><text:p>Onbekend</text:p></table:table-cell></table:table-row></table:table>",
        "Naam\n\nOnbekend",
    ),
    (
        "text box",
        "<text:p>Voor <draw:frame><draw:text-box><text:p>In het vak.</text:p></draw:text-box></draw:frame>en na.</text:p>",
        "Voor en na.\n\nIn het vak.",
    ),
    (
        "note and comment",
        "<text:p>Tekst<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Voetnoot</text:p>"
        "</text:note-body></text:note> gaat<office:annotation><text:p>Opmerking</text:p></office:annotation> door.</text:p>",
        "Tekst gaat door.",
    ),
    ("strange count", '<text:p>a<text:s text:c="999999999"/>b</text:p>', "a" + " " * 1000 + "b"),
]


@pytest.mark.parametrize(("body", "text"), [case[1:] for case in ODT], ids=[case[0] for case in ODT])
def test_odt(tmp_path, body, text):
    assert read_one(make_odt(tmp_path / "verhoor.odt", body)) == Narrative("verhoor", text, "verhoor.odt")


def test_odt_with_a_password(tmp_path):
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert read_one(make_odt(tmp_path / "a.odt", "", manifest=manifest)).error == "wachtwoord"


def test_odt_with_a_manifest(tmp_path):
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry/></m:manifest>'
    assert read_one(make_odt(tmp_path / "a.odt", "<text:p>Een.</text:p>", manifest=manifest)).text == "Een."


def test_damaged_odt(tmp_path):
    assert read_one(make_odt(tmp_path / "a.odt", "<text:p>")).error == "beschadigd"


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("body", ["", "p"])
def test_document_without_text(tmp_path, suffix, body):
    if suffix == ".docx":
        path = make_docx(tmp_path / "a.docx", "<w:p/>" if body else "")
    else:
        path = make_odt(tmp_path / "a.odt", "<text:p/>" if body else "")
    assert read_one(path).error == "lege_tekst"
