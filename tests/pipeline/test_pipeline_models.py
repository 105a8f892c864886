"""Pipelines of the user's own: a package named nl_core_news_lg and a folder, both made here with random weights."""

from __future__ import annotations

import importlib
import shutil

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

import textmine
from textmine.doctor import findings
from textmine.errors import ModelError
from textmine.pipeline.smoothing import SmoothingPipe
from textmine.pipeline.tagging import Tagger

NAME, VERSION = "nl_core_news_lg", "3.8.0"
TEXT = "SO werkte achter het raam. Haar paspoort werd door VE afgepakt."
INIT = """
from spacy.util import load_model_from_init_py

__version__ = "3.8.0"


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


HEADS = [1, 1, 4, 4, 1, 1, 7, 11, 11, 10, 11, 11, 11]
DEPS = [
    "nsubj",
    "ROOT",
    "case",
    "det",
    "obl",
    "punct",
    "nmod:poss",
    "nsubj:pass",
    "aux:pass",
    "case",
    "obl:agent",
    "ROOT",
    "punct",
]


@pytest.fixture(scope="module")
def tiny():
    """A Dutch pipeline with a parser that knows one text by heart."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    words = [token.text for token in nlp.make_doc(TEXT)]
    gold = Doc(nlp.vocab, words=words, heads=HEADS, deps=DEPS)
    example = Example(Doc(nlp.vocab, words=words), gold)
    nlp.initialize(lambda: [example])
    for _ in range(40):
        nlp.update([example])
    nlp.meta.update(name="core_news_lg", version=VERSION)
    return nlp


@pytest.fixture
def package(tiny, tmp_path, monkeypatch):
    """The pipeline as pip installs it: a package with its data, and the record of the distribution."""
    root = tmp_path / "site"
    (root / NAME).mkdir(parents=True)
    tiny.to_disk(root / NAME / f"{NAME}-{VERSION}")
    shutil.copy(root / NAME / f"{NAME}-{VERSION}" / "meta.json", root / NAME / "meta.json")
    (root / NAME / "__init__.py").write_text(INIT, encoding="utf-8")
    record = root / f"{NAME}-{VERSION}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n", encoding="utf-8")
    (record / "entry_points.txt").write_text(f"[spacy_models]\n{NAME} = {NAME}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(root)
    monkeypatch.delitem(importlib.sys.modules, NAME, raising=False)
    return NAME


def test_an_installed_pipeline_is_used_with_our_components_on_top(package):
    nlp = textmine.load(package)
    assert nlp.meta["name"] == "core_news_lg"
    assert nlp.pipe_names[0] == "parser"
    doc = nlp(TEXT)
    assert doc.has_annotation("DEP")
    assert "machtsmiddel.papieren_afpakken" in {coding.code for coding in doc._.codings}


def test_a_pipeline_that_parses_gets_no_second_parser(package):
    assert textmine.load(package).get_pipe("textmine_syntax").fingerprint == ""
    assert len(textmine.load().get_pipe("textmine_syntax").fingerprint) == 64


def test_another_model_means_another_run():
    nlp = textmine.load()
    before = Tagger(nlp).pipeline_hash
    assert Tagger(textmine.load()).pipeline_hash == before
    nlp.get_pipe("textmine_syntax").fingerprint = "another"
    assert Tagger(nlp).pipeline_hash != before


def test_doctor_names_it(package):
    assert package in dict(findings())["Dutch spaCy pipelines"]


def test_a_folder_works_as_a_package_does(tiny, tmp_path):
    tiny.to_disk(tmp_path / "model")
    assert textmine.load(tmp_path / "model").pipe_names == textmine.load(str(tmp_path / "model")).pipe_names


def test_a_saved_pipeline_of_ours_comes_back_as_it_was(tiny, tmp_path):
    tiny.to_disk(tmp_path / "model")
    nlp = textmine.load(tmp_path / "model")
    nlp.to_disk(tmp_path / "saved")
    again = textmine.load(tmp_path / "saved")
    assert again.pipe_names == nlp.pipe_names
    assert again(TEXT)._.codings == nlp(TEXT)._.codings


def test_nothing_is_put_in_the_place_of_what_is_not_installed():
    with pytest.raises(
        ModelError, match=r"nl_core_news_md is not installed\. Install it with: python -m spacy download nl_core_news_md"
    ):
        textmine.load("nl_core_news_md")


def test_lemmas_are_joined_as_a_dictionary_writes_them():
    nlp = spacy.blank("nl")
    doc = Doc(
        nlp.vocab,
        words=["hij", "belde", "me", "op", "via", "snap_chat"],
        lemmas=["hij", "op_bellen", "me", "op", "via", "snap_chat"],
    )
    assert [token.lemma_ for token in SmoothingPipe(nlp, "x")(doc)] == ["hij", "opbellen", "me", "op", "via", "snap_chat"]
