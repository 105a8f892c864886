"""Hand codings from spreadsheets as people make them."""

import pytest

from textmine.codebook import load_codebook
from textmine.codings.cells import CELL_VALUES
from textmine.codings.hand import HandCodings, read_hand_codings
from textmine.errors import HandCodingError
from textmine.records import HandCoding

BEDREIGING, CONTROLE = "machtsmiddel.bedreiging", "machtsmiddel.controle"
TEXT = "Haar paspoort 🙂 werd door de man afgepakt."
HEADER = "narrative_id,coder,code,value,start,end,text"


def long(sheet, *rows, **options):
    return read_hand_codings(sheet(HEADER, *rows), **options)


def brief(hand):
    return [(c.narrative_id, c.coder, c.code, c.value) for c in hand.codings]


def kinds(hand):
    return [(problem.locator, problem.error) for problem in hand.problems]


# Long form


def test_long_form(sheet):
    hand = long(
        sheet,
        f"00123,A,{BEDREIGING},aanwezig,,,",
        f"00123,B,{BEDREIGING},ontkend,5,13,paspoort",
        f"00124,A,{CONTROLE},onzeker,,,",
        f"00125,A,{CONTROLE},niet_vermeld,,,",
        "00126,A,,,,,",
        "00123,A,typologie,geen,,,",
        narrative_texts={"00123": TEXT},
    )
    assert hand.codings == (
        HandCoding("00123", "A", BEDREIGING, "aanwezig"),
        HandCoding("00123", "B", BEDREIGING, "ontkend", 5, 13, "paspoort"),
        HandCoding("00124", "A", CONTROLE, "onzeker"),
        HandCoding("00123", "A", "typologie", "geen"),
    )
    assert hand.coded == {("00123", "A"), ("00123", "B"), ("00124", "A"), ("00125", "A"), ("00126", "A")}
    assert (hand.problems, hand.missing) == ((), frozenset())


def test_dutch_column_names_labels_and_extra_columns(sheet):
    label = load_codebook().label(BEDREIGING).upper()
    path = sheet("Dossier;Codeur;agent;Code;Waarde;phase", f"7;A;uitbuiter;{label};Ja;verloop")
    assert brief(read_hand_codings(path)) == [("7", "A", BEDREIGING, "aanwezig")]


def test_file_without_values_is_a_list_of_what_is_there(sheet):
    path = sheet("narrative_id,code", f"1,{BEDREIGING}", f"2,{CONTROLE}")
    assert brief(read_hand_codings(path, coder="Els")) == [
        ("1", "Els", BEDREIGING, "aanwezig"),
        ("2", "Els", CONTROLE, "aanwezig"),
    ]
    assert brief(long(sheet, f"1,A,{BEDREIGING},,,,", "1,A,typologie,geen,,,")) == [
        ("1", "A", BEDREIGING, "aanwezig"),
        ("1", "A", "typologie", "geen"),
    ]


@pytest.mark.parametrize(
    ("empty", "values", "n_problems", "n_missing"),
    [(None, [], 1, 1), ("ontkend", ["ontkend"], 0, 0), ("niet_vermeld", [], 0, 0), ("ontbreekt", [], 0, 1)],
)
def test_value_that_is_empty_beside_others_that_are_not(sheet, empty, values, n_problems, n_missing):
    hand = long(sheet, f"1,A,{BEDREIGING},ja,,,", f"2,A,{BEDREIGING},,,,", empty=empty)
    assert [c.value for c in hand.codings if c.narrative_id == "2"] == values
    assert (len(hand.problems), len(hand.missing)) == (n_problems, n_missing)
    assert ("2", "A") in hand.coded


def test_bad_rows_are_reported_and_the_others_go_on(sheet):
    good = [f"{i},A,{BEDREIGING},ja,,," for i in range(9)]
    hand = long(
        sheet,
        *good,
        "9,A,machtsmiddel.dreigen,ja,,,",
        f"9,A,{BEDREIGING},misschien,,,",
        f",A,{BEDREIGING},ja,,,",
        f"9,A,{CONTROLE},ja,0,4,Zijn",
        f"9,A,{CONTROLE},ja,4,0,",
        f"9,A,{CONTROLE},ja,0,,Haar",
        f"9,A,{CONTROLE},ja,0,400,",
        "9,A,typologie,,,,",
        narrative_texts={"9": TEXT},
    )
    assert len(hand.codings) == 9
    assert kinds(hand) == [
        ("rij 11", "onbekende_code"),
        ("rij 12", "onbekende_waarde"),
        ("rij 13", "geen_id"),
        *((f"rij {i}", "posities") for i in range(14, 18)),
        ("rij 18", "lege_waarde"),
    ]
    assert {problem.source for problem in hand.problems} == {"codeur.csv"}
    assert hand.problems[0].message.startswith("narrative 9: 'machtsmiddel.dreigen' is not a code")
    assert hand.missing == {("9", "A", BEDREIGING), ("9", "A", CONTROLE)}
    assert ("9", "A") in hand.coded


@pytest.mark.parametrize(
    ("positions", "quote", "texts", "expected"),
    [
        ("5,13", "paspoort", {"1": TEXT}, (5, 13, "paspoort")),
        ("5,13", "", {"1": TEXT}, (5, 13, "paspoort")),
        ("14,15", "🙂", {"1": TEXT}, (14, 15, "🙂")),
        (",", "afgepakt", {"1": TEXT}, (33, 41, "afgepakt")),
        (",", "a", {"1": TEXT}, (None, None, "a")),  # more than once: it has no one place
        (",", "weggenomen", {"1": TEXT}, (None, None, "weggenomen")),
        ("5,13", "iets anders", {"2": TEXT}, (5, 13, "iets anders")),  # another narrative: nothing to check against
        ("5,13", "", {}, (5, 13, None)),
    ],
)
def test_evidence(sheet, positions, quote, texts, expected):
    (coding,) = long(sheet, f"1,A,{BEDREIGING},ja,{positions},{quote}", narrative_texts=texts).codings
    assert (coding.start, coding.end, coding.text) == expected


def test_quote_with_line_ends_of_another_system(sheet):
    path = sheet(HEADER, f'1,A,{BEDREIGING},ja,4,12,"een\r\ntwee"', end="\r\n")
    (coding,) = read_hand_codings(path, narrative_texts={"1": "nul een\ntwee drie"}).codings
    assert coding.text == "een\ntwee"


def test_coder_with_typologies_only_judged_no_code(sheet):
    hand = long(sheet, f"1,A,{BEDREIGING},ja,,,", "1,B,typologie,geen,,,", "2,A,typologie,geen,,,")
    assert hand.coded == {("1", "A"), ("2", "A")}


def test_second_typology_of_a_coder(sheet):
    hand = long(sheet, "1,A,typologie,geen,,,", "1,B,typologie,eigen naam,,,", "1,A,typologie,van_hand_tot_hand,,,")
    assert brief(hand) == [("1", "A", "typologie", "geen"), ("1", "B", "typologie", "eigen naam")]
    assert kinds(hand) == [("rij 4", "dubbele_typologie")]


# Wide form


@pytest.mark.parametrize(
    ("cell", "no", "value"),
    [
        *((cell, "niet_vermeld", "aanwezig") for cell in ("ja", "Ja", "1", "x", "X", "aanwezig", "WAAR")),
        *((cell, "niet_vermeld", None) for cell in ("nee", "0", "n.v.t.", "niet_vermeld", "NIET VERMELD")),
        *((cell, "ontkend", "ontkend") for cell in ("nee", "NEE", "0", "ontkend")),
        *((cell, "ontkend", "onzeker") for cell in ("onbekend", "onzeker", "?")),
        ("ontkend", "niet_vermeld", "ontkend"),
        ("n.v.t.", "ontkend", None),
    ],
)
def test_cell_values(sheet, cell, no, value):
    hand = read_hand_codings(sheet(f"narrative_id;{BEDREIGING}", f"001;{cell}"), no=no)
    assert [c.value for c in hand.codings] == ([] if value is None else [value])
    assert hand.coded == {("001", "codeur")}
    assert ("001", "codeur", BEDREIGING) not in hand.missing


@pytest.mark.parametrize(
    ("empty", "value", "missing"), [("niet_vermeld", [], False), ("ontkend", ["ontkend"], False), ("ontbreekt", [], True)]
)
@pytest.mark.parametrize("cell", ["", "  ", "leeg", "LEEG"])
def test_empty_cells_mean_what_the_user_says(sheet, empty, value, missing, cell):
    path = sheet(f"narrative_id;coder;{BEDREIGING};{CONTROLE}", f"1;A;ja;{cell}")
    hand = read_hand_codings(path, empty=empty)
    assert [c.value for c in hand.codings if c.code == CONTROLE] == value
    assert (("1", "A", CONTROLE) in hand.missing) == missing


@pytest.mark.parametrize("cell", ["", "leeg"])
def test_empty_cells_without_a_meaning_stop(sheet, cell):
    path = sheet(f"narrative_id;{BEDREIGING};{CONTROLE}", "1;ja;nee", f"2;{cell};nee", f"3;{cell};ja")
    with pytest.raises(
        HandCodingError, match=r"2 empty cell\(s\), the first in row 3 \(narrative 2\), column machtsmiddel.*--empty"
    ):
        read_hand_codings(path)


def test_code_without_a_column_was_not_judged(sheet):
    hand = read_hand_codings(sheet(f"id;{BEDREIGING}", "1;nee"))
    assert {code for _, _, code in hand.missing} == set(load_codebook().codes) - {BEDREIGING}


def test_wide_sheet_of_two_coders_with_typology_and_remarks(sheet):
    label = load_codebook().label(CONTROLE)
    path = sheet(
        f"zaaknummer;codeur;typologie;{BEDREIGING};{label};opmerking", "1;A;geen;ja;nee;let op", "1;B;;nee;ja;", "2;A;x;nee;ja;"
    )
    hand = read_hand_codings(path)
    assert brief(hand) == [
        ("1", "A", "typologie", "geen"),
        ("1", "A", BEDREIGING, "aanwezig"),
        ("1", "B", CONTROLE, "aanwezig"),
        ("2", "A", "typologie", "x"),
        ("2", "A", CONTROLE, "aanwezig"),
    ]
    assert kinds(hand) == [("kolom 6", "onbekende_code")]
    assert hand.coded == {("1", "A"), ("1", "B"), ("2", "A")}


def test_wide_sheet_with_typologies_only(sheet):
    hand = read_hand_codings(sheet("dossier;typologie", "1;geen", "2;vlucht_naar_toekomst", "3;", "4;leeg"))
    assert [c.narrative_id for c in hand.codings] == ["1", "2"]
    assert (hand.coded, hand.missing) == (frozenset(), frozenset())


def test_bad_cells_are_missing_and_the_others_go_on(sheet):
    path = sheet(f"id;{BEDREIGING};{CONTROLE};controle", "1;ja;misschien;ja", "1;ja;ja;ja", ";ja;ja;ja", "2;nee;ja;nee")
    hand = read_hand_codings(path)
    assert [(c.narrative_id, c.code) for c in hand.codings] == [("1", BEDREIGING), ("2", CONTROLE)]
    assert ("1", "codeur", CONTROLE) in hand.missing
    assert kinds(hand)[-3:] == [("rij 2", "onbekende_waarde"), ("rij 3", "dubbele_rij"), ("rij 4", "geen_id")]
    assert "column machtsmiddel.controle" in hand.problems[-3].message


def test_unknown_words_do_not_hide_among_empty_cells(sheet):
    path = sheet(f"id;{BEDREIGING};{CONTROLE}", "1;A;", "2;;B", "3;;ja", "4;;")
    with pytest.raises(HandCodingError, match=r"most of it cannot be used \(2 problems, 1 usable values\)"):
        read_hand_codings(path, empty="niet_vermeld")


def test_label_and_id_of_one_code_are_a_double_column(sheet):
    label = load_codebook().label(BEDREIGING)
    hand = read_hand_codings(sheet(f"id;{BEDREIGING};{label}", "1;ja;nee"))
    assert kinds(hand) == [("kolom 3", "dubbele_kolom")]
    assert brief(hand) == [("1", "codeur", BEDREIGING, "aanwezig")]


# Both forms


def test_messages_hold_no_narrative_text(sheet):
    """A shifted column puts the narrative where a code or value should be."""
    secret = "De man nam haar geld af"
    rows = [f"{i},A,{BEDREIGING},ja,,," for i in range(5)]
    hand = long(
        sheet,
        *rows,
        f"5,A,{secret},ja,,,",
        f"6,A,{BEDREIGING},{secret},,,",
        f"7,A,{BEDREIGING},ja,0,9,{secret}",
        narrative_texts={"7": TEXT},
    )
    assert len(hand.problems) == 3
    wide = read_hand_codings(sheet(f"id;{BEDREIGING};{secret}", "1;ja;ja", f"2;{secret};ja", "3;nee;ja"))
    assert len(wide.problems) == 2
    for problem in hand.problems + wide.problems:
        assert not any(word in problem.message for word in secret.split() if word not in {"De", "af"})


def test_two_files_together(sheet):
    first = read_hand_codings(sheet(f"id;{BEDREIGING}", "1;ja", name="A.csv"))
    second = read_hand_codings(sheet(f"id;{BEDREIGING}", "1;nee", "2;ja", name="B.csv"))
    both = first + second
    assert brief(both) == [("1", "A", BEDREIGING, "aanwezig"), ("2", "B", BEDREIGING, "aanwezig")]
    assert both.coded == {("1", "A"), ("1", "B"), ("2", "B")}
    assert both.missing == first.missing | second.missing


def test_two_files_of_one_coder_fill_each_other_in(sheet):
    parts = [read_hand_codings(sheet(f"id;{code}", "1;nee", name=f"{code}.csv"), coder="A") for code in (BEDREIGING, CONTROLE)]
    assert {code for _, _, code in sum(parts, HandCodings(())).missing} == set(load_codebook().codes) - {BEDREIGING, CONTROLE}


def test_every_documented_value_is_a_presence_or_its_absence():
    assert set(CELL_VALUES.values()) == {"aanwezig", "ontkend", "onzeker", "niet_vermeld", "ontbreekt"}
