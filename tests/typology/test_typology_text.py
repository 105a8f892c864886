from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from textmine.errors import InputError
from textmine.typology.text import TextProfile, mask_entities

COLUMNS = ["narrative_id", "label", "start", "end"]
TEXTS = [
    "hij nam haar geld af en hield haar paspoort",
    "het paspoort lag bij hem en het geld ook",
    "zij moest de schuld van de reis terugbetalen",
    "de schuld voor de reis werd steeds hoger",
    "er was een afspraak in een hotel",
    "de afspraak in het hotel was van de politie",
]


@pytest.mark.parametrize(
    ("text", "spans", "masked"),
    [
        ("Anna woont in Gent.", [("persoon", 0, 4), ("plaats", 14, 18)], "persoon woont in plaats."),
        ("Anna de Wit belde", [("persoon", 0, 11), ("persoon", 5, 11)], "persoon belde"),
        ("Anna de Wit belde", [("persoon", 5, 11), ("plaats", 0, 4)], "plaats persoon belde"),
        ("op 3 mei 2016 om 14.30", [("datum", 3, 13)], "op datum om getal"),
        ("2.900 euro, 06-12345678", [], "getal euro, getal"),
        ("", [], ""),
        ("é😀\r\nAnna", [("persoon", 4, 8)], "é😀\r\npersoon"),
    ],
)
def test_spans_become_their_label_and_digits_a_word(text: str, spans: list[tuple[str, int, int]], masked: str) -> None:
    entities = pd.DataFrame([("1", *span) for span in spans], columns=COLUMNS)
    assert mask_entities({"1": text}, entities) == {"1": masked}


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 99)])
def test_a_span_outside_its_text_is_refused_without_the_text(start: int, end: int) -> None:
    entities = pd.DataFrame([("7", "persoon", start, end)], columns=COLUMNS)
    with pytest.raises(InputError, match=r"narrative 7: span") as caught:
        mask_entities({"7": "Marleen"}, entities)
    assert "Marleen" not in str(caught.value)


def test_entities_of_other_narratives_do_nothing() -> None:
    entities = pd.DataFrame([("2", "persoon", 0, 99)], columns=COLUMNS)
    assert mask_entities({"1": "Anna"}, entities) == {"1": "Anna"}
    assert mask_entities({"1": "kamer 12"}) == {"1": "kamer getal"}


@given(st.text(max_size=60), st.data())
def test_nothing_of_a_span_and_no_digit_is_left(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = [("1", "persoon", start, end)] if start < end else []
    masked = mask_entities({"1": text}, pd.DataFrame(spans, columns=COLUMNS))["1"]
    assert not any(character.isdecimal() for character in masked)
    if spans and not any(character.isdecimal() for character in text):
        assert masked == text[:start] + "persoon" + text[end:]


def test_alike_texts_lie_closer_than_others() -> None:
    rows = TextProfile(n_components=4, max_df=0.9).fit_transform(TEXTS)
    likeness = rows @ rows.T
    assert np.allclose(np.diag(likeness), 1)
    for i in range(0, 6, 2):
        assert likeness[i, i + 1] > np.delete(likeness[i], [i, i + 1]).max()


def test_one_seed_gives_one_matrix_and_names_fit() -> None:
    profile = TextProfile(n_components=3, chars=(3, 4), random_state=7)
    first, second = profile.fit_transform(TEXTS), clone(profile).fit_transform(TEXTS)
    assert np.array_equal(first, second)
    assert profile.get_feature_names_out().tolist() == ["tekst_0", "tekst_1", "tekst_2"]


@pytest.mark.parametrize(
    "texts", [[], ["een tekst"], ["een", "een"], ["aap", "noot", "mies", "wim", "zus"], ["", "", "", "", ""]]
)
def test_texts_that_share_nothing_give_no_columns(texts: list[str]) -> None:
    profile = TextProfile()
    assert profile.fit_transform(texts).shape == (len(texts), 0)
    assert profile.get_feature_names_out().tolist() == []


def test_an_empty_or_unknown_text_is_a_row_of_zeros() -> None:
    profile = TextProfile(n_components=3).fit([*TEXTS, ""])
    assert not profile.transform(["", "xyz 😀"]).any()


def test_a_very_long_text_is_no_problem() -> None:
    rows = TextProfile(n_components=3).fit_transform([*TEXTS, "geld paspoort schuld " * 33_334])
    assert np.isfinite(rows).all()


def test_leaving_out_words_and_characters_is_refused() -> None:
    with pytest.raises(InputError, match="at least one"):
        TextProfile(words=None).fit(TEXTS)
