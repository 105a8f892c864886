"""The frame matcher: words of the lexicon, then frames whose classes stand together.

One look-up a distinct word finds all words of all classes (:class:`Hits`); only sentences that hold the classes of a frame are
looked at closer. The cost of a text without candidates is that of the look-up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from textmine.lexicons.model import Form, Frame, Lexicon, is_literal
from textmine.lexicons.notation import Slots
from textmine.lexicons.vocabulary import Vocabulary
from textmine.pipeline.base import LexiconPipe
from textmine.pipeline.clauses import Clause, ClauseSplitter
from textmine.pipeline.state import Hit, Match, state

MAX_PARTICLE_DISTANCE = 14
"""Tokens between a verb and its separate part (``pakte na een ruzie in de keuken haar paspoort af``)."""
_MAX_COMBINATIONS = 64


class WordTable:
    """Find the hits of all lexical classes in a list of words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def normalised(self, words: Sequence[str]) -> list[str]:
        """Return the words in the form in which they are compared."""
        lookup = self._vocabulary.lookup
        return [lookup(word).norm for word in words]

    def hits(self, words: Sequence[str], norms: Sequence[str]) -> list[Hit]:
        """Return all hits in the order of the text; a separable verb only where its separate part is found.

        Parameters
        ----------
        words, norms : sequence of str
            The words of a document as written, and normalised.
        """
        found: list[Hit] = []
        lookup = self._vocabulary.lookup
        for index, word in enumerate(words):
            known = lookup(word)
            found += [Hit(form.cls, form.lemma, form.kind, index, index + 1) for form in known.forms]
            if known.apart:
                found += _with_separate_part(norms, index, known.apart)
            for phrase in known.phrases:
                first = index - phrase.anchor
                if first >= 0 and _stands_at(norms, first, phrase.slots):
                    form = phrase.form
                    found.append(Hit(form.cls, form.lemma, form.kind, first, first + len(phrase.slots)))
        return sorted(set(found), key=lambda hit: (hit.start, hit.end, hit.cls, hit.lemma, hit.kind))


def _stands_at(norms: Sequence[str], first: int, slots: Slots) -> bool:
    last = first + len(slots)
    return last <= len(norms) and all(norms[first + i] in slot for i, slot in enumerate(slots))


def _with_separate_part(norms: Sequence[str], verb: int, apart: Mapping[str, Sequence[Form]]) -> Iterator[Hit]:
    """Yield the verbs whose separate part stands where Dutch puts it.

    A single word (``pakte ... af``) stands later in the clause, closing it, or right before the verb; fixed words (``onder druk``)
    on either side.
    """
    for step in (1, -1):
        for index in range(verb + step, verb + step * MAX_PARTICLE_DISTANCE, step):
            if not 0 <= index < len(norms) or norms[index] in _STOPS:
                break
            for form in apart.get(norms[index], ()):
                width = len(form.apart)
                placed = width > 1 or (step == 1 and _closes_clause(norms, index + 1)) or index == verb - 1
                if placed and _stands_at(norms, index, form.apart):
                    yield Hit(form.cls, form.lemma, form.kind, verb, verb + 1, index, index + width)


def _closes_clause(norms: Sequence[str], after: int) -> bool:
    """A separate part closes its clause; before a noun phrase the word is a preposition (``pakte op de markt``)."""
    return after >= len(norms) or norms[after] not in _NOUN_PHRASE_OPENERS


_STOPS = frozenset({".", ";", "!", "?", ":", "\n"})
_NOUN_PHRASE_OPENERS = frozenset(
    ["de", "het", "een", "haar", "zijn", "mijn", "hun", "deze", "die", "dit", "elke", "iedere", "alle", "geen"]
)


class _Compiled(NamedTuple):
    frame: Frame
    groups: tuple[frozenset[str], ...]
    blockers: frozenset[str]


class FrameMatcher:
    """Find the frames whose classes stand together in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_anchor: dict[str, list[_Compiled]] = defaultdict(list)
        for frame in lexicon.frames.values():
            groups = tuple(frozenset().union(*(lexicon.members[need] for need in group)) for group in frame.needs)
            blockers = frozenset().union(*(lexicon.members[name] for name in frame.without))
            compiled = _Compiled(frame, groups, blockers)
            for cls in groups[0]:
                self._by_anchor[cls].append(compiled)

    def candidates(self, hits: Iterable[Hit]) -> Iterator[_Compiled]:
        """Yield the frames of which every group has a word among the hits."""
        present = {hit.cls for hit in hits}
        seen: set[str] = set()
        for cls in sorted(present):
            for compiled in self._by_anchor.get(cls, ()):
                if compiled.frame.id not in seen and all(not group.isdisjoint(present) for group in compiled.groups):
                    seen.add(compiled.frame.id)
                    yield compiled

    def match(self, hits: Sequence[Hit], clauses: Sequence[Clause], candidates: Iterable[_Compiled]) -> list[Match]:
        """Return the matches in one sentence.

        Parameters
        ----------
        hits : sequence of Hit
            The hits of the sentence.
        clauses : sequence of Clause
            Its clauses, ascending, without gaps.
        candidates : iterable
            What :meth:`candidates` gave for these hits.
        """
        clause_of = {token: number for number, clause in enumerate(clauses) for token in range(clause.start, clause.end)}
        start, end = clauses[0].start, clauses[-1].end
        found: list[Match] = []
        for compiled in candidates:
            found += [Match(compiled.frame.id, tuple(chosen), start, end) for chosen in _fillings(compiled, hits, clause_of)]
        return found


def _fillings(compiled: _Compiled, hits: Sequence[Hit], clause_of: dict[int, int]) -> Iterator[list[Hit]]:
    """Yield the tightest choice of one hit a group, for every hit of the first group, without using a word twice."""
    frame = compiled.frame
    options = [[hit for hit in hits if hit.cls in group] for group in compiled.groups]
    used: set[int] = set()
    for anchor in options[0]:
        if anchor.start in used:
            continue
        near = [[hit for hit in group if _within(anchor, hit, frame, clause_of)] for group in options[1:]]
        near = [sorted(group, key=lambda hit: abs(hit.start - anchor.start))[:4] for group in near]
        best: tuple[int, list[Hit]] | None = None
        for number, rest in enumerate(product(*near)):
            chosen = [anchor, *rest]
            if number < _MAX_COMBINATIONS and _fits(chosen, frame):
                width = max(hit.end for hit in chosen) - min(hit.start for hit in chosen)
                if best is None or width < best[0]:
                    best = (width, chosen)
        if best and not _blocked(compiled.blockers, best[1], hits, frame, clause_of):
            used.update(token for hit in best[1] for token in range(hit.start, hit.end))
            yield best[1]


def _within(anchor: Hit, hit: Hit, frame: Frame, clause_of: dict[int, int]) -> bool:
    if abs(hit.start - anchor.start) > frame.gap + 1:
        return False
    return frame.scope != "bijzin" or clause_of.get(hit.start) == clause_of.get(anchor.start)


def _fits(chosen: Sequence[Hit], frame: Frame) -> bool:
    tokens = [token for hit in chosen for token in range(hit.start, hit.end)]
    if len(tokens) != len(set(tokens)) or max(tokens) - min(tokens) - len(tokens) + 1 > frame.gap:
        return False
    return not frame.ordered or all(a.start < b.start for a, b in pairwise(chosen))


def _blocked(
    blockers: frozenset[str], chosen: Sequence[Hit], hits: Iterable[Hit], frame: Frame, clause_of: dict[int, int]
) -> bool:
    """Whether a blocker stands in the scope: any word written out, or one of a class that says more than the words of the frame."""
    if not blockers:
        return False
    used = {token for hit in chosen for token in range(hit.start, hit.end)}
    scopes = {clause_of.get(hit.start) for hit in chosen}
    return any(
        hit.cls in blockers
        and (is_literal(hit.cls) or not used.issuperset(range(hit.start, hit.end)))
        and (frame.scope != "bijzin" or clause_of.get(hit.start) in scopes)
        for hit in hits
    )


@Language.factory("textmine_matcher", requires=["doc.sents"], default_config={"lexicon": "nl"})
class MatcherPipe(LexiconPipe):
    """Write the hits, clauses and frame matches of a Doc to its findings; only sentences with a candidate get clauses."""

    def use(self, lexicon: Lexicon) -> None:
        """Compile the vocabulary and the frames of a lexicon."""
        self._words = WordTable(Vocabulary(lexicon.classes.values(), self.words_of))
        self._frames = FrameMatcher(lexicon)
        self._clauses = ClauseSplitter(lexicon.grammar)

    def __call__(self, doc: Doc) -> Doc:
        """Match the frames; later components qualify what was found."""
        words = [token.text for token in doc]
        norms = self._words.normalised(words)
        hits = self._words.hits(words, norms)
        sentences = [(sent.start, sent.end) for sent in doc.sents] if len(doc) else []
        clauses: dict[int, list[Clause]] = {}
        matches: list[Match] = []
        for start, end, inside in by_sentence(hits, sentences):
            candidates = list(self._frames.candidates(inside))
            if candidates:
                finite = frozenset(hit.start for hit in inside if hit.kind in ("fin", "any"))
                clauses[start] = self._clauses.split(norms, start, end, finite)
                matches += self._frames.match(inside, clauses[start], candidates)
        state(doc).update(norms=norms, hits=hits, clauses=clauses, matches=matches)
        return doc


def by_sentence(hits: Sequence[Hit], sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Yield the tokens ``[start, end)`` and the hits of every sentence that has hits; one pass over both."""
    position = 0
    for start, end in sentences:
        inside: list[Hit] = []
        while position < len(hits) and hits[position].start < end:
            if hits[position].start >= start and hits[position].end <= end:
                inside.append(hits[position])
            position += 1
        if inside:
            yield start, end, inside
