from __future__ import annotations

import gzip
import json

import pytest
from training_embedding_toy import conllu, make_data

from textmine.errors import InputError
from textmine.training.embedding.sources import LAWS, read_articles, read_documents


@pytest.fixture
def data(tmp_path):
    return make_data(tmp_path / "data")


def passages(documents):
    return [passage for document in documents for passage in document.passages]


def test_held_aside_articles_are_not_read_whatever_the_file(data):
    read = passages(read_documents(data))
    assert "Nog een zin van het kasteel ." not in read
    assert not [passage for passage in read if "kasteel" in passage]
    assert "De boot vaart over het water naar de haven." in read


def test_an_act_is_a_document_and_every_kind_takes_part(data):
    documents = read_documents(data)
    laws = [document for document in documents if document.kind == "wet"]
    assert len(laws) == 10
    assert laws[0].passages == ("Deze wet treedt in werking.", "De minister stelt regels vast.")
    assert {document.kind for document in documents} == {"wet", "open", "eigen"}


def test_own_narratives_take_part_when_named(data, tmp_path):
    path = tmp_path / "eigen.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "Zij gaf haar geld af.\n\nDe deur ging op slot."}) + "\n", encoding="utf-8")
    new = set(passages(read_documents(data, [path]))) - set(passages(read_documents(data)))
    assert new <= {"Zij gaf haar geld af.", "De deur ging op slot."}
    assert "De deur ging op slot." in passages(read_documents(data, [path]))


def test_a_narrative_that_cannot_be_read_is_named_without_its_text(data, tmp_path):
    path = tmp_path / "eigen.jsonl"
    path.write_text('{"id": "1", "text": "geheim"}\n{"id": "1", "text": "geheim"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"eigen\.jsonl") as caught:
        read_documents(data, [path])
    assert "geheim" not in str(caught.value)


def test_a_missing_or_damaged_file_is_named(data):
    (data / LAWS).write_bytes(b"geen gzip")
    with pytest.raises(InputError, match=r"laws_nl\.txt\.gz: not gzipped"):
        read_documents(data)
    (data / LAWS).write_bytes(gzip.compress("é".encode("latin-1")))
    with pytest.raises(InputError, match=r"laws_nl\.txt\.gz: not gzipped UTF-8"):
        read_documents(data)
    (data / LAWS).unlink()
    with pytest.raises(InputError, match=r"laws_nl\.txt\.gz: this file is missing"):
        read_documents(data)


@pytest.mark.parametrize("old", [False, True])
def test_articles_are_in_their_own_order(old):
    texts = [f"Zin {number}" for number in range(1, 12)]
    blocks = conllu({"wiki-1": texts}, old=old).strip().split("\n\n")
    lines = "\n\n".join(reversed(blocks)).splitlines()
    assert read_articles(lines) == {"wiki-1": texts}
