"""The matcher's two pipes: the words of the lexicon with the sentences that may hold a frame, and the frames themselves.

Between the two, :mod:`textmine.pipeline.syntax` parses these sentences; the others cost a look-up a word and no more.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Lexicon
from textmine.lexicons.vocabulary import Vocabulary
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.clauses import Clause, ClauseSplitter
from textmine.pipeline.frames import FrameMatcher
from textmine.pipeline.state import Match, state
from textmine.pipeline.syntax import verbs_in
from textmine.pipeline.words import WordTable, by_sentence


@Language.factory("textmine_words", requires=["doc.sents"], default_config={"lexicon": "nl"})
class WordsPipe(LexiconPipe):
    """Write the normalised words of a Doc, the hits of the lexicon, and the candidate sentences to its findings."""

    def use(self, lexicon: Lexicon) -> None:
        """Compile the vocabulary of a lexicon."""
        self._words = WordTable(Vocabulary(lexicon.classes.values(), self.words_of))
        self._frames = FrameMatcher(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Find the words; a candidate is a sentence that holds a word of every class that some frame needs."""
        words = [token.text for token in doc]
        norms = self._words.normalised(words)
        hits = self._words.hits(words, norms)
        sentences = [(sent.start, sent.end) for sent in doc.sents] if len(doc) else []
        candidates = [
            (start, end)
            for start, end, inside in by_sentence(hits, sentences)
            if next(self._frames.candidates(inside), None) is not None
        ]
        state(doc).update(norms=norms, hits=hits, candidates=candidates)
        return doc


@Language.factory("textmine_matcher", requires=["doc.sents"], default_config={"lexicon": "nl"})
class MatcherPipe(LexiconPipe):
    """Write the clauses of the candidate sentences, and the frames that match in them, to a Doc's findings."""

    def use(self, lexicon: Lexicon) -> None:
        """Compile the frames of a lexicon."""
        self._frames = FrameMatcher(lexicon)
        self._clauses = ClauseSplitter(lexicon.grammar)

    def __call__(self, doc: Doc) -> Doc:
        """Match the frames; later components qualify what was found."""
        found = state(doc)
        clauses: dict[int, list[Clause]] = {}
        matches: list[Match] = []
        for start, end, inside in by_sentence(found["hits"], found["candidates"]):
            finite = verbs_in(inside, found["parse"], start, end).finite
            clauses[start] = self._clauses.split(found["norms"], start, end, finite)
            matches += self._frames.match(inside, clauses[start], self._frames.candidates(inside))
        found.update(clauses=clauses, matches=matches)
        return doc
