"""The shipped Dutch pipeline on invented sentences of the register; its scores stand in its card."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.pipeline.saved import load_saved
from textmine.pipeline.separable import separable_verbs

MODEL = Path(__file__).parents[2] / "models" / "nl_textmine"


@pytest.fixture(scope="module")
def dutch():
    return load_saved(MODEL)


def test_size_and_licence():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= 12_000_000
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert "Universal Dependencies" in (MODEL / "README.md").read_text(encoding="utf-8")


def test_the_card_reaches_what_was_asked():
    rows = json.loads((MODEL / "scores.json").read_text(encoding="utf-8"))["running_text"]

    def f1(row, name):
        score = rows[row][name]
        return 200 * score["correct"] / (score["system"] + score["gold"])

    wanted = {"upos": (95.0, 94.5), "las": (79.5, 76.5), "lemma": (96.5, 96.0), "sentences": (89.0, 80.0)}
    for name, least in wanted.items():
        assert (f1("Alpino test", name) >= least[0], f1("LassySmall test", name) >= least[1]) == (True, True), name


def test_no_config_holds_a_path():
    text = (MODEL / "config.cfg").read_text(encoding="utf-8")
    assert "/work" not in text
    assert "/home" not in text


def test_headings_telegram_style_and_missing_full_stops(dutch):
    text = (
        "Verklaring aangeefster\nV: Wie nam uw geld in?\nA: Hij pakte alles af. Ik moest mijn telefoon afgeven\n"
        "Mijn paspoort heeft hij ook. Hij dreigde mijn zusje op te halen.\n\nSO trof VE aan in woning. Geen contract"
    )
    assert [sentence.text.strip() for sentence in dutch(text).sents] == [
        "Verklaring aangeefster",
        "V: Wie nam uw geld in?",
        "A: Hij pakte alles af.",
        "Ik moest mijn telefoon afgeven",
        "Mijn paspoort heeft hij ook.",
        "Hij dreigde mijn zusje op te halen.",
        "SO trof VE aan in woning.",
        "Geen contract",
    ]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Hij pakte haar paspoort af.", "afpakken"),
        ("Hij heeft haar paspoort afgepakt.", "afpakken"),
        ("Hij dreigde haar paspoort af te pakken.", "afpakken"),
        ("De werkgever hield een deel van het loon in.", "inhouden"),
        ("Hij sloot haar in een kamer op.", "opsluiten"),
        ("Zij nam de kinderen mee naar huis.", "meenemen"),
    ],
)
def test_separable_verbs_have_one_lemma(dutch, text, lemma):
    doc = dutch(text)
    assert lemma in [token.lemma_ for token in doc]
    for pair in separable_verbs(doc):
        assert (
            doc[pair.verb].lemma_ == pair.lemma == doc[pair.particle].lower_ + pair.lemma.removeprefix(doc[pair.particle].lower_)
        )


@pytest.mark.parametrize(
    ("text", "subject", "verb", "object_"),
    [
        ("De man bedreigde de vrouw.", "man", "bedreigde", "vrouw"),
        ("[verdachte] hield het paspoort van [slachtoffer 2] achter.", "verdachte", "hield", "paspoort"),
        ("A: Hij sloeg mij.", "Hij", "sloeg", "mij"),
        ("VE pakte haar telefoon af.", "VE", "pakte", "telefoon"),
    ],
)
def test_who_does_it_to_whom(dutch, text, subject, verb, object_):
    roles = {(token.dep_, token.head.text): token.text for token in dutch(text)}
    assert roles["nsubj", verb] == subject
    assert object_ in (roles.get(("obj", verb)), roles.get(("iobj", verb)))


def test_who_suffers_it_in_a_passive(dutch):
    roles = {token.dep_: token.text for token in dutch("De vrouw werd door haar neef bedreigd.")}
    assert (roles["nsubj:pass"], roles["obl:agent"], roles["ROOT"]) == ("vrouw", "neef", "bedreigd")


def test_words_of_this_field(dutch):
    lemmas = {
        token.text: token.lemma_ for token in dutch("De verdachten en de aangeefster spraken over mensenhandel en meer geld.")
    }
    assert [lemmas[word] for word in ("verdachten", "aangeefster", "mensenhandel", "meer")] == [
        "verdachte",
        "aangeefster",
        "mensenhandel",
        "meer",
    ]


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_is_parsed_and_kept(dutch, text):
    doc = dutch(text)
    assert doc.text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_one_and_many_give_the_same(dutch):
    texts = ["Hij pakte haar paspoort af.", "", "VE", "Zij werd bedreigd.\nGeen loon."] * 3
    piped = [[(token.pos_, token.dep_, token.lemma_) for token in doc] for doc in dutch.pipe(texts, batch_size=5)]
    assert piped == [[(token.pos_, token.dep_, token.lemma_) for token in dutch(text)] for text in texts]


def test_lemmas_outlive_a_memory_zone():
    nlp = load_saved(MODEL)
    for _ in range(3):
        with nlp.memory_zone():
            assert [token.lemma_ for token in nlp("Xyzzq pakte paspoorten af")] == ["Xyzzq", "afpakken", "paspoort", "af"]
    assert [token.lemma_ for token in nlp("Xyzzq pakte paspoorten af")] == ["Xyzzq", "afpakken", "paspoort", "af"]
