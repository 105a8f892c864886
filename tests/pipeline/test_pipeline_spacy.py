"""It stays a spaCy pipeline: saved, sent between processes, stored in a DocBin, shown by displaCy."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.tokens import DocBin

import textmine
from textmine.errors import LexiconError, ModelError
from textmine.pipeline import COMPONENTS
from textmine.pipeline.codings import WORK
from textmine.pipeline.state import state

TEXT = "SO werkt achter het raam. VE pakte haar paspoort af. Zij zegt nooit te zijn geslagen."


def test_saved_and_loaded_by_spacy(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again(TEXT)._.codings == nlp(TEXT)._.codings
    assert again.pipe_names == list(COMPONENTS)


def test_a_saved_pipeline_names_no_path(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    assert str(tmp_path) not in (tmp_path / "model" / "config.cfg").read_text(encoding="utf-8")


def test_bytes(nlp):
    again = spacy.blank("nl")
    for name in COMPONENTS:
        again.add_pipe(name, config={"model": ""} if name == "textmine_learned" else {})
    again.from_bytes(nlp.to_bytes())
    assert again(TEXT)._.codings == nlp(TEXT)._.codings


def test_processes_give_the_same(nlp):
    texts = [TEXT, "", "SO werd in de prostitutie door VE geslagen."] * 3
    assert [doc._.codings for doc in nlp.pipe(texts, n_process=2)] == [nlp(text)._.codings for text in texts]


def test_docbin_keeps_codings(nlp):
    doc = nlp(TEXT)
    data = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [again] = DocBin().from_bytes(data).get_docs(nlp.vocab)
    assert again._.codings == doc._.codings
    assert again._.actors == doc._.actors


def test_displacy_shows_the_span_group(nlp):
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "codings"}, jupyter=False)
    assert "machtsmiddel.papieren_afpakken" in page


def test_only_plain_values_stay(nlp):
    found = state(nlp(TEXT))
    assert not set(WORK) & set(found)


def test_own_lexicon(tmp_path, nlp):
    nlp.to_disk(tmp_path / "model")
    folder = tmp_path / "model" / "textmine_matcher"
    words = (folder / "classes" / "context.toml").read_text(encoding="utf-8")
    (folder / "classes" / "context.toml").write_text(
        words.replace('"raamgebied"', '"raamgebied", "zonnebloemhuis"'), encoding="utf-8"
    )
    own = textmine.load(lexicon=folder)
    text = "Zij zit in het zonnebloemhuis. VE pakte haar paspoort af."
    code = "machtsmiddel.papieren_afpakken"
    assert (own(text)._.codes[code], nlp(text)._.codes[code]) == ("aanwezig", "niet_vermeld")


def test_mistakes_in_a_lexicon_are_all_named(tmp_path, nlp):
    nlp.to_disk(tmp_path / "model")
    folder = tmp_path / "model" / "textmine_matcher"
    (folder / "frames" / "mijn.toml").write_text(
        '[[frame]]\nid = "a"\ncode = "machtsmiddel.tovenarij"\nneeds = ["ONBEKEND"]\nkleur = "x"\n'
        '[[frame]]\nid = "b"\ncode = "machtsmiddel.tovenarij"\nneeds = ["ONBEKEND"]\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconError) as error:
        textmine.load(lexicon=folder)
    message = str(error.value)
    for part in (
        "frames/mijn.toml: a: unknown key kleur",
        "b: unknown class ONBEKEND",
        "code machtsmiddel.tovenarij",
        "at least one example",
    ):
        assert part in message


def test_unknown_lexicon_name():
    blank = spacy.blank("nl")
    with pytest.raises(LexiconError, match="no lexicon named fy"):
        blank.add_pipe("textmine_matcher", config={"lexicon": "fy"})


def test_missing_model_says_how_to_install():
    with pytest.raises(ModelError, match="python -m spacy download nl_core_news_lg"):
        textmine.load("nl_core_news_lg")


EDGE = [
    "",
    " ",
    "\n\n",
    "x",
    "😀 SO 👩‍👧 sloeg",
    "a\r\nb\r\n",
    "\x00\x07",
    "́ losse accenten",
    "((((((",
    "V:",
    "A: Nee.",
    "SO " * 200,
    "é" * 5000,
]


@pytest.mark.parametrize("text", EDGE)
def test_edges(nlp, text):
    check(nlp, text)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text(nlp, text):
    check(nlp, text)


WORDS = st.sampled_from(
    [
        "SO",
        "VE",
        "hij",
        "zij",
        "haar",
        "sloeg",
        "paspoort",
        "pakte",
        "af",
        "niet",
        "ontkent",
        "dat",
        "geld",
        "moest",
        "werken",
        "raam",
        ",",
        ".",
        "\n",
        "V:",
        "A:",
        "Nee",
        "😀",
        "een",
        "de",
    ]
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=60))
def test_any_words(nlp, words):
    check(nlp, " ".join(words))


def test_a_hundred_thousand_words(nlp):
    check(nlp, (TEXT + "\n") * 5500)


def check(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    for coding in doc._.codings:
        assert text[coding.start : coding.end] == coding.text != ""
        assert all(coding.start <= start < end <= coding.end for _, start, end in coding.parts)
    for actor in doc._.actors:
        assert all(text[mention.start : mention.end] == mention.text for mention in actor.mentions)
    for entity in doc._.entities:
        assert text[entity.start : entity.end] == entity.text
