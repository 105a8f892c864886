"""An old treebank in today's scheme: a model parses it, and what is sure of the old annotation corrects or rejects the parse.

LassySmall's train file of 2017 is the only one that is open today. Sentences that also stand in a file of today show, for each old
label, which new label it has become and how often; only sure ones count. The file's words and sentence boundaries, headings among
them, are right as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from textmine.training.conllu import Sentence, Word
from textmine.training.evaluation import sentences_of

SURE_ARC = 0.95
SURE_TAG = 0.9
"""Share of its cases in which an old label must have become the same new one."""
FEWEST = 4
AGREEMENT = 0.9
"""Share of a sentence's sure arcs that the model's parse must hold, or the sentence is left out."""
_MOVED = ("cc", "punct")
"""Relations whose head this version of Universal Dependencies chooses otherwise."""

Tag = tuple[str, str]
Arc = tuple[str, str, str]
Old = TypeVar("Old", bound=Hashable)
New = TypeVar("New", bound=Hashable)


@dataclass(frozen=True)
class Change:
    """What old word classes with features, and old relations of a word class with features, have become."""

    tags: Mapping[Tag, Tag]
    labels: Mapping[Arc, str]


def characters(sentence: Sentence) -> str:
    """Return the text without white space: how sentences of two versions are recognised."""
    return "".join(word.form for word in sentence.words)


def learn_change(old: Iterable[Sentence], current: Iterable[Sentence]) -> Change:
    """Learn the change from sentences that are in both versions."""
    now = {characters(sentence): sentence.words for sentence in current}
    pairs = [(sentence.words, now.get(characters(sentence), ())) for sentence in old]
    words = [pair for was, new in pairs if len(was) == len(new) for pair in zip(was, new, strict=True)]
    tags = sure(((was.upos, was.feats), (new.upos, new.feats)) for was, new in words)
    arcs = sure(((_arc(was), (was.head == new.head, new.deprel)) for was, new in words), SURE_ARC)
    return Change(tags, {arc: deprel for arc, (same, deprel) in arcs.items() if same and arc[0] not in _MOVED})


def annotate_again(nlp: Language, old: Sequence[Sentence], change: Change) -> Iterator[Sentence]:
    """Parse old sentences, word by word as they are, and yield those whose parse fits what is sure of the old annotation.

    Parameters
    ----------
    nlp : Language
        A pipeline with tagger, morphologizer and parser.
    old : sequence of Sentence
    change : Change
    """
    docs = (
        Doc(
            nlp.vocab, [word.form for word in sentence.words], [word.space for word in sentence.words], sent_starts=_one(sentence)
        )
        for sentence in old
    )
    for sentence, doc in zip(old, nlp.pipe(docs), strict=True):
        found = sentences_of(doc)
        if len(found) == 1 and len(found[0].words) == len(sentence.words):
            merged = merge(sentence, found[0], change)
            if merged is not None:
                yield merged


def _one(sentence: Sentence) -> list[bool | int | None]:
    return [index == 0 for index in range(len(sentence.words))]


def merge(old: Sentence, parsed: Sentence, change: Change) -> Sentence | None:
    """Put sure tags of the old annotation into a parse; None when too many of its sure arcs are not in the parse."""
    words: list[Word] = []
    sure_arcs = agreed = 0
    for was, new in zip(old.words, parsed.words, strict=True):
        label = change.labels.get(_arc(was))
        if label is not None and was.head:
            sure_arcs += 1
            agreed += was.head == new.head and label == new.deprel
        upos, feats = change.tags.get((was.upos, was.feats), (new.upos, new.feats))
        kept = new if (upos, feats) == (new.upos, new.feats) else new._replace(upos=upos, feats=feats)
        words.append(kept._replace(lemma=was.lemma))
    if agreed < AGREEMENT * sure_arcs:
        return None
    return replace(old, words=tuple(words))


def sure(pairs: Iterable[tuple[Old, New]], share: float = SURE_TAG) -> dict[Old, New]:
    """Return what each old value became, where it became the same often enough.

    Examples
    --------
    >>> sure([("DET", "DET")] * 9 + [("DET", "PRON")] + [("AUX", "AUX")] * 5 + [("AUX", "VERB")] * 5)
    {'DET': 'DET'}
    """
    counts: dict[Old, Counter[New]] = defaultdict(Counter)
    for was, new in pairs:
        counts[was][new] += 1
    found = {}
    for was, became in counts.items():
        best, number = became.most_common(1)[0]
        if became.total() >= FEWEST and number >= share * became.total():
            found[was] = best
    return found


def _arc(word: Word) -> Arc:
    return word.deprel, word.upos, word.feats
