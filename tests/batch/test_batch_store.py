"""The run store: round trips, what belongs to a run, and every way in which its file can be unfit."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import batch_toy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.batch import Entry, FolderLock, RunSettings, RunStore, one_by_one, tag_into_store
from textmine.errors import StoreError
from textmine.records import Actor, Coding, Entity, Failure, Mention, Narrative, Section, Segment, Tagged

SETTINGS = RunSettings("hash-1", "0.1", "1.0", {"seed": 1})

texts = st.text(max_size=30)
offsets = st.integers(0, 10**9)
codings = st.builds(
    Coding,
    code=texts,
    presence=st.sampled_from(["aanwezig", "ontkend", "onzeker"]),
    agent=texts,
    target=texts,
    phase=texts,
    source=texts,
    start=offsets,
    end=offsets,
    text=texts,
    rule=texts,
    cues=st.lists(texts, max_size=3).map(tuple),
    score=st.floats(0, 1),
    parts=st.lists(st.tuples(texts, offsets, offsets), max_size=3).map(tuple),
)
mentions = st.builds(Mention, start=offsets, end=offsets, text=texts, kind=texts)
some = st.lists(texts, max_size=2).map(tuple)
actors = st.builds(
    Actor,
    id=texts,
    rol=some,
    leeftijd=texts,
    leeftijdsgroep=texts,
    geslacht=texts,
    herkomst=some,
    herkomst_regio=some,
    mentions=st.lists(mentions, max_size=3).map(tuple),
)
entities = st.builds(Entity, label=texts, start=offsets, end=offsets, text=texts, value=texts)
sections = st.builds(Section, kind=texts, start=offsets, end=offsets, speaker=texts)
segments = st.builds(Segment, start=offsets, end=offsets, source_start=offsets, page=st.none() | st.integers(1, 999))
narratives = st.builds(
    Narrative,
    id=texts,
    text=st.text(max_size=300),
    source=texts,
    locator=texts,
    meta=st.dictionaries(texts, texts, max_size=3),
    segments=st.lists(segments, max_size=3).map(tuple),
)


@st.composite
def tagged_narratives(draw):
    narrative = draw(narratives)
    lists = [draw(st.lists(kind, max_size=3).map(tuple)) for kind in (codings, actors, entities, sections)]
    return narrative, Tagged(narrative.id, draw(st.integers(0, 10**6)), draw(texts), draw(texts), *lists)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(tagged_narratives(), max_size=4, unique_by=lambda pair: pair[0].id), st.builds(Failure, texts, texts, texts, texts)
)
def test_records_come_back_as_they_went_in(pairs, failure):
    with TemporaryDirectory() as folder:
        with RunStore(folder) as store:
            store.begin_run(SETTINGS)
            store.save([Entry(i, narrative, tagged) for i, (narrative, tagged) in enumerate(pairs)])
            store.save([Entry(len(pairs), None, failure)])
        with RunStore(folder, create=False) as store:
            assert list(store.narratives()) == [narrative for narrative, _ in pairs]
            results = list(store.results())
            assert [result.tagged for result in results] == [tagged for _, tagged in pairs]
            assert [result.n_chars for result in results] == [len(narrative.text) for narrative, _ in pairs]
            assert list(store.failures()) == [failure]
            assert store.todo([narrative for narrative, _ in pairs]) == []


def _run(store, records, settings=SETTINGS, tag=batch_toy.toy_tag):
    counts = tag_into_store(records, tag_batch=one_by_one(tag), store=store, settings=settings)
    return counts, [result.narrative_id for result in store.results()]


def test_only_what_changed_is_tagged_again_and_only_this_run_is_shown(tmp_path):
    one, two, three = (Narrative(f"0{i}", f"Zij werd bedreigd, melding {i}.", "oud.csv", f"rij {i}") for i in (1, 2, 3))
    changed = Narrative("02", "Zij werd opgesloten.", "oud.csv", "rij 2")
    with RunStore(tmp_path) as store:
        assert _run(store, [one, two, three])[1] == ["01", "02", "03"]

        counts, shown = _run(store, [three, changed])
        assert (counts.kept, counts.tagged) == (1, 1)
        assert shown == ["03", "02"]  # the order of this input, and not what is no longer in it

        moved = Narrative("01", one.text, "nieuw.csv", "rij 9")
        counts, shown = _run(store, [moved])
        assert (counts.kept, counts.tagged) == (1, 0)  # another file name is no other text
        assert [(r.source, r.locator) for r in store.results()] == [("nieuw.csv", "rij 9")]

        counts, shown = _run(store, [one, two, three], RunSettings("hash-2", "0.2", "1.0"))
        assert (counts.kept, counts.tagged) == (0, 3)
        assert store.run.settings.pipeline_version == "0.2"
        assert store.run.number == 4


def test_a_text_that_changed_and_then_failed_does_not_keep_its_old_result(tmp_path):
    good, bad = Narrative("1", "Zij werd bedreigd."), Narrative("1", "Dit is geheim.")
    with RunStore(tmp_path) as store:
        assert _run(store, [good])[1] == ["1"]
        counts, shown = _run(store, [bad])
        assert (counts.failed, shown) == (1, [])
        counts, shown = _run(store, [good])
        assert (counts.kept, shown) == (1, ["1"])
        assert next(store.narratives()).text == good.text


def test_failures_are_those_of_the_latest_run(tmp_path):
    failure = Failure("dossier.pdf", "", "geen_tekst", "dossier.pdf has no text layer")
    with RunStore(tmp_path) as store:
        _run(store, [failure])
        assert list(store.failures()) == [failure]
        _run(store, [])
        assert list(store.failures()) == []


def test_a_chunk_is_stored_whole_or_not_at_all(tmp_path):
    entry = Entry(0, Narrative("1", "Zij werd bedreigd."), Tagged("1", 3))
    with RunStore(tmp_path) as store:
        store.begin_run(SETTINGS)

        def interrupted():
            yield entry
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.save(interrupted())
        assert list(store.results()) == []
        store.save([entry])
        assert len(list(store.results())) == 1


def test_a_full_disk_is_an_error_that_loses_nothing(tmp_path):
    records = [Narrative(str(i), f"Zij werd bedreigd ({i}). " * 400) for i in range(30)]
    with RunStore(tmp_path) as store:
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count={pages + 40}")
        with pytest.raises(StoreError, match=r"textmine\.sqlite: cannot be used \(database or disk is full\); free disk space"):
            tag_into_store(records, tag_batch=one_by_one(batch_toy.toy_tag), store=store, settings=SETTINGS, chunk_size=5)
        held = len(list(store.results()))
        assert 0 < held < 30
        assert held % 5 == 0
        store._connection.execute("PRAGMA max_page_count=1000000")
        counts = tag_into_store(records, tag_batch=one_by_one(batch_toy.toy_tag), store=store, settings=SETTINGS, chunk_size=5)
        assert (counts.kept, counts.tagged) == (held, 30 - held)


def test_file_names_that_are_no_unicode_are_kept_readably(tmp_path):
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    record = Narrative("1", "Zij werd bedreigd.", name, "", {"bestand": name})
    with RunStore(tmp_path) as store:
        _run(store, [record, Failure(name, "", "lege_tekst", f"{name} is empty")])
        assert next(store.results()).source == "caf\\udce9.txt"
        assert next(store.narratives()).meta == {"bestand": "caf\\udce9.txt"}
        assert next(store.failures()).source == "caf\\udce9.txt"


def test_purge_forgets_what_was_withdrawn(tmp_path):
    stay, go = Narrative("1", "Zij werd bedreigd."), Narrative("2", "Herkenbaarewoorden " * 50)
    with RunStore(tmp_path) as store:
        _run(store, [stay, go])
        _run(store, [stay])
        assert store.purge() == 1
        assert _run(store, [stay])[0].kept == 1
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"bedreigd" in held
    assert b"Herkenbaarewoorden" not in held


def test_purge_waits_for_a_whole_run(tmp_path):
    with RunStore(tmp_path) as store:
        store.begin_run(SETTINGS)
        with pytest.raises(StoreError, match="was broken off"):
            store.purge()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_the_owner_can_read(tmp_path):
    folder = tmp_path / "uitvoer"
    with RunStore(folder) as store:
        _run(store, [Narrative("1", "Zij werd bedreigd.")])
        rights = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert set(rights) == {"textmine.sqlite", "textmine.sqlite-wal", "textmine.lock"}
    assert set(rights.values()) == {0o600}


def test_a_second_process_is_refused_until_the_first_is_dead(tmp_path):
    program = "import sys, textmine.batch as b; store = b.RunStore(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", program, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline().strip() == b"open"
        with pytest.raises(StoreError, match=f"in use by process {holder.pid} on .*; wait until it is done"):
            RunStore(tmp_path)
    finally:
        holder.kill()
        holder.communicate()
    with RunStore(tmp_path) as store, pytest.raises(StoreError, match="in use by process"):
        RunStore(store.folder)
    RunStore(tmp_path).close()


def test_what_a_killed_export_left_is_swept(tmp_path):
    (tmp_path / ".textmine-staging-abc").mkdir()
    (tmp_path / ".textmine-staging-abc" / "codings.parquet").write_bytes(b"half")
    RunStore(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["textmine.lock", "textmine.sqlite"]


def _database(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.write_bytes(b"geen database " * 100), "is damaged or is no database; move the file away"),
        (lambda path: _database(path, "CREATE TABLE cliënten (naam TEXT)"), "database of another program; name another folder"),
        (lambda path: _database(path, "CREATE TABLE meta (name TEXT, value TEXT)"), "database of another program"),
        (
            lambda path: (
                RunStore(path.parent).close(),
                _database(path, "UPDATE meta SET value = 99 WHERE name = 'schema_version'"),
            ),
            "has schema version 99, this textmine reads 1",
        ),
        (lambda path: path.mkdir(), r"cannot be used \(.*\)"),
    ],
)
def test_an_unfit_file_is_refused_and_left_alone(tmp_path, spoil, message):
    path = tmp_path / "textmine.sqlite"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=message) as caught:
        RunStore(tmp_path)
    assert str(path) in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before
    with FolderLock(tmp_path):  # the refusal let go of the folder
        pass


def test_damage_inside_the_file_is_an_error_and_no_wrong_table(tmp_path):
    with RunStore(tmp_path) as store:
        _run(store, batch_toy.toy_records(120))
    path = tmp_path / "textmine.sqlite"
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), RunStore(tmp_path) as store:
        list(store.results())
        list(store.narratives())


@pytest.mark.parametrize(("column", "value"), [("text", "CAST(x'ff476568656d' AS TEXT)"), ("meta", "'{\"half'")])
def test_a_damaged_value_is_an_error_without_its_text(tmp_path, column, value):
    with RunStore(tmp_path) as store:
        _run(store, [Narrative("1", "Zij werd bedreigd.")])
        store._connection.execute(f"UPDATE narrative SET {column} = {value}")
        with pytest.raises(StoreError, match="is damaged") as caught:
            list(store.narratives())
    assert "Geh" not in str(caught.value)


@pytest.mark.parametrize(
    ("folder", "message"),
    [("leeg", "holds no run of textmine; name the folder that was given to --out"), ("bestand", "holds no run of textmine")],
)
def test_a_folder_without_a_run(tmp_path, folder, message):
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(StoreError, match=message):
        RunStore(tmp_path / folder, create=False)
    assert not (tmp_path / "leeg").exists()


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(StoreError, match="bestand: cannot be used"):
        RunStore(tmp_path / "bestand")


def test_a_store_without_a_run_says_so(tmp_path):
    with RunStore(tmp_path) as store, pytest.raises(StoreError, match="no run was started"):
        store.todo([])


def test_the_settings_of_a_run_are_kept(tmp_path):
    with RunStore(tmp_path) as store:
        _run(store, [])
    with RunStore(Path(tmp_path)) as store:
        assert store.run.settings == SETTINGS
        assert store.run.started <= store.run.finished
