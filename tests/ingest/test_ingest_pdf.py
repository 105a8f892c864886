import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_files import make_pdf

from textmine.errors import RecordError
from textmine.ingest import pdf, read_sources
from textmine.ingest.layout import join_pages
from textmine.ingest.pdf import page_texts, read_pdf

FULL = "Op 3 maart kwam de melding binnen dat zij al haar geld aan een kennis van"  # as wide as lines get in these tests


def assert_maps_back(mapped, pages):
    for segment in mapped.segments:
        source = pages[segment.page - 1][segment.source_start :][: segment.end - segment.start]
        assert mapped.text[segment.start : segment.end] == source
    for earlier, later in zip(mapped.segments, mapped.segments[1:], strict=False):
        assert earlier.end <= later.start


def test_pages_become_running_text_and_map_back(tmp_path):
    def page(number, *lines):
        return ["POLITIE Eenheid Amsterdam", f"PL1300-2024-{number}", *lines, f"Pagina {number} van 12"]

    path = make_pdf(
        tmp_path / "verhoor.pdf",
        [
            page(9, "Verhoor getuige", FULL, "de man moest afgeven. Zij werkte in de uit-", "zendbranche.", "V: Klopt dat?"),
            page(10, "A: Ja. " + FULL, "de man uit Noord-", "Holland."),
            page(11, "Slot met in-", "en uitvoer, en een woord dat wordt afge-"),
            page(12, "broken."),
        ],
    )
    mapped, meta = read_pdf(path)
    assert mapped.text == (
        f"Verhoor getuige\n{FULL} de man moest afgeven. Zij werkte in de uitzendbranche.\nV: Klopt dat?\n"
        f"A: Ja. {FULL} de man uit Noord-Holland.\n"
        "Slot met in- en uitvoer, en een woord dat wordt afgebroken."
    )
    assert meta == {"paginas": "4"}
    assert_maps_back(mapped, page_texts(path))
    (narrative,) = read_sources([path])
    assert (narrative.id, narrative.text, narrative.meta) == ("verhoor", mapped.text, meta)
    number, offset = narrative.source_position(narrative.text.index("zendbranche"))
    assert number == 1
    assert page_texts(path)[0][offset:].startswith("zendbranche")


def test_form_fields_are_text(tmp_path):
    mapped, _ = read_pdf(make_pdf(tmp_path / "formulier.pdf", [["Toelichting"]], field="Zij gaf haar geld af."))
    assert mapped.text == "Toelichting\nZij gaf haar geld af."


@pytest.mark.parametrize(
    ("pages", "words"),
    [([[], []], "OCR"), ([[f"Dossier 17 blad {n}"] for n in range(1, 6)], "none of the 5 pages")],
    ids=["pictures only", "pictures with a stamp on each page"],
)
def test_scan(tmp_path, pages, words):
    with pytest.raises(RecordError, match=words) as caught:
        read_pdf(make_pdf(tmp_path / "scan.pdf", pages))
    assert caught.value.kind == "geen_tekstlaag"


def test_scanned_pages_between_others_are_named(tmp_path, caplog):
    path = make_pdf(tmp_path / "deels.pdf", [["Zij gaf geld."], [], ["Hij nam het."], []])
    with caplog.at_level(logging.WARNING, "textmine.ingest"):
        mapped, meta = read_pdf(path)
    assert mapped.text.split() == ["Zij", "gaf", "geld.", "Hij", "nam", "het."]
    assert meta == {"paginas": "4", "paginas_zonder_tekst": "2, 4"}
    assert "2 of 4 pages" in caplog.text
    assert "geld" not in caplog.text


def test_password(tmp_path):
    with pytest.raises(RecordError) as caught:
        read_pdf(make_pdf(tmp_path / "a.pdf", [["Tekst"]], password="geheim"))
    assert caught.value.kind == "wachtwoord"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"geen pdf", "cut off"])
def test_damaged(tmp_path, content):
    path = tmp_path / "a.pdf"
    if content == "cut off":
        content = make_pdf(path, [["Tekst"]]).read_bytes()[:300]
    path.write_bytes(content)
    with pytest.raises(RecordError) as caught:
        read_pdf(path)
    assert caught.value.kind == "beschadigd"


def test_fonts_that_do_not_say_their_letters(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "page_texts", lambda path: ["\x03\x0e\ufffd a" * 50])
    with pytest.raises(RecordError) as caught:
        read_pdf(tmp_path / "a.pdf")
    assert caught.value.kind == "geen_tekst"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        # rule 2: hyphens, as pdfium marks them and as they stand in other texts
        (["de uit\x02zending"], "de uitzending"),
        (["de uit\ufffe\r\nzending"], "de uitzending"),
        (["de uit-", "zending"], "de uitzending"),
        (["de uit\xad", "zending"], "de uitzending"),
        (["de uit\xadzending"], "de uitzending"),
        (["Noord\x02Holland"], "Noord-Holland"),
        (["2023-", "2024"], "2023-2024"),
        (["in\x02en uitvoer"], "in- en uitvoer"),
        (["voor-", "of achternaam"], "voor- of achternaam"),
        (["werd afge\x02engd"], "werd afgeengd"),  # "en" must be a word
        (["van 2023-", "V: Wie?"], "van 2023-\nV: Wie?"),
        # rule 4: breaks that were meant
        (["Kort.", FULL], f"Kort.\n{FULL}"),
        ([FULL, "de man"], f"{FULL} de man"),
        ([FULL, "V: wat"], f"{FULL}\nV: wat"),
        ([FULL, "Opmerking verbalisant: hij zweeg"], f"{FULL}\nOpmerking verbalisant: hij zweeg"),
        ([FULL, "14:30 uur"], f"{FULL} 14:30 uur"),
        ([FULL, "- een"], f"{FULL}\n- een"),
        ([FULL, "2.1 Feiten"], f"{FULL}\n2.1 Feiten"),
        ([FULL, "14.30 uur"], f"{FULL} 14.30 uur"),
        ([FULL, "2. Feiten"], f"{FULL}\n2. Feiten"),
        ([FULL, "b) feiten"], f"{FULL}\nb) feiten"),
        ([FULL, "AANGIFTE"], f"{FULL}\nAANGIFTE"),
        ([FULL + ".", "Verloop van het onderzoek", FULL], f"{FULL}.\nVerloop van het onderzoek\n{FULL}"),
        ([FULL, "Rotterdam weg"], f"{FULL} Rotterdam weg"),
        ([FULL, "", FULL], f"{FULL}\n\n{FULL}"),
        (["", "  " + FULL + "  ", "de man", ""], f"{FULL} de man"),
    ],
)
def test_lines_of_one_page(lines, text):
    page = "\r\n".join(lines)
    mapped = join_pages([page])
    assert mapped.text == text
    assert_maps_back(mapped, [page])


def test_text_in_capitals_is_not_all_headings():
    assert join_pages([f"{FULL.upper()}\r\nDE MAN"]).text == f"{FULL.upper()} DE MAN"


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        (["Kop\r\na", "Kop\r\nb"], "Kop\na\nKop\nb"),  # two pages prove nothing
        (["Kop 1\r\na", "Kop 2\r\nb", "Kop 10\r\nc"], "a\nb\nc"),
        (["Kop\r\na", "Kop\r\nb", "Kop\r\nc", "d", "e"], "a\nb\nc\nd\ne"),  # 60 %
        (["Kop\r\na", "Kop\r\nb", "c", "d", "e"], "Kop\na\nKop\nb\nc\nd\ne"),  # 40 %
        (["a\r\nVoet", "b\r\nVoet", "c\r\nVoet"], "a\nb\nc"),
    ],
)
def test_running_headers_and_footers(pages, text):
    mapped = join_pages(pages)
    assert mapped.text.replace(" ", "\n") == text  # lines of one letter are joined or not: not the point here
    assert_maps_back(mapped, pages)


def test_a_line_in_the_middle_of_each_page_stays():
    pages = ["\r\n".join([*(f"{letter} voor" for letter in "abcd"), "V: Klopt dat?", *(f"{letter} na" for letter in "efgh")])] * 3
    pages = [
        page.replace(" voor", f" voor {word}").replace(" na", f" na {word}") for page, word in zip(pages, "xyz", strict=True)
    ]
    assert join_pages(pages).text.count("V: Klopt dat?") == 3


pieces = st.sampled_from(
    ["geld", "Zij", "é💶", " ", "-", "-\r\n", "\r\n", "\n", "\r", "\x02", "\ufffe\r\n", "\xad", "\0", "V: ", "17", ". "]
)


@given(st.lists(st.lists(pieces, max_size=25).map("".join), max_size=5))
def test_any_pages_map_back(pages):
    assert_maps_back(join_pages(pages), pages)


@given(st.lists(st.lists(pieces, max_size=25).map("".join), max_size=2))
def test_no_letter_is_lost_where_no_running_lines_are(pages):
    letters = [c for page in pages for c in page if c.isalnum()]
    assert [c for c in join_pages(pages).text if c.isalnum()] == letters
