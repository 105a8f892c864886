"""Features of a sentence, and what each of its words adds to a score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.pipeline.learned.features import FeatureSpace, letters_of
from textmine.pipeline.learned.sentences import Reading, SentenceReader
from textmine.pipeline.state import Hit

WORDS = st.lists(st.sampled_from(["hij/zij", "geld", "paspoort", "af", "<persoon>", "é", "🙂"]), min_size=1, max_size=12)


def reading(*words, classes=None):
    return Reading(0, len(words), tuple(words), tuple((i, i + 1) for i in range(len(words))), classes or {})


@pytest.fixture(scope="module")
def space():
    told = [reading("geld", "afgeven"), reading("geld", "afgeven", "hem/haar"), reading("paspoort", "af", classes={"WEG": ()})]
    return FeatureSpace.learn(told, min_words=1, min_letters=1)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("ja", ["l: ja", "l:ja ", "l: ja "]), ("a", ["l: a "]), ("<persoon>", [])],
)
def test_letters(word, expected):
    assert letters_of(word) == expected


def test_a_block_has_unit_length(space):
    row = space.matrix([reading("geld", "afgeven")]).toarray()[0]
    lengths = {kind: sum(v * v for v, name in zip(row, space.names, strict=True) if name.startswith(kind)) for kind in "wlk"}
    assert lengths["w"] == pytest.approx(1)
    assert lengths["k"] == 0


def test_unknown_words_give_an_empty_row(space):
    assert space.matrix([reading("zzz")]).nnz == 0
    assert space.matrix([]).shape == (0, len(space.names))


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_words_share_the_whole_score(words):
    one = reading(*words, classes={"WEG": (Hit("WEG", "weg", "", 0, 1),)})
    space = FeatureSpace.learn([one], min_words=1, min_letters=1)
    weights = np.arange(1, 2 * len(space.names) + 1, dtype=np.float32).reshape(-1, 2)
    assert np.allclose(space.by_word(one, weights).sum(axis=0), (space.matrix([one]) @ weights)[0], rtol=1e-4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna (19 jr) uit Boekarest kreeg 2.900 euro.", ("<persoon>", "<leeftijd>", "uit", "<plaats>", "kreeg", "<geldbedrag>")),
        ("Zij werkte 7 dagen.", ("hij/zij", "werkte", "<duur>")),
        ("Was dat zo?", ("was", "dat", "zo", "?")),
        ("...", ()),
    ],
)
def test_who_somebody_is_is_masked(nlp, text, words):
    doc = nlp.make_doc(text)
    for name in ("textmine_sentences", "textmine_entities", "textmine_words"):
        doc = nlp.get_pipe(name)(doc)
    read = SentenceReader({"zij": "hij/zij"}).read(doc)
    assert tuple(word for one in read for word in one.words) == words
    assert len(SentenceReader({}).read(doc, whole=True)) == bool(words)
