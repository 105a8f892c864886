"""Passages, their measures, and the decision which sentences tell a code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.pipeline.learned.decide import decide
from textmine.pipeline.learned.features import FeatureSpace
from textmine.pipeline.learned.gate import Gate
from textmine.pipeline.learned.judge import LONGEST, OWN, Judge, measure, odds_of, passages
from textmine.pipeline.learned.model import CodeModel, Output
from textmine.pipeline.learned.pipe import Scored
from textmine.pipeline.learned.sentences import Reading


@given(st.integers(0, 500))
def test_passages_cover_a_narrative(sentences):
    parts = list(passages(sentences))
    assert [row for part in parts for row in range(part.start, part.stop)] == list(range(sentences))
    assert all(0 < part.stop - part.start <= LONGEST for part in parts)


def test_measures_of_one_sentence_and_of_several():
    one = measure(np.array([[0.5, -0.2, 0.3]], np.float32), np.array([[2]], np.int8))
    assert one[0].tolist() == pytest.approx([0.5, -2, -2, 1 / (1 + np.exp(-4.5)), -0.2, 0.3, 0, 1, 0], abs=1e-5)
    scores = np.array([[0.1, 0.9, 0.0], [0.4, 0.2, 0.1], [-0.3, 0.0, 0.0]], np.float32)
    several = measure(scores, np.array([[0], [1], [3]], np.int8))
    assert several[0, :3].tolist() == pytest.approx([0.4, 0.1, -0.3])
    assert several[0, 4:].tolist() == pytest.approx([0.2, 0.1, 1, 0, 1])


def judge(bias, own=1.0):
    weights = np.zeros((1, OWN), np.float32)
    weights[0, 0] = own
    return Judge(weights, np.zeros((1, 1), np.float32), np.zeros((2, 1), np.float32), np.array([bias], np.float32))


@pytest.mark.parametrize(("sentences", "expected"), [(1, -1.0), (4, -1.0), (10, 1.0), (24, 1.0)])
def test_the_length_chooses_the_judge(sentences, expected):
    measured = np.zeros((1, OWN), np.float32)
    assert odds_of(judge(-1), judge(1), measured, np.array([np.log(sentences), 0], np.float32))[0] == pytest.approx(expected)


def scored(rows, bias):
    space = FeatureSpace(["w:x"], np.ones(1, np.float32))
    output = Output("machtsmiddel.bedreiging", threshold=0.0, denied=0.5, doubted=0.5, odds=0.0)
    gate = Gate((0.0,) * 6, 1.0, ((0.0, 0.0),))
    model = CodeModel(space, (output,), np.zeros((1, 3), np.float32), np.zeros(3, np.float32), (judge(bias),) * 2, gate, {})
    readings = [Reading(place, place + 1, ("x",), ((place, place + 1),), {}) for place in range(len(rows))]
    return Scored(model, readings, np.array(rows, np.float32).reshape(-1, 3))


@pytest.mark.parametrize(
    ("rows", "bias", "expected"),
    [
        ([], 0, []),
        ([(0.3, 0, 0), (-0.5, 0, 0)], 0, [(0, "aanwezig", True)]),
        ([(0.3, 0, 0), (0.1, 0.9, 0), (0.1, 0, 0.9)], 0, [(0, "aanwezig", True), (1, "ontkend", True), (2, "onzeker", True)]),
        ([(0.3, 0, 0), (0.2, 0.9, 0)], -2, [(0, "aanwezig", False), (1, "ontkend", True)]),
        ([(-0.3, 0, 0), (-0.1, 0, 0)], 2, [(1, "aanwezig", True)]),
        ([(0.3, 0.9, 0), (-0.6, 0, 0)], 2, [(0, "ontkend", True), (1, "aanwezig", True)]),
    ],
)
def test_the_narrative_judges_its_sentences(rows, bias, expected):
    found = scored(rows, bias)
    opinions = decide(found, np.zeros((len(rows), 1), np.int8))
    assert [(opinion.start, opinion.presence, opinion.told) for opinion in opinions] == expected
