import codecs
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.errors import InputError, RecordError
from textmine.ingest.charset import Charset, detect_charset, looks_binary, open_text
from textmine.ingest.options import IngestOptions

SENTENCE = "Eén getuige zag hoe zij € 50 aan hem gaf; ’s avonds weer. Coördinatie: café."


def write(tmp_path, content):
    path = tmp_path / "melding.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SENTENCE.encode("utf-8"), None),
        (codecs.BOM_UTF8 + SENTENCE.encode("utf-8"), None),
        (SENTENCE.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), None),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), None),
        (SENTENCE.encode("cp1252"), None),
        (SENTENCE.encode("cp1252"), "cp1252"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF8 + SENTENCE.encode("utf-8"), "UTF8"),
        (SENTENCE.encode("mac_roman"), "mac_roman"),
    ],
)
def test_reads_the_same_sentence_in_every_charset(tmp_path, content, encoding):
    with open_text(write(tmp_path, content), encoding) as stream:
        assert stream.read() == SENTENCE


def test_one_accent_in_windows_1252_is_enough(tmp_path):
    assert detect_charset(write(tmp_path, "één slachtoffer".encode("cp1252"))) == Charset("cp1252", "replace")


def test_utf8_is_decided_by_the_whole_file(tmp_path):
    """A late Windows-1252 byte, also one that is cut by the pieces in which the file is read, decides."""
    long = b"a" * ((1 << 20) - 1)
    assert detect_charset(write(tmp_path, long + "é".encode())).encoding == "utf-8"
    assert detect_charset(write(tmp_path, long + "é".encode("cp1252"))).encoding == "cp1252"


@pytest.mark.parametrize(
    "content",
    [
        b"bedrag \x81 onbekend",
        "één".encode() + b" caf\xe9",  # UTF-8 and Windows-1252 in one file
        "één slachtoffer, coördinatie".encode("cp850"),
        "coördinatie, geïnd".encode("mac_roman"),
        codecs.BOM_UTF8 + b"caf\xe9",
    ],
)
def test_warns_when_accents_are_probably_wrong(tmp_path, caplog, content):
    with caplog.at_level(logging.WARNING, "textmine.ingest"), open_text(write(tmp_path, content)) as stream:
        stream.read()
    assert [record.name for record in caplog.records] == ["textmine.ingest"]
    assert "melding.txt" in caplog.text
    assert "slachtoffer" not in caplog.text


def test_no_warning_for_ordinary_windows_1252(tmp_path, caplog):
    text = "Zij zei: ‘nee’ – en ’s avonds … “weg”. Škoda, cœur, man–vrouw, hè, geïnd, € 5"
    with caplog.at_level(logging.WARNING), open_text(write(tmp_path, text.encode("cp1252"))) as stream:
        assert stream.read() == text
    assert not caplog.records


def test_byte_without_meaning_becomes_one_replacement_character(tmp_path):
    with open_text(write(tmp_path, b"a\x81b caf\xe9")) as stream:
        assert stream.read() == "a\ufffdb café"


def test_wrong_encoding_option_is_a_failure(tmp_path):
    with pytest.raises(RecordError, match="not in utf-8; leave --encoding out") as caught:
        open_text(write(tmp_path, b"caf\xe9"), "utf-8")
    assert caught.value.kind == "tekenset"


@pytest.mark.parametrize("encoding", ["latin-9000", "rot13", "base64"])
def test_unknown_encoding_is_refused_at_once(encoding):
    with pytest.raises(InputError, match="is not a character set"):
        IngestOptions(encoding=encoding)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bytes(range(256)) * 40, "control characters"),
        (b"\0\1\2", "control characters"),
        ("Dit is UTF-16 zonder merkteken.".encode("utf-16-le"), "--encoding utf-16-le"),
        (b"%PDF-1.7\nplain words only", "the file is a PDF"),
        (b"PK\x03\x04aaaa", "ZIP or Office"),
        (b"{\\rtf1 tekst}", "RTF"),
    ],
)
def test_binary_content_is_not_text(tmp_path, content, words):
    with pytest.raises(RecordError, match=words) as caught:
        open_text(write(tmp_path, content))
    assert caught.value.kind == "geen_tekst"


def test_a_stray_nul_does_not_make_text_binary(tmp_path):
    with open_text(write(tmp_path, b"Zij gaf\0 het geld af.")) as stream:
        assert stream.read() == "Zij gaf\0 het geld af."


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\ufffd"), max_size=300))
def test_written_text_never_looks_binary(text):
    assert not looks_binary(text)
