"""Two opinions, one coding: what frames and learned models found, put together."""

from __future__ import annotations

import pytest

from textmine import load
from textmine.pipeline import Tagger
from textmine.pipeline.opinions import agreed, gated
from textmine.records import Coding

FRAME = Coding("machtsmiddel.bedreiging", start=3, end=9, agent="uitbuiter", target="slachtoffer", rule="dreigen")


@pytest.mark.parametrize(
    ("frame", "model", "presence"),
    [
        ("aanwezig", "aanwezig", "aanwezig"),
        ("ontkend", "aanwezig", "ontkend"),
        ("aanwezig", "ontkend", "ontkend"),
        ("onzeker", "aanwezig", "aanwezig"),
        ("aanwezig", "onzeker", "onzeker"),
    ],
)
def test_presence_where_both_found_a_means(frame, model, presence):
    from dataclasses import replace

    both = agreed(replace(FRAME, presence=frame), replace(FRAME, presence=model, rule="model"))
    assert both.presence == presence
    assert both.rule == "dreigen+model"
    assert agreed(both, replace(FRAME, presence=model, rule="model")).rule == "dreigen+model"


def test_a_narrative_about_other_things_keeps_what_is_denied():
    from dataclasses import replace

    denied, place = replace(FRAME, presence="ontkend"), Coding("locatie.hotel", start=0, end=2, rule="hotel")
    kept, dropped = gated([FRAME, denied, place], about=False)
    assert kept == [replace(denied, agent="onbekend"), place]
    assert [entry["rule"] for entry in dropped] == ["dreigen"]
    assert gated([FRAME], about=True) == gated([FRAME], about=None) == ([FRAME], [])


TEXT = (
    "SO werkt sinds mei achter het raam op de Wallen. VE bracht haar elke avond met de auto en bleef wachten. Van wat zij verdiende "
    "mocht zij niets houden, alles ging naar VE. Haar paspoort had hij in de kluis gelegd. Als zij niet ging werken sloeg hij haar."
)


def test_each_opinion_alone_and_both():
    rules = {only: {coding.rule for coding in load(only=only)(TEXT)._.codings} for only in ("frames", "model", None)}
    assert not any(rule.endswith("model") for rule in rules["frames"])
    assert rules["model"] == {"model"}
    assert any(rule.endswith("+model") for rule in rules[None])


def test_the_models_evidence_is_the_sentence_and_its_words(nlp_both):
    doc = nlp_both(TEXT)
    found = [coding for coding in doc._.codings if coding.rule == "model"]
    assert found
    for coding in found:
        assert doc.text[coding.start : coding.end] == coding.text
        assert all(coding.start <= start < end <= coding.end for _, start, end in coding.parts)
        assert "geleerde model" in coding.explain()


@pytest.mark.parametrize("text", ["", " ", "Nee", "🙂", "a\r\nb", "x " * 2000])
def test_odd_texts(nlp_both, text):
    assert isinstance(nlp_both(text)._.codings, tuple)


def test_other_models_make_another_hash(nlp_both):
    before = Tagger(nlp_both).pipeline_hash
    assert Tagger(load(only="frames")).pipeline_hash != before
    assert Tagger(load()).pipeline_hash == before
