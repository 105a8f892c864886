"""Marked text: nothing lost, nothing doubled, every span covered exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.report.evidence import cut_runs


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(alphabet="ab c\r\né🙂", min_size=1, max_size=40))
    places = st.integers(min_value=0, max_value=len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=8))
    return text, [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@given(texts_with_spans())
def test_runs_make_up_the_text_and_cover_every_span(case):
    text, spans = case
    runs = cut_runs(text, spans)
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)
    for i, (start, end) in enumerate(spans):
        assert "".join(run.text for run in runs if i in run.inside) == text[start:end]
        assert sum(i in run.ends for run in runs) == 1
        last = max(j for j, run in enumerate(runs) if i in run.inside)
        assert i in runs[last].ends


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="does not lie in a text of 4 characters"):
        cut_runs("haar", [span])


def test_no_text_and_no_spans():
    assert cut_runs("", []) == []
    assert [run.text for run in cut_runs("paspoort", [])] == ["paspoort"]


def test_a_long_dossier_with_many_codings():
    text = "woord " * 100_000
    spans = [(i, i + 40) for i in range(0, len(text) - 40, 300)]
    runs = cut_runs(text, spans)
    assert "".join(run.text for run in runs) == text
    assert sum(bool(run.inside) for run in runs) == len(spans)
