from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_toy import TREEBANK

from textmine.errors import InputError
from textmine.training.conllu import Sentence, Word, join_lemma, normalise_features, read_conllu, write_conllu

LINE = "1\tHij\thij\tPRON\tVNW\tPerson=3\t0\troot\t_\t_\n"


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_written_is_read_again(tmp_path, packed):
    path = tmp_path / "toy.conllu"
    write_conllu(TREEBANK, path, "invented")
    assert path.read_text(encoding="utf-8").startswith(
        "# invented\n# sent_id = toy.p.1.s.1\n# text = Hij pakte het paspoort af.\n"
    )
    if packed:
        path = tmp_path / "toy.conllu.gz"
        path.write_bytes(gzip.compress((tmp_path / "toy.conllu").read_bytes()))
    assert tuple(read_conllu(path)) == TREEBANK


def test_crlf_and_no_final_line_break(tmp_path):
    path = tmp_path / "toy.conllu"
    path.write_bytes(LINE.strip("\n").encode() + b"\r\n")
    [sentence] = read_conllu(path)
    assert sentence.id == "toy.conllu:1"
    assert sentence.words[0].form == "Hij"


def test_empty_nodes_are_left_out(tmp_path):
    path = tmp_path / "toy.conllu"
    path.write_text(LINE + "1.1\tzat\tzitten\tVERB\tWW\t_\t_\t_\t_\tCopiedFrom=1\n\n", encoding="utf-8")
    assert [word.form for word in read_conllu(path)[0].words] == ["Hij"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\tHij\thij\n\n", "line 1: not a word"),
        (LINE + "2-3\tvan'n\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "line 2: not a word"),
        ("1\tHij\thij\tPRON\tVNW\t_\t7\tnsubj\t_\t_\n\n", "no single root"),
        (
            LINE.replace("\t0\troot", "\t2\tnsubj") + LINE.replace("1\tHij", "2\tHij").replace("\t0\troot", "\t1\tnsubj"),
            "no single root",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path, text, said):
    path = tmp_path / "toy.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        read_conllu(path)
    assert "toy.conllu line" in str(caught.value)
    assert "Hij" not in str(caught.value)


def test_a_missing_and_a_damaged_file_are_named(tmp_path):
    with pytest.raises(InputError, match="missing"):
        read_conllu(tmp_path / "none.conllu.gz")
    (tmp_path / "bad.conllu.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match="cannot be read"):
        read_conllu(tmp_path / "bad.conllu.gz")


@pytest.mark.parametrize(
    ("lemma", "form", "upos", "joined"),
    [
        ("in_nemen", "ingenomen", "VERB", "innemen"),
        ("mens_handel", "Mensenhandel", "NOUN", "mensenhandel"),
        ("verzekering_maatschappij", "verzekeringsmaatschappijen", "NOUN", "verzekeringsmaatschappij"),
        ("EU_burger", "EU-burgers", "NOUN", "EU-burger"),
        ("stad_bestuur_lid", "stadsbestuursleden", "NOUN", "stadsbestuurslid"),
        ("_", "_", "SYM", "_"),
        ("boek", "boeken", "NOUN", "boek"),
    ],
)
def test_joined_lemmas(lemma, form, upos, joined):
    assert join_lemma(lemma, form, upos) == joined


@given(st.text(alphabet="abcdefg_", min_size=1), st.text(min_size=1), st.sampled_from(["NOUN", "VERB", "PROPN"]))
def test_a_joined_lemma_is_never_empty(lemma, form, upos):
    assert join_lemma(lemma, form, upos)


@pytest.mark.parametrize(
    ("feats", "upos", "kept"),
    [
        ("Definite=Def|PronType=Art", "DET", "Definite=Def"),
        ("Mood=Ind|Number=Plur|Tense=Pres|VerbForm=Fin", "VERB", "Number=Plur|Tense=Pres|VerbForm=Fin"),
        ("PronType=Dem", "DET", "_"),
        ("PronType=Dem", "PRON", "PronType=Dem"),
        ("ExtPos=ADP", "ADP", "_"),
        ("_", "ADV", "_"),
    ],
)
def test_features_that_versions_write_differently_go(feats, upos, kept):
    assert normalise_features(feats, upos) == kept


def test_text_follows_the_spaces():
    words = (
        Word("(", "(", "PUNCT", "LET", "_", 2, "punct", space=False),
        Word("SO", "SO", "NOUN", "N", "_", 0, "root", space=False),
    )
    assert Sentence("1", (*words, Word(")", ")", "PUNCT", "LET", "_", 2, "punct"))).text == "(SO)"
