"""A run that is killed and started again ends with the tables of a run that was not."""

import random
import subprocess
import sys
import time
from pathlib import Path

import batch_toy
from pandas.testing import assert_frame_equal

from textmine.batch import RunStore, build_tables, one_by_one, tag_into_store, write_frames


def _start(folder, log):
    command = [sys.executable, Path(batch_toy.__file__), folder, log]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _kill_after(process, chunks, seconds):
    stored = 0
    for line in process.stdout:
        stored = int(line)
        chunks -= 1
        if chunks <= 0:
            break
    time.sleep(seconds)
    process.kill()
    process.communicate()
    return stored


def test_killed_and_resumed_equals_uninterrupted(tmp_path):
    with RunStore(tmp_path / "whole") as store:
        counts = tag_into_store(
            batch_toy.toy_records(), tag_batch=one_by_one(batch_toy.toy_tag), store=store, settings=batch_toy.SETTINGS
        )
        expected = build_tables(store, batch_toy.CODES)
    assert counts.tagged > 250
    assert counts.failed > 10

    folder = tmp_path / "killed"
    sound = set(expected.narratives["narrative_id"])
    chance = random.Random(20261123)
    stored = 0
    for attempt, chunks in enumerate((1, 9, 14, 25)):
        log = tmp_path / f"calls_{attempt}.txt"
        already = stored
        stored = _kill_after(_start(folder, log), chunks, chance.uniform(0, 0.04))
        assert 0 < stored < 300
        assert not [name for name in sound.intersection(log.read_text().split()) if int(name) < already]
    last = _start(folder, tmp_path / "calls_last.txt")
    _, errors = last.communicate()
    assert last.returncode == 0, errors

    with RunStore(folder, create=False) as store:
        tables = build_tables(store, batch_toy.CODES)
    for name, frame in expected.items():
        assert_frame_equal(tables[name], frame)
    for one, other in zip(
        write_frames(tables, folder, ["parquet", "csv", "jsonl"]),
        write_frames(expected, tmp_path / "whole", ["parquet", "csv", "jsonl"]),
        strict=True,
    ):
        assert one.read_bytes() == other.read_bytes()


def test_a_finished_run_tags_nothing_again(tmp_path):
    def refuse(batch):
        raise AssertionError(f"{len(batch)} narratives tagged again")

    records = [r for r in batch_toy.toy_records(40) if "geheim" not in getattr(r, "text", "")]
    with RunStore(tmp_path) as store:
        first = tag_into_store(records, tag_batch=one_by_one(batch_toy.toy_tag), store=store, settings=batch_toy.SETTINGS)
        before = build_tables(store, batch_toy.CODES)
        again = tag_into_store(records, tag_batch=refuse, store=store, settings=batch_toy.SETTINGS)
        after = build_tables(store, batch_toy.CODES)
    assert (again.kept, again.tagged, again.failed) == (first.tagged, 0, first.failed)
    for name in before:
        assert_frame_equal(before[name], after[name])
