"""Every example in the data files of the entities holds, and every kind of entity has examples."""

import re
import tomllib

import pytest

from textmine.pipeline.entities import EntityFinder
from textmine.pipeline.entities.tables import packaged_folder
from textmine.resources import read_tree

FILES = {name: tomllib.loads(text) for name, text in read_tree(packaged_folder()).items()}
MATCHES = [(name, example) for name, data in FILES.items() for example in data.get("match", ())]
NO_MATCHES = [(name, example) for name, data in FILES.items() for example in data.get("no_match", ())]
LABELS = {
    "DATUM", "DUUR", "GELDBEDRAG", "LAND", "LEEFTIJD", "NATIONALITEIT", "ORGANISATIE", "PERSOON", "PLAATS", "PLATFORM", "TELEFOON", "VOERTUIG",
}  # fmt: skip


@pytest.mark.parametrize(("name", "example"), MATCHES)
def test_example_is_found(name, example):
    marked, _, value = example.rpartition(" =>")
    before, entity, after = re.fullmatch(r"(.*?)\[\[(.+)\]\](.*)", marked, re.DOTALL).groups()
    wanted = (FILES[name]["label"], len(before), len(before) + len(entity), entity, value.strip())
    found = EntityFinder.from_package().find(before + entity + after)
    assert wanted in [(e.label, e.start, e.end, e.text, e.value) for e in found]


@pytest.mark.parametrize(("name", "example"), NO_MATCHES)
def test_counterexample_is_not_found(name, example):
    found = EntityFinder.from_package().find(example)
    assert FILES[name]["label"] not in {entity.label for entity in found}


def test_every_label_has_examples_and_counterexamples():
    assert {FILES[name]["label"] for name, _ in MATCHES} == LABELS
    assert {FILES[name]["label"] for name, _ in NO_MATCHES} == LABELS
