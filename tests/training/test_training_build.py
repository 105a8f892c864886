"""The whole recipe on a tiny treebank: every step runs, the saved pipeline loads, the card tells what was measured."""

from __future__ import annotations

import builtins
import gzip
import json
from dataclasses import replace

import pytest
import spacy
from training_toy import TREEBANK
from typer.testing import CliRunner

from textmine.cli import app
from textmine.errors import InputError, ModelError
from textmine.pipeline.separable import separable_verbs
from textmine.training import build, config, vectors
from textmine.training import corpus as corpus_module
from textmine.training.build import Plan, train_pipeline
from textmine.training.conllu import write_conllu
from textmine.training.corpus import own_sentences, read_corpus
from textmine.training.lemmas import simplemma_words
from textmine.training.loop import Schedule, train
from textmine.training.relabel import characters

FEW = Plan(
    first=Schedule(steps=30, words=(60, 60), rates=(0.02, 0.01), warmup=2, evaluate_every=15),
    second=Schedule(steps=4, words=(60, 60), rates=(0.01, 0.0), warmup=1, evaluate_every=4),
)


def pack(sentences, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = path.with_suffix("")
    write_conllu(sentences, plain)
    path.write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()


def variants(number):
    """The toy sentences with another name, so that no file shares its long sentences with another."""
    names = {"Jansen": f"Naam{number}", "paspoort": f"paspoort{number}", "Zij": f"Persoon{number}"}
    for sentence in TREEBANK:
        words = tuple(word._replace(form=names.get(word.form, word.form)) for word in sentence.words)
        yield replace(sentence, id=f"toy{number}.p.1.s.{sentence.id[-1]}", words=words)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    numbers = iter(range(1000))

    def some(count):
        return [sentence for _ in range(count) for sentence in variants(next(numbers))]

    pack(some(12), folder / "ud" / "alpino" / "cdb.conllu.gz")
    for name in ("al_dev_2025", "al_test_2025", "ls_test_2025", "ls_train_2017"):
        pack(some(2), folder / "ud" / "official" / f"{name}.conllu.gz")
    pack(some(8), folder / "ud" / "official" / "ls_dev_2025.conllu.gz")
    for name in ("laws_nl.txt", "nlwikipedia-selection.sents"):
        (folder / "text").mkdir(exist_ok=True)
        (folder / "text" / f"{name}.gz").write_bytes(gzip.compress(b"Artikel 1 van deze wet .\n\nEen zin .\n"))
    return folder


@pytest.fixture(autouse=True)
def few_held_out(monkeypatch):
    monkeypatch.setattr(corpus_module, "LASSY_HELD_OUT", 9)


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(config, "WIDTH", 16)
    monkeypatch.setattr(config, "DEPTH", 1)
    monkeypatch.setattr(config, "MIN_ACTION_FREQ", 1)
    monkeypatch.setattr(config, "ROWS", dict.fromkeys(config.ROWS, 50))
    monkeypatch.setattr(build, "add_vectors", lambda *given: None)
    monkeypatch.setattr(build, "simplemma_words", lambda: {"paspoorten": "paspoort", "pakken": "pakken", "afpakken": "afpakken"})


def test_from_raw_files_to_a_pipeline_that_loads(data, tmp_path, small):
    steps = []
    train_pipeline(data, tmp_path / "model", progress=lambda done, of, how: steps.append((done, of, how)), plan=FEW)
    assert steps[-1][:2] == (34, 34)
    assert [done for done, _, how in steps if how] == [15, 30, 34]
    nlp = spacy.load(tmp_path / "model")
    doc = nlp("Hij pakte het paspoort af. De vrouw belde Jansen.\nZij werd vastgehouden.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Hij pakte het paspoort af.",
        "De vrouw belde Jansen.",
        "Zij werd vastgehouden.",
    ]
    assert [token.pos_ for token in doc][:5] == ["PRON", "VERB", "DET", "NOUN", "ADP"]
    assert doc[1].lemma_ == "afpakken"
    assert [(pair.verb, pair.particle) for pair in separable_verbs(doc)] == [(1, 4)]
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    scores = json.loads((tmp_path / "model" / "scores.json").read_text(encoding="utf-8"))
    assert set(scores) == {"running_text", "with_paragraphs", "checked", "words_per_second"}
    assert scores["running_text"]["Alpino test"]["tokens"]["gold"] == 30
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert "{" not in card
    assert "| Alpino test | 100.0 |" in card
    assert "CC BY-SA 4.0" in card


def test_the_same_seed_gives_the_same_network(data, small):
    corpus = read_corpus(data)

    def trained(seed):
        nlp = build.blank_pipeline()
        build.add_network(nlp, build.epoch_of(nlp, corpus.parts, 0), seed)
        schedule = replace(FEW.first, steps=3, evaluate_every=3)
        train(nlp, lambda epoch: build.epoch_of(nlp, corpus.parts, epoch), schedule, lambda nlp: 1.0, lambda *given: None, seed)
        return nlp.get_pipe("tok2vec").to_bytes()

    assert trained(1) == trained(1) != trained(2)


def test_the_best_weights_are_kept_not_the_last(data, small):
    corpus = read_corpus(data)
    nlp = build.blank_pipeline()
    build.add_network(nlp, build.epoch_of(nlp, corpus.parts, 0), 0)
    values = iter([3.0, 9.0, 5.0])

    def measure(nlp):
        kept.append(nlp.get_pipe("tok2vec").to_bytes())
        return next(values)

    kept = []
    schedule = replace(FEW.first, steps=3, evaluate_every=1)
    train(nlp, lambda epoch: build.epoch_of(nlp, corpus.parts, epoch), schedule, measure, lambda *given: None)
    assert nlp.get_pipe("tok2vec").to_bytes() == kept[1]
    assert kept[1] != kept[2]


def test_no_long_sentence_is_in_two_files(data):
    corpus = read_corpus(data)
    trained = {characters(s) for part in (*corpus.parts, corpus.lassy, corpus.old) for s in part if len(s.words) >= 4}
    held_out = {characters(s) for part in (*corpus.choose.values(), *corpus.test.values()) for s in part if len(s.words) >= 4}
    assert trained
    assert held_out
    assert len(corpus.choose["ls"]) == 9


def test_a_test_sentence_in_a_training_file_is_left_out(data, tmp_path):
    target = tmp_path / "ud"
    for path in data.rglob("*.conllu.gz"):
        (target / path.relative_to(data / "ud")).parent.mkdir(parents=True, exist_ok=True)
        (target / path.relative_to(data / "ud")).write_bytes(path.read_bytes())
    (target / "alpino" / "leak.conllu.gz").write_bytes((data / "ud" / "official" / "al_test_2025.conllu.gz").read_bytes())
    leaked = [sentence for part in read_corpus(tmp_path).parts for sentence in part]
    plain = [sentence for part in read_corpus(data).parts for sentence in part]
    assert [s.id for s in leaked if len(s.words) >= 4] == [s.id for s in plain if len(s.words) >= 4]


def test_a_missing_folder_says_what_is_missing(tmp_path):
    with pytest.raises(InputError, match="no treebank files"):
        read_corpus(tmp_path)


def test_own_sentences_are_trees_and_checked_ones_are_never_trained_on():
    domain, checked = own_sentences("domain"), own_sentences("checked")
    assert len(checked) == 200
    assert not {sentence.text for sentence in domain} & {sentence.text for sentence in checked}
    for sentence in (*domain, *checked):
        for number in range(1, len(sentence.words) + 1):
            steps = 0
            while number and steps <= len(sentence.words):
                number, steps = sentence.words[number - 1].head, steps + 1  # noqa: PLW2901
            assert number == 0, sentence.id


def test_training_text_repeats_what_is_not_law(data):
    lines = list(vectors.training_text(spacy.blank("nl"), data, TREEBANK[:1]))
    assert lines[0] == "artikel 1 van deze wet ."
    assert lines.count("een zin .") == 1 + vectors.REPEATED
    assert lines.count("hij pakte het paspoort af .") == vectors.REPEATED


@pytest.mark.parametrize("package", ["floret", "simplemma"])
def test_what_is_not_installed_is_named_with_its_command(data, monkeypatch, package):
    really = builtins.__import__

    def refuse(name, *rest):
        if name.split(".")[0] == package:
            raise ImportError(name)
        return really(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ModelError, match=f"pip install '{package}"):
        if package == "floret":
            vectors.add_vectors(spacy.blank("nl"), data, TREEBANK)
        else:
            simplemma_words()


def test_the_command_trains_and_says_where(data, tmp_path, monkeypatch):
    called = {}

    def fake(folder, out, *, seed, progress):
        progress(1, 2, "")
        progress(2, 2, "80.00")
        called.update(folder=folder, out=out, seed=seed)

    monkeypatch.setattr(build, "train_pipeline", fake)
    done = CliRunner().invoke(app, ["train", "pipeline", "--data", str(data), "--out", str(tmp_path / "m"), "--seed", "3"])
    assert done.exit_code == 0, done.output
    assert called == {"folder": data, "out": tmp_path / "m", "seed": 3}
    assert "written to" in done.output


def test_the_command_refuses_a_folder_that_is_not_there(tmp_path):
    assert CliRunner().invoke(app, ["train", "pipeline", "--data", str(tmp_path / "none"), "--out", "m"]).exit_code == 2
