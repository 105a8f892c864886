"""The engine: one bad narrative does not stop the others, and never speaks its text."""

import batch_toy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.batch import RunCounts, RunSettings, RunStore, one_by_one, tag_chunk, tag_into_store
from textmine.errors import InputError, ModelError, RecordError
from textmine.records import Failure, Narrative, Tagged

SETTINGS = RunSettings("hash-1", "0.1", "1.0")


def _narratives(n):
    return [Narrative(f"{i:03d}", f"Zij werd bedreigd, melding {i}.", "meldingen.csv", f"rij {i}") for i in range(n)]


def _tag(narrative):
    return Tagged(narrative.id, n_tokens=len(narrative.text.split()))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(1, 15))
def test_only_the_guilty_fail_whatever_the_batch(n, guilty, size):
    narratives = _narratives(n)
    bad = {f"{i:03d}" for i in guilty}

    def tag_batch(batch):
        if bad & {narrative.id for narrative in batch}:
            raise MemoryError
        return map(_tag, batch)

    outcomes = [outcome for start in range(0, n, size) for outcome in tag_chunk(narratives[start : start + size], tag_batch)]
    expected = [(f"rij {i}" if n_.id in bad else n_.id) for i, n_ in enumerate(narratives)]
    assert [getattr(outcome, "locator", None) or outcome.narrative_id for outcome in outcomes] == expected


def test_a_failure_names_the_error_and_not_the_text(tmp_path):
    secret = Narrative("7", "Dit is geheim en breekt de tagger.", "meldingen.csv", "rij 7")
    with RunStore(tmp_path) as store:
        tag_into_store([secret], tag_batch=one_by_one(batch_toy.toy_tag), store=store, settings=SETTINGS)
        (failure,) = store.failures()
    assert (failure.source, failure.locator, failure.error) == ("meldingen.csv", "rij 7", "verwerking_mislukt")
    assert failure.message.startswith("narrative 7: tagging stopped with ValueError in batch_toy.py, line ")
    assert "geheim" not in failure.message


def test_the_taggers_own_words_are_kept():
    def tag(narrative):
        raise RecordError("te_lang", f"narrative {narrative.id}: is longer than 10 million characters; split it")

    (outcome,) = tag_chunk([Narrative("1", "x", "a.txt")], one_by_one(tag))
    assert outcome == Failure("a.txt", "", "te_lang", "narrative 1: is longer than 10 million characters; split it")
    refused = Failure("a.txt", "", "te_lang", "too long")
    assert tag_chunk([Narrative("1", "x")], lambda batch: [refused]) == [refused]


def test_an_error_that_meets_everything_ends_the_run(tmp_path):
    def tag_batch(batch):
        raise ModelError("model nl_x is not installed; run: textmine doctor")

    with RunStore(tmp_path) as store:
        with pytest.raises(ModelError):
            tag_into_store(_narratives(3), tag_batch=tag_batch, store=store, settings=SETTINGS)
        assert list(store.failures()) == []
        assert store.run.finished == ""


@pytest.mark.parametrize(
    "tag_batch",
    [
        lambda batch: [_tag(narrative) for narrative in batch][:-1],
        lambda batch: [_tag(narrative) for narrative in reversed(batch)],
        lambda batch: [*map(_tag, batch), _tag(batch[0])],
    ],
)
def test_a_tagger_that_mixes_narratives_up_is_stopped(tag_batch):
    with pytest.raises(ValueError, match="one outcome a narrative, in the order of the batch"):
        tag_chunk(_narratives(4), tag_batch)


def test_interruption_keeps_whole_chunks(tmp_path):
    def tag(narrative):
        if narrative.id == "025":
            raise KeyboardInterrupt
        return _tag(narrative)

    with RunStore(tmp_path) as store:
        with pytest.raises(KeyboardInterrupt):
            tag_into_store(_narratives(40), tag_batch=one_by_one(tag), store=store, settings=SETTINGS, chunk_size=10)
        assert [result.narrative_id for result in store.results()] == [f"{i:03d}" for i in range(20)]
        counts = tag_into_store(_narratives(40), tag_batch=one_by_one(_tag), store=store, settings=SETTINGS, chunk_size=10)
    assert counts == RunCounts(read=40, tagged=20, kept=20)


def test_a_source_that_breaks_off_keeps_what_came_before(tmp_path):
    def records():
        yield from _narratives(25)
        raise InputError("meldingen.csv: row 26 is not readable")

    with RunStore(tmp_path) as store:
        with pytest.raises(InputError):
            tag_into_store(records(), tag_batch=one_by_one(_tag), store=store, settings=SETTINGS, chunk_size=10)
        assert len(list(store.results())) == 20


@pytest.mark.parametrize(
    ("records", "error", "message"),
    [
        (
            [Narrative("1", "a", "x.csv", "rij 2"), Narrative("1", "b", "y.csv", "rij 3")],
            "dubbel_id",
            r"narrative 1: this id was used before (x.csv rij 2); give every narrative its own id",
        ),
        ([Narrative("1", "a"), Narrative("1", "a")], "dubbel_id", "narrative 1: this id was used before (no source named);"),
        ([Narrative("1", "a"), Narrative("2", "b\ud800")], "ongeldige_tekens", "narrative 2: its id or text is no valid Unicode"),
        ([Narrative("1", "a"), Narrative("2\udce9", "b")], "ongeldige_tekens", "narrative 2\\udce9: its id or text"),
    ],
)
def test_narratives_that_cannot_be_stored(tmp_path, records, error, message):
    with RunStore(tmp_path) as store:
        counts = tag_into_store(records, tag_batch=one_by_one(_tag), store=store, settings=SETTINGS)
        (failure,) = store.failures()
        assert [narrative.id for narrative in store.narratives()] == ["1"]
    assert counts == RunCounts(read=2, tagged=1, failed=1)
    assert failure.error == error
    assert failure.message.startswith(message)


def test_progress_is_told_after_each_chunk(tmp_path):
    told = []
    records = [*_narratives(5), Failure("x.csv", "rij 6", "lege_tekst", "row 6 has no text")]
    with RunStore(tmp_path) as store:
        counts = tag_into_store(
            records, tag_batch=one_by_one(_tag), store=store, settings=SETTINGS, chunk_size=4, progress=told.append
        )
    assert told == [RunCounts(4, 4, 0, 0), RunCounts(6, 5, 0, 1)]
    assert told[-1] == counts


def test_chunk_size_must_be_positive(tmp_path):
    with RunStore(tmp_path) as store, pytest.raises(ValueError, match="chunk_size must be at least 1, not 0"):
        tag_into_store([], tag_batch=one_by_one(_tag), store=store, settings=SETTINGS, chunk_size=0)


def test_a_long_narrative_and_an_empty_one(tmp_path):
    records = [Narrative("lang", "woord " * 100_000), Narrative("leeg", ""), Narrative("een", "Bedreigd")]
    with RunStore(tmp_path) as store:
        tag_into_store(records, tag_batch=one_by_one(_tag), store=store, settings=SETTINGS)
        assert [result.tagged.n_tokens for result in store.results()] == [100_000, 0, 1]
        assert list(store.narratives()) == records
