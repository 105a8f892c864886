"""Saving, loading, refusing, and the gate over a narrative."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from textmine import load
from textmine.errors import ModelError
from textmine.pipeline.learned.features import FeatureSpace
from textmine.pipeline.learned.gate import Gate, Summary
from textmine.pipeline.learned.judge import OWN, Judge
from textmine.pipeline.learned.model import CodeModel, Output, load_model
from textmine.pipeline.learned.pipe import LearnedPipe
from textmine.pipeline.learned.sentences import Reading


@pytest.fixture
def model():
    space = FeatureSpace(["w:geld", "w:afgeven", "k:GELD"], np.array([1.5, 2.0, 1.0], np.float32))
    weights = np.array([[1, 0.5, 0], [0.25, 0, 0], [0.5, 0, 0.125]], np.float32)
    output = Output("uitbuiting.verdiensten_afnemen", threshold=0.5, denied=0.2, doubted=0.3)
    gate = Gate((1.0,) * 6, 0.5, ((0.0, -2.0), (2.0, 0.5)))
    short, whole = (
        Judge(*(np.full(shape, value, np.float32) for shape in ((1, OWN), (1, 1), (2, 1), (1,)))) for value in (0.5, 1)
    )
    biases = np.array([-1, 0, 0], np.float32)
    return CodeModel(space, (output,), weights, biases, (short, whole), gate, {"zij": "hij/zij"}, {"seed": "0"})


def test_what_is_saved_is_what_is_loaded(model, tmp_path):
    model.save(tmp_path / "model")
    again = load_model(tmp_path / "model")
    assert (again.outputs, again.gate, again.neutral, again.about) == (model.outputs, model.gate, model.neutral, model.about)
    assert again.space.names == model.space.names
    assert np.allclose(again.weights, model.weights, atol=0.005)
    assert all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for a, b in zip(again.judges, model.judges, strict=True)
        for name in ("own", "context", "shared", "bias")
    )
    reading = Reading(0, 2, ("geld", "afgeven"), ((0, 1), (1, 2)), {"GELD": ()})
    assert np.allclose(again.scores([reading]), model.scores([reading]), atol=0.02)
    again.save(tmp_path / "twice")
    assert (tmp_path / "twice" / "weights.npz").stat().st_size == (tmp_path / "model" / "weights.npz").stat().st_size


def settings_of(folder):
    return json.loads((folder / "model.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "weights.npz").unlink(), "weights.npz is missing"),
        (lambda folder: (folder / "weights.npz").write_bytes(b"niets"), "not a model"),
        (lambda folder: (folder / "model.json").write_text("{"), "not a model"),
        (lambda folder: (folder / "model.json").write_text(json.dumps({**settings_of(folder), "format": 99})), "format 99"),
        (
            lambda folder: (folder / "model.json").write_text(json.dumps({**settings_of(folder), "features": ["w:x"]})),
            "do not fit",
        ),
        (lambda folder: (folder / "model.json").write_text(json.dumps({**settings_of(folder), "gate": {}})), "KeyError"),
    ],
)
def test_a_harmed_model_is_refused(model, tmp_path, harm, said):
    model.save(tmp_path)
    harm(tmp_path)
    with pytest.raises(ModelError, match=said):
        load_model(tmp_path)


def test_a_pickle_in_the_arrays_is_refused(model, tmp_path):
    model.save(tmp_path)
    np.savez(tmp_path / "weights.npz", weights=np.array([object()], dtype=object), allow_pickle=True)
    with pytest.raises(ModelError):
        load_model(tmp_path)


def test_less_is_asked_of_short_narratives(model):
    short, long = np.array([-0.3, 0, 0, 0, 0, 0.0]), np.array([-0.3, 0, 0, 0, 0, np.log(8)])
    gate = replace(model.gate, weights=(1.0, 0, 0, 0, 0, 0))
    assert gate.opens(short)
    assert not gate.opens(long)


def test_a_summary_is_the_same_in_one_go_and_in_pieces():
    codes = ["machtsmiddel.a", "machtsmiddel.b", "uitbuiting.c", "locatie.d"]
    scores = np.random.default_rng(0).normal(size=(20, 6)).astype(np.float32)
    whole, parts = Summary(codes), Summary(codes)
    whole.add(scores)
    for piece in np.array_split(scores, 4):
        parts.add(piece)
    assert np.allclose(whole.measured(), parts.measured())
    assert Summary(codes).measured()[-1] == 0


def test_no_such_model():
    with pytest.raises(ModelError, match="train codes"):
        LearnedPipe(load(only="frames"), "x", "geen_map")
