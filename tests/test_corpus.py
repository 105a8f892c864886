"""The main job on the shipped corpus: everything is read, every coding points at its evidence, and a second run changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from textmine import jobs
from textmine.batch import RunStore, read_frames
from textmine.codebook import load_codebook
from textmine.codings.hand import read_hand_codings

CORPUS = Path(__file__).parents[1] / "corpora" / "voorbeeld"
HAND = CORPUS / "coderingen.csv"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    settings = jobs.Settings(tmp_path_factory.mktemp("run") / "uitvoer", corpus=jobs.corpus_mark([CORPUS]))
    done = jobs.run([CORPUS], [HAND], settings)
    return settings, done


@pytest.fixture(scope="module")
def frames(run):
    return read_frames(run[0].out)


@pytest.fixture(scope="module")
def texts(run):
    with RunStore(run[0].out, create=False) as store:
        return {narrative.id: narrative for narrative in store.narratives()}


def test_everything_is_read(run, frames):
    assert run[1].exit_status == 0
    assert run[1].counts.tagged == len(frames["narratives"]) == 74
    assert frames["failures"].empty
    assert "00041201" in set(frames["narratives"]["narrative_id"])


def test_the_hand_codings_fit(texts):
    hand = read_hand_codings(HAND, narrative_texts={key: narrative.text for key, narrative in texts.items()})
    assert not hand.problems
    assert {coding.coder for coding in hand.codings} == {"codeur_1", "codeur_2"}
    assert {narrative for narrative, _ in hand.coded} == set(texts)


def test_every_coding_points_at_its_evidence(frames, texts):
    assert len(frames["codings"]) > 0
    for row in frames["codings"].itertuples():
        assert texts[row.narrative_id].text[row.start : row.end] == row.text


def test_from_the_text_back_to_the_page(texts):
    pdf = texts["D05_verhoor_verdachte"]
    pages = {pdf.source_position(offset)[0] for offset in range(0, len(pdf.text), 50)}
    assert pages == {1, 2, 3}
    assert "Vertrouwelijk" not in pdf.text
    assert "Pagina" not in pdf.text


def test_values_and_codes_are_those_of_the_codebook(frames):
    codebook = load_codebook()
    assert list(frames["codes"].columns) == ["narrative_id", *codebook.codes]
    for name in ("presence", "agent", "target", "phase", "source"):
        assert set(frames["codings"][name]) <= set(codebook.values[name]), name
    assert set(frames["narratives"]["vorm"]) <= {"", *codebook.values["vorm"]}
    assert set(frames["typology"]["reference_type"]) <= set(codebook.values["typologie"])


def test_coder_against_coder_and_program_against_coder(frames):
    assert set(frames["agreement"]["comparison"]) == {"codeur_1 × codeur_2", "textmine × codeur_1", "textmine × codeur_2"}


def test_the_report_is_one_page_that_asks_for_nothing(run):
    page = (run[0].out / jobs.REPORT_NAME).read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_again_changes_nothing(run, frames):
    settings, _ = run
    again = jobs.run([CORPUS], [HAND], settings)
    assert (again.counts.tagged, again.counts.kept) == (0, 74)
    for name, frame in read_frames(settings.out).items():
        pd.testing.assert_frame_equal(frame, frames[name])


def test_without_hand_codings_no_agreement_is_left_behind(run):
    settings, _ = run
    jobs.run([CORPUS], [], jobs.Settings(settings.out, jobs.IngestOptions(exclude=frozenset({HAND}))))
    assert "agreement" not in read_frames(settings.out)


def test_the_source_of_the_corpus_is_complete():
    source = CORPUS.parent / "bron"
    ids = [json.loads(line)["id"] for line in (source / "narratieven.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(ids) == len(set(ids)) == 74
    for coder in ("codeur_1", "codeur_2"):
        coded = [json.loads(line)["id"] for line in (source / f"{coder}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert sorted(coded) == sorted(ids)
