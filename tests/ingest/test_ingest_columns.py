import datetime
from decimal import Decimal

import pytest

from textmine.errors import RecordError
from textmine.ingest.cells import cell_text
from textmine.ingest.columns import Columns, choose_columns, is_hand_codings, unique_names
from textmine.ingest.options import IngestOptions


@pytest.mark.parametrize(
    ("names", "text", "id_column"),
    [
        (["id", "text"], "text", "id"),
        (["Registratienr", "Datum", "Toelichting"], "Toelichting", "Registratienr"),
        (["\ufeffREGISTRATIE NUMMER", "MUTATIE"], "MUTATIE", "\ufeffREGISTRATIE NUMMER"),
        (["Narrative_ID", "Narratief", "Bron"], "Narratief", "Narrative_ID"),
        (["ECLI", "Uitspraakdatum", "Inhoud"], "Inhoud", "ECLI"),
        (["datum", "verhaal"], "verhaal", None),
        (["case-id", "Vrije tekst"], "Vrije tekst", "case-id"),
    ],
)
def test_usual_names_are_recognised(names, text, id_column):
    assert choose_columns(names, IngestOptions()) == Columns(text, id_column)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (IngestOptions(text_column="Opmerking"), Columns("Opmerking", "Zaaknummer")),
        (IngestOptions(text_column="opmerking", id_column="volg_nr"), Columns("Opmerking", "Volg nr")),
    ],
)
def test_named_columns_go_first(options, expected):
    assert choose_columns(["Zaaknummer", "Volg nr", "Tekst", "Opmerking"], options) == expected


@pytest.mark.parametrize(
    ("names", "options", "kind", "words"),
    [
        (["id", "tekst", "toelichting"], {}, "kolom_dubbelzinnig", ["tekst, toelichting", "--text-column"]),
        (["id", "zaaknummer", "tekst"], {}, "kolom_dubbelzinnig", ["id, zaaknummer", "--id-column"]),
        (["id", "tekst", "Tekst"], {}, "kolom_dubbelzinnig", ["--text-column"]),
        (["id", "tekst", "tekst"], {"text_column": "tekst"}, "kolom_dubbelzinnig", ["--text-column"]),
        (["id", "datum"], {}, "kolom_ontbreekt", ["--text-column", "id, datum", "--hand"]),
        (["id", "tekst"], {"text_column": "relaas"}, "kolom_ontbreekt", ["'relaas'", "--text-column", "id, tekst"]),
        (["id", "tekst"], {"id_column": "nummer"}, "kolom_ontbreekt", ["'nummer'", "--id-column", "id, tekst"]),
    ],
)
def test_doubt_is_said_and_not_solved(names, options, kind, words):
    with pytest.raises(RecordError) as caught:
        choose_columns(names, IngestOptions(**options))
    assert caught.value.kind == kind
    assert all(word in str(caught.value) for word in words)


def test_exact_spelling_goes_before_another_spelling_of_the_named_column():
    assert choose_columns(["Tekst", "tekst"], IngestOptions(text_column="tekst")).text == "tekst"


def test_a_first_row_of_text_is_not_shown():
    """In a file without a header the first narrative stands where the names should be."""
    row = ["17", "Zij moest haar geld afgeven aan de man in de witte auto", "Zij zweeg."]
    with pytest.raises(RecordError) as caught:
        choose_columns(row, IngestOptions())
    assert "17, (column 2 has no short name), (column 3 has no short name)" in str(caught.value)


def test_hand_coding_tables_are_recognised():
    assert is_hand_codings(["Narrative ID", "coder", "code", "value", "start", "end", "text"])
    assert not is_hand_codings(["narrative_id", "code", "text"])


def test_repeated_and_empty_names_are_told_apart():
    assert unique_names(["a", "a", "a_2", "", "a"]) == ["a", "a_2", "a_2_2", "kolom_4", "a_3"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("00000123", "00000123"),
        (None, ""),
        (float("nan"), ""),
        (123.0, "123"),
        (-1.5, "-1.5"),
        (123456789012345.0, "123456789012345"),
        (123, "123"),
        (Decimal("12.50"), "12.50"),
        (True, "true"),
        (datetime.date(2024, 3, 1), "2024-03-01"),
        (datetime.datetime(2024, 3, 1), "2024-03-01"),
        (datetime.datetime(2024, 3, 1, 23, 15), "2024-03-01T23:15:00"),
        (datetime.time(9, 5), "09:05:00"),
        (b"caf\xc3\xa9", "café"),
        (["a", {"b": "é"}], '["a", {"b": "é"}]'),
    ],
)
def test_cells_become_the_text_that_is_seen(value, text):
    assert cell_text(value) == text
