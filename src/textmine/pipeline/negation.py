"""Negation: what a word such as ``niet`` or ``geen`` denies.

It denies the nearest word that can be denied: a cue that says what becomes of it then (``niet gezien``, ``niet bewezen``), or the action of
a match. It leaves alone what Dutch word order, a list, or a correction (``niet hard maar vaak``) puts out of its reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textmine.lexicons.model import Cue
from textmine.pipeline.scopes import Sentence
from textmine.pipeline.state import Hit, Match
from textmine.pipeline.statements import is_participle

_PRESUPPOSING: Final = frozenset(
    ["na", "door", "vanwege", "wegens", "sinds", "tijdens", "ondanks", "uit", "bij", "over", "om", "voor", "tegen", "naar"]
)
"""Prepositions under which a noun is taken for granted: ``ging niet weg na de mishandeling``."""
_DEFINITE: Final = frozenset({"de", "het", "die", "deze", "dit", "haar", "zijn", "mijn", "hun"})
_ALTERNATIVE: Final = frozenset({"of", "noch", "danwel", "ofwel", "en/of"})
_CORRECTION: Final = frozenset({"maar", "doch"})
_FOCUS: Final = frozenset(
    ["omdat", "doordat", "om", "door", "met", "uit", "van", "bij", "in", "op", "toen", "als", "vanwege", "wegens"]
)
_JOINING: Final = (["en"], ["maar"], ["want"], ["dus"])
_MAX_CORRECTION: Final = 12
_MAX_STATE: Final = 4
"""Words between a negation and the state that it denies."""
_MAX_NOUN: Final = 3
"""Words between ``geen`` or ``zonder`` and the noun that it denies."""


def bound(cue: Cue, hit: Hit, deniable: Sequence[tuple[Cue, Hit]], heads: Iterable[int], sentence: Sentence) -> Hit | None:
    """Return the words of the cue that a negation denies instead of a match, or None.

    Parameters
    ----------
    cue, hit
        The negation.
    deniable : sequence of (Cue, Hit)
        The cues that have a meaning when denied.
    heads : iterable of int
        The tokens that carry the actions of the matches.
    sentence : Sentence
        Where all stand.
    """
    own = sentence.own(cue, hit)
    nearest = min((_distance(hit, head, head + 1) for head in heads if sentence.at(head) == own), default=(99, 1))
    best: tuple[tuple[int, int], Hit] | None = None
    for rival, other in deniable:
        if cue.value == "lidwoord" and rival.denied == "geen_uitspraak" and sentence.at(other.start) == own:
            return other  # "heeft geen geweld gezien": the witness saw nothing
        start = min(token for token in (other.start, other.apart) if token >= 0)
        distance = min(_distance(hit, other.start, other.end), _distance(hit, start, start + 1))
        if sentence.at(other.start) != own or (cue.value == "lidwoord" and other.start < hit.start):
            continue
        if "," in sentence.norms[min(hit.end, other.end) : max(hit.start, other.start)]:
            continue
        if distance <= nearest and (best is None or distance < best[0]):
            best = distance, other
    return best[1] if best else None


def _distance(hit: Hit, start: int, end: int) -> tuple[int, int]:
    """Words between a negation and another word; of two at the same distance the following one is nearer."""
    return (start - hit.end, 0) if start >= hit.end else (hit.start - end, 1)


def denies(cue: Cue, hit: Hit, match: Match, heads: Iterable[int], sentence: Sentence, *, still: bool = False) -> bool:
    """Whether a negation that no cue takes denies a match; with ``still`` one that tells a state and no act (``is niet verslaafd``)."""
    head, own = match.head, sentence.own(cue, hit)
    if cue.value == "lidwoord":
        after = [part for part in match.hits if part.start >= hit.end and sentence.at(part.start) == own]
        head = min(after, key=lambda part: part.start, default=head)
    if sentence.at(head.start) != own or sentence.stopped(hit.start, head.start, denial=True):
        return False
    if _corrected(hit, head, sentence):
        return False
    if still and not (hit.end <= match.start and match.start - hit.end < _MAX_STATE):
        return False
    if head.start < hit.start:
        return _denies_before(cue, hit, head, match, sentence)
    if cue.value == "zonder":
        return _denies_without(hit, head, sentence)
    return _denies_after(cue, hit, head, heads, sentence)


def _corrected(hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """Whether only a part of the statement is denied and put right after it: ``niet een keer maar wekelijks``."""
    norms = sentence.norms
    end = min(sentence.statements[-1].end, hit.end + _MAX_CORRECTION)
    but = next((token for token in range(hit.end, end) if norms[token] in _CORRECTION), None)
    if but is None or norms[hit.end] in (",", *_CORRECTION):
        return False
    if hit.end <= head.start < but:
        after = norms[but + 1] if but + 1 < end else ""
        return after in _FOCUS and after in norms[hit.end : but]
    return not any(hit.end <= token < but for token in sentence.finite)


def _denies_before(cue: Cue, hit: Hit, head: Hit, match: Match, sentence: Sentence) -> bool:
    """``sloeg haar niet``: the action stands before its negation."""
    between = range(head.end, hit.start)
    if cue.value == "voegwoord":
        return not between
    if cue.value != "bijwoord" or "," in sentence.norms[head.end : hit.start]:
        return False
    if not head.kind:
        return not _taken_for_granted(head, sentence)
    finite_between = any(token in sentence.finite for token in between)
    if head.kind in ("part", "inf"):
        return finite_between
    end = sentence.statements[sentence.at(hit.start)].end
    content = "te" in sentence.norms[hit.end : end] and all(part.start < hit.start for part in match.hits)
    return not finite_between and not content


def _denies_without(hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """``zonder haar te slaan``, ``zonder geweld``; not ``zonder reden geslagen``."""
    if head.kind:
        return head.kind == "inf" and "te" in sentence.norms[hit.end : head.end]
    return _noun_after(hit, head, sentence)


def _denies_after(cue: Cue, hit: Hit, head: Hit, heads: Iterable[int], sentence: Sentence) -> bool:
    """``nooit geslagen``, ``niet dat hij haar slaat``: the action stands after its negation."""
    norms = sentence.norms
    between = norms[hit.end : head.start]
    if _list_ends(hit, head, heads, sentence):
        return False
    if not head.kind:
        return _noun_after(hit, head, sentence) if cue.value == "lidwoord" else not _taken_for_granted(head, sentence)
    statement = sentence.statements[sentence.at(head.start)]
    before = [word for word in norms[statement.start : hit.start] if word[:1].isalnum()]
    if (
        hit.end == head.start or not before or before == [statement.opener] or before in _JOINING
    ):  # "en niemand heeft haar geslagen"
        return True
    if head.start in sentence.finite and statement.main and head.kind != "any":
        return False
    last = max((token for token in range(hit.end, head.start) if token in sentence.finite), default=None)
    cluster = last is None or all(token in sentence.finite or norms[token] == "te" for token in range(last, head.start))
    return cluster and "?" not in between


def _list_ends(hit: Hit, head: Hit, heads: Iterable[int], sentence: Sentence) -> bool:
    """Whether a comma or ``en`` between the negation and the action ends the list that is denied."""
    norms = sentence.norms
    end = sentence.statements[sentence.at(head.start)].end
    first = min((token for token in heads if token >= hit.end), default=head.start)
    for token in range(hit.end + 1, head.start):
        rest = norms[token + 1 : end]
        if norms[token] == "," and _ALTERNATIVE.isdisjoint(rest) and not ("en" in rest and first < token):
            return True
        if norms[token] == "en" and first > token and any(map(is_participle, norms[hit.end : token])):
            return True
    return False


def _noun_after(hit: Hit, head: Hit, sentence: Sentence) -> bool:
    """Whether a noun is the one that ``geen`` or ``zonder`` stands with, or stands in a list with it."""
    between = sentence.norms[hit.end : head.start]
    if "van" in between or not _PRESUPPOSING.isdisjoint(between) or not sentence.finite.isdisjoint(range(hit.end, head.start)):
        return False
    return len(between) <= _MAX_NOUN or not _ALTERNATIVE.isdisjoint(between)


def _taken_for_granted(head: Hit, sentence: Sentence) -> bool:
    """Whether a noun is spoken of as something that happened: ``na de mishandeling``, ``door bedreigingen``."""
    before = sentence.norms[max(sentence.statements[0].start, head.start - 3) : head.start]
    return not _PRESUPPOSING.isdisjoint(before) or (bool(before) and before[-1] in _DEFINITE)
