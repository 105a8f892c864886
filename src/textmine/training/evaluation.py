"""Scores on raw text, as the CoNLL 2018 shared task counts them: words are aligned by their characters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from textmine.training.conllu import Sentence, Word, normalise_features

METRICS = ("tokens", "sentences", "upos", "xpos", "feats", "lemma", "uas", "las")


class Score(NamedTuple):
    """What was found, what the treebank holds, and what agrees."""

    correct: int
    system: int
    gold: int

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall in percent; None when there is nothing to score."""
        total = self.system + self.gold
        return 200.0 * self.correct / total if total else None


class Placed(NamedTuple):
    """A word with its characters ``[start, end)``, white space not counted, and the place of its head (None: root)."""

    start: int
    end: int
    word: Word
    head: tuple[int, int] | None


@dataclass(frozen=True)
class _Analysis:
    words: dict[tuple[int, int], Placed]
    sentences: frozenset[tuple[int, int]]
    length: int


def _analysis(sentences: Iterable[Sentence]) -> _Analysis:
    words: dict[tuple[int, int], Placed] = {}
    spans: set[tuple[int, int]] = set()
    position = 0
    for sentence in sentences:
        places: list[tuple[int, int]] = []
        for word in sentence.words:
            size = len("".join(word.form.split()))
            places.append((position, position + size))
            position += size
        for place, word in zip(places, sentence.words, strict=True):
            words[place] = Placed(*place, word, places[word.head - 1] if word.head else None)
        if places:
            spans.add((places[0][0], places[-1][1]))
    return _Analysis(words, frozenset(spans), position)


def _base(deprel: str) -> str:
    return deprel.split(":", maxsplit=1)[0].lower()


_SAME: dict[str, Callable[[Placed, Placed], bool]] = {
    "tokens": lambda gold, found: (gold.start, gold.end) == (found.start, found.end),
    "upos": lambda gold, found: gold.word.upos == found.word.upos,
    "xpos": lambda gold, found: gold.word.xpos == found.word.xpos,
    "feats": lambda gold, found: gold.word.feats == found.word.feats,
    "lemma": lambda gold, found: gold.word.lemma == found.word.lemma,
    "uas": lambda gold, found: gold.head == found.head,
    "las": lambda gold, found: gold.head == found.head and _base(gold.word.deprel) == _base(found.word.deprel),
}


def score(gold: Sequence[Sentence], found: Sequence[Sentence]) -> dict[str, Score]:
    """Compare two analyses of the same text.

    Parameters
    ----------
    gold, found : sequence of Sentence
        Their characters must be the same, white space aside; words and sentences may be cut differently.

    Returns
    -------
    dict of str to Score
        By :data:`METRICS`. Relations are compared without their subtypes, as the shared task does.

    Raises
    ------
    ValueError
        When the two are not the same text.

    Notes
    -----
    Zeman et al. (2018), CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal Dependencies, section 5.
    """
    right, own = _analysis(gold), _analysis(found)
    if right.length != own.length:
        raise ValueError(f"the texts differ: {right.length} characters in the treebank, {own.length} in the analysis")
    shared = _shared(right, own)
    scores = {name: Score(sum(same(*pair) for pair in shared), len(own.words), len(right.words)) for name, same in _SAME.items()}
    scores["sentences"] = Score(len(right.sentences & own.sentences), len(own.sentences), len(right.sentences))
    return {name: scores[name] for name in METRICS}


def align(gold: Sequence[Sentence], found: Sequence[Sentence]) -> list[tuple[Placed, Placed]]:
    """Return the words that both analyses cut alike, in the order of the text."""
    return _shared(_analysis(gold), _analysis(found))


def _shared(right: _Analysis, own: _Analysis) -> list[tuple[Placed, Placed]]:
    return [(word, own.words[place]) for place, word in right.words.items() if place in own.words]


def raw_text(sentences: Sequence[Sentence], *, paragraphs: bool = False) -> str:
    r"""Return the text of a treebank file: sentences joined by a space, or by a line break where the source had a new paragraph.

    Examples
    --------
    >>> words = (Word("Zie", "zien", "VERB", "WW", "_", 0, "root"),)
    >>> raw_text([Sentence("a.p.1.s.1", words), Sentence("a.p.2.s.1", words)], paragraphs=True)
    'Zie\nZie'
    """
    pieces: list[str] = []
    before = ""
    for sentence in sentences:
        paragraph = sentence.id.rpartition(".s.")[0]
        if pieces:
            pieces.append("\n" if paragraphs and paragraph != before else " ")
        pieces.append(sentence.text)
        before = paragraph
    return "".join(pieces)


def sentences_of(doc: Doc) -> list[Sentence]:
    """Return what a pipeline wrote to a Doc, white space left out; heads that are white space go to the word before it."""
    found: list[Sentence] = []
    for number, span in enumerate(doc.sents, start=1):
        kept = [token for token in span if not token.is_space]
        index = {token.i: position for position, token in enumerate(kept, start=1)}
        words = []
        for token in kept:
            head = token.head
            while head.i not in index and head.head.i != head.i:
                head = head.head
            root = head.i == token.i or head.i not in index
            deprel = "root" if root else token.dep_ or "dep"
            feats = normalise_features(str(token.morph) or "_", token.pos_)
            words.append(
                Word(
                    token.text, token.lemma_, token.pos_ or "_", token.tag_ or "_", feats,
                    0 if root else index[head.i], deprel, bool(token.whitespace_),
                )
            )  # fmt: skip
        if words:
            found.append(Sentence(str(number), tuple(words)))
    return found


def evaluate(nlp: Language, gold: Sequence[Sentence], *, paragraphs: bool = False) -> dict[str, Score]:
    """Run a pipeline over the raw text of a treebank file and score it.

    Parameters
    ----------
    nlp : Language
    gold : sequence of Sentence
    paragraphs : bool
        Whether the text keeps the paragraphs of its source as line breaks.
    """
    return score(gold, sentences_of(nlp(raw_text(gold, paragraphs=paragraphs))))
