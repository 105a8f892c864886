"""The pipes of the embedded Dutch pipeline, on parses written by hand."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from textmine.pipeline.boundaries import sure_boundaries
from textmine.pipeline.lemmas import LemmaTables
from textmine.pipeline.lemmatizer import LemmatizerPipe
from textmine.pipeline.separable import SeparablePipe, SeparableVerb, separable_verbs
from textmine.pipeline.tokenizer import prepare_tokenizer


@pytest.fixture(scope="module")
def blank():
    nlp = spacy.blank("nl")
    prepare_tokenizer(nlp)
    prepare_tokenizer(nlp)
    return nlp


@pytest.mark.parametrize("word", ["hand", "bel", "ex", "ind", "pas", "min", "app", "Hand", "BEL", "dat", "al", "kon"])
def test_the_last_word_of_a_sentence_does_not_keep_its_full_stop(blank, word):
    assert [token.text for token in blank(f"Dit is {word}.")][-2:] == [word, "."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("V: Wie had uw paspoort?", ["V", ":", "Wie", "had", "uw", "paspoort", "?"]),
        ("A: Hij.", ["A", ":", "Hij", "."]),
        ("[slachtoffer 1] belt", ["[", "slachtoffer", "1", "]", "belt"]),
        ("[slachtoffer 8]:", ["[", "slachtoffer", "8", "]", ":"]),
        ("(art. 8)", ["(", "art.", "8", ")"]),
        ("SO.", ["SO", "."]),
        ("bel 06-12345678", ["bel", "06-12345678"]),
        ("o.a. i.v.m. mbt m.b.v. z.s.m.", ["o.a.", "i.v.m.", "mbt", "m.b.v.", "z.s.m."]),
        ("mw. X. en dhr. Y.", ["mw.", "X.", "en", "dhr.", "Y."]),
        ("bijv. art. nr. blz.", ["bijv.", "art.", "nr.", "blz."]),
    ],
)
def test_what_police_text_needs_is_split_or_kept(blank, text, words):
    assert [token.text for token in blank(text)] == words


def test_a_tokenizer_without_rules_is_left_alone():
    nlp = spacy.blank("nl")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split(" "))
    prepare_tokenizer(nlp)
    assert [token.text for token in nlp.tokenizer("een hand.")] == ["een", "hand."]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Verklaring\nIk wil niets zeggen", [2]),
        ("Kop\n\n\nTekst", [2]),
        ("\n\nTekst", [1]),
        ("\r\nKop\r\nTekst", [1, 3]),
        ("Een regel zonder einde", []),
        ("", []),
    ],
)
def test_a_line_break_opens_a_sentence(blank, text, starts):
    nlp = spacy.blank("nl")
    nlp.add_pipe("textmine_boundaries")
    doc = nlp(text)
    assert [token.i for token in doc if token.i and token.is_sent_start] == [start for start in starts if start]


@pytest.mark.parametrize(
    ("words", "spaces", "index", "value"),
    [
        (["Nee", ".", "''", "Hij"], [0, 0, 1, 1], 2, -1),
        ([",,", "Ik", "wil"], [0, 1, 1], 1, -1),
        (["zei", ":", '"', "Ik"], [0, 1, 0, 1], 3, -1),
        (["weg", ".", '"', "Hij"], [0, 0, 1, 1], 2, -1),
        (["weg", ".", '"', "Hij"], [0, 0, 1, 1], 3, 0),
        (["weg", ".", '"', "Ik"], [0, 1, 0, 1], 2, 0),
        (["weg", "Hij"], [1, 1], 1, 0),
    ],
)
def test_quotation_marks(words, spaces, index, value):
    assert sure_boundaries(words, [bool(space) for space in spaces])[index] == value


@given(st.lists(st.tuples(st.sampled_from(["Hij", ".", '"', "''", "(", "\n", " ", ",,", "😀"]), st.booleans())))
def test_every_word_gets_a_value_and_only_line_breaks_open(pairs):
    words, spaces = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = sure_boundaries(words, spaces)
    assert len(found) == len(words)
    assert all("\n" in "".join(words[:index]) for index, value in enumerate(found) if value == 1)


def parsed(nlp, *rows):
    return Doc(
        nlp.vocab,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        heads=[row[4] for row in rows],
        deps=[row[5] for row in rows],
    )


@pytest.fixture
def separable():
    pipe = SeparablePipe(spacy.blank("nl"), "textmine_separable")
    pipe.verbs = frozenset({"afpakken", "innemen"})
    return pipe


TAKEN = (
    ("Hij", "hij", "PRON", "VNW", 1, "nsubj"),
    ("pakte", "pakken", "VERB", "WW", 1, "ROOT"),
    ("paspoort", "paspoort", "NOUN", "N", 1, "obj"),
    ("af", "af", "ADP", "VZ|fin", 1, "compound:prt"),
)


def test_a_verb_and_its_part_get_one_lemma(blank, separable):
    doc = separable(parsed(blank, *TAKEN))
    assert doc[1].lemma_ == "afpakken"
    assert separable_verbs(doc) == (SeparableVerb(1, 3, "afpakken"),)


@pytest.mark.parametrize(
    ("part", "lemma"),
    [
        (("af", "af", "ADP", "VZ|fin", 1, "obl"), "afpakken"),  # the parser missed the relation, the tag has it
        (("af", "af", "ADP", "VZ|init", 1, "obl"), "pakken"),
        (("mee", "mee", "ADP", "VZ|fin", 1, "compound:prt"), "pakken"),  # no verb of the list
        (("af", "af", "ADP", "VZ|fin", 2, "compound:prt"), "pakken"),  # hangs below the noun
    ],
)
def test_only_a_known_verb_is_joined(blank, separable, part, lemma):
    assert separable(parsed(blank, *TAKEN[:3], part))[1].lemma_ == lemma


def test_a_joined_form_is_not_joined_twice(blank, separable):
    rows = (("afgepakt", "afpakken", "VERB", "WW", 0, "ROOT"), ("af", "af", "ADP", "VZ|fin", 0, "compound:prt"))
    doc = separable(parsed(blank, *rows))
    assert doc[0].lemma_ == "afpakken"
    assert separable_verbs(doc) == ()


def test_part_before_te(blank, separable):
    rows = (
        ("af", "af", "ADP", "VZ|fin", 2, "compound:prt"),
        ("te", "te", "ADP", "VZ|init", 2, "mark"),
        ("pakken", "pakken", "VERB", "WW", 2, "ROOT"),
    )
    assert separable(parsed(blank, *rows))[2].lemma_ == "afpakken"


def test_pairs_travel_with_the_doc(blank, separable):
    doc = separable(parsed(blank, *TAKEN))
    again = Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert separable_verbs(again) == separable_verbs(doc)


def test_the_lemmatizer_keeps_white_space_and_knows_where_a_sentence_opens(blank):
    pipe = LemmatizerPipe(blank, "textmine_lemmatizer")
    pipe.use(LemmaTables(known={"roemeense": "roemeens"}))
    words = ["[", "Roemeense", "vrouw", "\n", "een", "Roemeense", "vrouw"]
    doc = Doc(blank.vocab, words=words, pos=["PUNCT", "ADJ", "NOUN", "SPACE", "DET", "ADJ", "NOUN"])
    assert [token.lemma_ for token in pipe(doc)] == ["[", "roemeens", "vrouw", "\n", "een", "Roemeens", "vrouw"]


def test_the_memory_of_the_lemmatizer_does_not_grow_for_ever(blank):
    pipe = LemmatizerPipe(blank, "textmine_lemmatizer")
    pipe.remembered = 3
    doc = Doc(blank.vocab, words=[f"w{number}" for number in range(10)], pos=["X"] * 10)
    assert [token.lemma_ for token in pipe(doc)] == [token.text for token in doc]
    assert len(pipe._memory) <= 3


def test_pipes_are_saved_and_loaded(tmp_path, blank):
    nlp = spacy.blank("nl")
    lemmatizer, separable = nlp.add_pipe("textmine_lemmatizer"), nlp.add_pipe("textmine_separable")
    lemmatizer.use(LemmaTables(known={"paspoorten": "paspoort"}))
    separable.verbs = frozenset({"afpakken"})
    nlp.to_disk(tmp_path / "saved")
    for again in (spacy.load(tmp_path / "saved"), spacy.blank("nl").from_config(nlp.config).from_bytes(nlp.to_bytes())):
        assert again.get_pipe("textmine_lemmatizer").tables == lemmatizer.tables
        assert again.get_pipe("textmine_separable").verbs == separable.verbs
