"""Words, phrases and numbers, on which all readers rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.pipeline.entities.quantities import number_words, ordinal_words, read_quantity, read_range
from textmine.pipeline.entities.words import PhraseTable, Words, phrase_keys


@given(st.text(max_size=200))
def test_words_are_the_letters_and_figures_of_the_text(text):
    words = Words(text)
    assert all(a < b for a, b in zip(words.starts, words.ends, strict=True))
    assert all(b <= c for b, c in zip(words.ends, words.starts[1:], strict=False))
    between = [words.gap(i) for i in range(len(words.keys) + 1)]
    pieces = [piece for i, gap in enumerate(between) for piece in (gap, words.word(i) if i < len(words.keys) else "")]
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("text", "i", "expected"),
    [
        ("Sanne belt.", 0, True),
        ("Toen belt Sanne.", 2, False),
        ("Klaar. Sanne belt.", 1, True),
        ("Zij zei: Sanne", 2, True),
        ('Zij riep "Sanne"', 2, True),
        ("Zij belt\nSanne", 2, True),
        ("- Sanne belt", 0, True),
        ("mevr Sanne", 1, False),
    ],
)
def test_opens_sentence(text, i, expected):
    assert Words(text).opens_sentence(i) is expected


def test_upper_lines():
    words = Words("PROCES VERBAAL\nSANNE belt\nKEVIN")
    assert [words.in_upper_line(i) for i in range(5)] == [True, True, False, False, True]


def test_inner_capitals_are_chosen_capitals():
    assert Words("Storm was boos. Toen ging Roos, zei Mark.").inner_capitals == {"roos", "mark"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sint-Oedenrode", ("d", 2)),
        ("Sint Oedenrode", ("d", 2)),
        ("Sint\nOedenrode", ("d", 2)),
        ("Sint. Jan", ("a", 1)),
        ("St. Maarten", ("e", 2)),
        ("Sint Oeden", ("a", 1)),
        ("Oedenrode", None),
        ("Curacao", ("f", 1)),
    ],
)
def test_longest_phrase(text, expected):
    table = PhraseTable(
        [
            ("Sint", "a"),
            ("Sint", "b"),
            ("Sint Oedenrode aan Zee", "c"),
            ("Sint-Oedenrode", "d"),
            ("St. Maarten", "e"),
            ("Curaçao", "f"),
        ]
    )
    assert table.match(Words(text), 0) == expected


def test_phrase_keys_leave_accents_out():
    assert phrase_keys("Târgu-Mureș") == ("târgu mureș", "targu mures")


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("12", "12", 2),
        ("1.500", "1500", 5),
        ("1.500.000", "1500000", 9),
        ("2,5", "2.5", 3),
        ("vijfendertig", "35", 12),
        ("tweeentwintig", "22", 13),
        ("honderdvijftig", "150", 14),
        ("vijftienhonderd", "1500", 15),
        ("tweeduizendvijfhonderd", "2500", 22),
        ("driehonderdduizend", "300000", 18),
        ("twee duizend", "2000", 12),
        ("half miljoen", "500000.0", 12),
        ("een half miljoen", "500000.0", 16),
        ("2½ jaar", "2.5", 2),
        ("tweeënhalf", "2.5", 10),
    ],
)
def test_quantity(text, value, length):
    quantity = read_quantity(Words(text), 0)
    assert (quantity.value, quantity.end) == (Decimal(value), length)


@pytest.mark.parametrize("text", ["12.03.2017", "14:30", "1234567890", "9" * 5000, "ja"])
def test_no_quantity(text):
    assert read_quantity(Words(text), 0) is None


def test_inside_of_a_number_is_no_quantity():
    assert read_quantity(Words("B8"), 1) is None
    assert read_quantity(Words("3-4"), 1) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("3-4", (3, 4)),
        ("3 tot 4", (3, 4)),
        ("drie à vier", (3, 4)),
        ("4 tot 3", (4, 4)),
        ("3 en 4", (3, 3)),
        ("3 tot", (3, 3)),
        ("3", (3, 3)),
    ],
)
def test_range(text, bounds):
    low, high = read_range(Words(text), 0, frozenset({"tot", "à"}))
    assert (low.value, high.value) == bounds


@given(st.integers(min_value=1, max_value=999))
def test_every_number_below_a_thousand_has_a_word(value):
    assert value in number_words().values()


def test_ordinals():
    assert {
        word: ordinal_words()[word] for word in ("eerste", "derde", "achtste", "zestiende", "twintigste", "eenentwintigste")
    } == {
        "eerste": 1,
        "derde": 3,
        "achtste": 8,
        "zestiende": 16,
        "twintigste": 20,
        "eenentwintigste": 21,
    }
