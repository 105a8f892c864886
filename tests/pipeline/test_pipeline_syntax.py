"""The parse: which sentences get one, whose it is, and what the later components make of it."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import textmine
from textmine.pipeline import COMPONENTS
from textmine.pipeline.actors.arguments import Arguments
from textmine.pipeline.actors.dependents import completed
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.clauses import Clause
from textmine.pipeline.state import Hit, state
from textmine.pipeline.syntax import Parse, SyntaxPipe, verbs_in


def parsed(words, heads, deps, pos):
    """A parse from its columns; heads count from 0."""
    parse = Parse(list(heads), deps.split(), pos.split())
    parse.verbs |= {token for token, tag in enumerate(parse.pos) if tag in ("VERB", "AUX")}
    assert len(words.split()) == len(parse.heads) == len(parse.deps) == len(parse.pos)
    return parse


def half(nlp):
    """The components up to the parse, which keep it."""
    return [pipe for name, pipe in nlp.pipeline if name in COMPONENTS[: COMPONENTS.index("textmine_syntax") + 1]]


def read(nlp, text):
    doc = nlp.make_doc(text)
    for pipe in half(nlp):
        doc = pipe(doc)
    return doc


def test_only_candidate_sentences_are_parsed(nlp):
    doc = read(nlp, "Het regende de hele dag in de stad. Hij pakte haar paspoort af.")
    parse = state(doc)["parse"]
    [first, second] = doc.sents
    assert not any(parse.pos[first.start : first.end])
    assert all(parse.pos[second.start : second.end])
    assert {doc[token].text for token in parse.finite} == {"pakte"}


def test_heads_stay_inside_their_sentence(nlp):
    doc = read(nlp, "Hij sloeg haar. SO moest haar geld afgeven aan VE. Zij werd door hem bedreigd.")
    parse = state(doc)["parse"]
    for sentence in doc.sents:
        assert all(sentence.start <= parse.heads[token.i] < sentence.end for token in sentence)


def test_a_text_that_comes_parsed_is_not_parsed_again(nlp):
    doc = nlp.make_doc("Hij sloeg haar.")
    words = [token.text for token in doc]
    doc = Doc(
        nlp.vocab, words=words, heads=[1, 1, 1, 1], deps=["nsubj", "ROOT", "obj", "punct"], pos=["PRON", "X", "PRON", "PUNCT"]
    )
    state(doc)["candidates"] = [(0, 4)]
    parse = state(nlp.get_pipe("textmine_syntax")(doc))["parse"]
    assert parse.pos == ["PRON", "X", "PRON", "PUNCT"]
    assert parse.heads == [1, 1, 1, 1]


def test_without_a_model_there_is_no_parse():
    nlp = spacy.blank("nl")
    pipe = SyntaxPipe(nlp, "textmine_syntax", "")
    doc = nlp("Hij sloeg haar.")
    state(doc)["candidates"] = [(0, 4)]
    assert state(pipe(doc))["parse"] is None


def test_verbs_come_from_the_lexicon_where_nothing_is_parsed():
    hits = [Hit("A", "slaan", "fin", 1, 2), Hit("A", "slaan", "inf", 3, 4), Hit("B", "huis", "", 2, 3)]
    assert verbs_in(hits, None, 0, 5) == (frozenset({1}), frozenset({1, 3}))
    assert verbs_in(hits, Parse.empty(5), 0, 5) == (frozenset({1}), frozenset({1, 3}))


REFS = [Ref(0, 1, "rolwoord", "VE"), Ref(4, 5, "rolwoord", "SO")]


@pytest.mark.parametrize(
    ("heads", "deps", "pos", "own", "subject", "objects"),
    [
        # VE belde en sloeg SO: the second verb shares the subject of the first
        ([1, 1, 3, 1, 3], "nsubj ROOT cc conj obj", "PROPN VERB CCONJ VERB PROPN", Arguments(), "VE", ("SO",)),
        # what the rules found stays
        ([1, 1, 3, 1, 3], "obj ROOT cc conj nsubj", "PROPN VERB CCONJ VERB PROPN", Arguments(subject=REFS[0]), "VE", ()),
        # a verb that shares nothing has no subject
        ([1, 1, 3, 1, 3], "nsubj ROOT cc advcl obj", "PROPN VERB CCONJ VERB PROPN", Arguments(), "-", ("SO",)),
    ],
)
def test_the_parse_fills_what_the_rules_leave_open(heads, deps, pos, own, subject, objects):
    parse = parsed("VE belde en sloeg SO", heads, deps, pos)
    clauses = [Clause(0, 2, ""), Clause(2, 5, "")]
    found = completed([Arguments(subject=REFS[0]), own], clauses, REFS, parse)[1]
    assert (found.subject.key if found.subject else "-") == subject
    assert tuple(ref.key for ref in found.objects) == objects


def test_a_circle_of_heads_ends():
    parse = parsed("VE belde en sloeg SO", [3, 3, 3, 1, 3], "dep conj cc conj dep", "PROPN VERB CCONJ VERB PROPN")
    assert completed([Arguments()], [Clause(0, 5, "")], REFS, parse)[0].subject is None


@Language.component("proef_ontleder")
def _parser(doc):
    """Stands for the parser of a user's own pipeline: every sentence hangs on its first word."""
    heads = [sentence.start for sentence in doc.sents for _ in sentence]
    deps = ["ROOT" if token.i == head else "dep" for token, head in zip(doc, heads, strict=True)]
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=heads,
        deps=deps,
        pos=["X"] * len(doc),
    )


def test_codings_come_through_on_a_pipeline_of_ones_own(tmp_path):
    own = spacy.blank("nl")
    own.add_pipe("sentencizer")
    own.add_pipe("proef_ontleder")
    own.to_disk(tmp_path / "eigen")
    nlp = textmine.load(tmp_path / "eigen")
    doc = nlp("SO werkte achter het raam. Haar paspoort werd door de man afgepakt.")
    assert "machtsmiddel.papieren_afpakken" in {coding.code for coding in doc._.codings}
    assert doc.has_annotation("DEP")
