"""Every entry of the packaged lexicon is held to its own examples."""

from __future__ import annotations

import pytest

from textmine.lexicons import packaged_lexicon
from textmine.lexicons.model import is_literal
from textmine.pipeline import COMPONENTS
from textmine.pipeline.state import state

CONTEXT = "Zij werkt in de prostitutie.\n"
LEXICON = packaged_lexicon()
FRAMES = sorted(LEXICON.frames)
CLASSES = sorted(cls for cls in LEXICON.classes if not cls.startswith(("CUE.", "PERS.")) and not is_literal(cls))
CUES = sorted(LEXICON.cues)


def up_to(nlp, last):
    """The components up to one of them, which keep what the last one removes."""
    return [pipe for name, pipe in nlp.pipeline if name in COMPONENTS[: COMPONENTS.index(last) + 1]]


@pytest.fixture(scope="module")
def half(nlp):
    """The components up to the qualifiers, which keep hits and effects."""
    return up_to(nlp, "textmine_qualifiers")


@pytest.fixture(scope="module")
def words(nlp):
    """The components up to the words of the lexicon."""
    return up_to(nlp, "textmine_words")


@pytest.fixture(scope="module")
def docs(nlp):
    """Every example of the frames as a Doc, read in one go."""
    sentences = {example.partition(" => ")[0] for frame in LEXICON.frames.values() for example in (*frame.match, *frame.no_match)}
    texts = sorted(CONTEXT + sentence for sentence in sentences)
    return dict(zip(texts, nlp.pipe(texts), strict=True))


def findings(nlp, pipes, text):
    doc = nlp.make_doc(text)
    for pipe in pipes:
        doc = pipe(doc)
    return state(doc)


def codings_of(docs, frame, sentence):
    doc = docs[CONTEXT + sentence]
    return [coding for coding in doc._.codings if coding.rule == frame.id and coding.start >= len(CONTEXT)], doc


def merged_away(nlp, half, frame, sentence):
    """The frame matched, and another frame of the same code says more about the same words."""
    return any(match.frame == frame.id for match in findings(nlp, half, CONTEXT + sentence)["matches"])


@pytest.mark.parametrize("frame_id", FRAMES)
def test_frame_finds_its_examples(nlp, half, docs, frame_id):
    frame = LEXICON.frames[frame_id]
    for example in frame.match:
        sentence, _, wanted = example.partition(" => ")
        found, doc = codings_of(docs, frame, sentence)
        if not found and not wanted and merged_away(nlp, half, frame, sentence):
            found = [coding for coding in doc._.codings if coding.start >= len(CONTEXT)]
        assert found, f"{frame_id} does not find: {sentence}; dropped: {state(doc)['dropped']}"
        for pair in wanted.split():
            name, _, value = pair.partition("=")
            assert {getattr(coding, name) for coding in found} == {value}, f"{frame_id}: {name} in: {sentence}"


@pytest.mark.parametrize("frame_id", FRAMES)
def test_frame_leaves_its_counterexamples(docs, frame_id):
    frame = LEXICON.frames[frame_id]
    for sentence in frame.no_match:
        found, _ = codings_of(docs, frame, sentence)
        assert not [c for c in found if c.counts and c.presence == "aanwezig" and c.code == frame.code], (
            f"{frame_id} finds: {sentence}"
        )


@pytest.mark.parametrize("cls", CLASSES)
def test_class_examples(nlp, words, cls):
    entry = LEXICON.classes[cls]
    below = LEXICON.members[cls]
    for sentence in entry.match:
        assert any(hit.cls in below for hit in findings(nlp, words, sentence)["hits"]), f"{cls} does not find: {sentence}"
    for sentence in entry.no_match:
        hits = [hit for hit in findings(nlp, words, sentence)["hits"] if hit.cls in below]
        assert not hits, f"{cls} finds {[hit.lemma for hit in hits]} in: {sentence}"


@pytest.mark.parametrize("cue_id", CUES)
def test_cue_examples(nlp, half, cue_id):
    cue = LEXICON.cues[cue_id]
    for sentence in cue.match:
        found = findings(nlp, half, CONTEXT + sentence)
        if cue.qualifier in ("stop", "pseudo", "question"):
            assert any(hit.cls == cue.cls for hit in found["hits"]), f"{cue_id} is not found in: {sentence}"
        else:
            assert found["matches"], f"{cue_id}: no frame finds anything in: {sentence}"
            reached = {effect.cue for effects in found["effects"] for effect in effects}
            assert cue_id in reached, f"{cue_id} does not reach: {sentence}; {reached} do"
    for sentence in cue.no_match:
        found = findings(nlp, half, CONTEXT + sentence)
        reached = {effect.cue for effects in found["effects"] for effect in effects}
        assert cue_id not in reached, f"{cue_id} reaches: {sentence}"
