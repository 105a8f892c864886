"""Questions: whether a match stands in a question, and where its answer is.

A question is a turn of an interview, a sentence with a question mark, an embedded question (``gevraagd of hij haar slaat``), or an item of
a form (``mishandeling: nee``). The answer is the next turn, the rest of the sentence, or the next sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from textmine.lexicons.model import Cue
from textmine.pipeline.answers import AnswerReader, Verdict, after_label, is_open_question, is_yes_no_question
from textmine.pipeline.scopes import Sentence, reaches
from textmine.pipeline.sections import Turn
from textmine.pipeline.state import Hit, Match

_ASKED: Final = ("vraag", "opmerking")
_CHATS: Final = ("chat", "gesprek")
_ITEM: Final = 2
"""Words of a form item that may stand between what is asked and its colon."""


class Interview(NamedTuple):
    """A document as its questions need it: its words, its sentences, the number of the section of each, the sections, and whether any of
    them is an answer.
    """

    norms: Sequence[str]
    bounds: Sequence[tuple[int, int]]
    numbers: Sequence[int]
    turns: Sequence[Turn]
    answered: bool

    def place(self, token: int) -> int:
        """Return the number of the sentence that holds a token."""
        return bisect_right(self.bounds, token, key=lambda bound: bound[0]) - 1

    def kind(self, place: int) -> str:
        """Return the kind of the section of a sentence, or empty."""
        number = self.numbers[place]
        return self.turns[number].kind if number >= 0 else ""

    def asks(self, place: int) -> bool:
        """Whether a sentence stands in a question turn; a line ``Vraag:`` in a text without answers is none."""
        return self.answered and self.kind(place) in _ASKED

    def rest(self, place: int) -> list[tuple[int, int]]:
        """Return the tokens of the sentences that follow in the same section."""
        last = bisect_right(self.numbers, self.numbers[place], lo=place)
        return list(self.bounds[place + 1 : last])

    def reply(self, place: int) -> tuple[int, int] | None:
        """Return the tokens of the answer that follows a question turn; a remark before the question is answered with it."""
        number = self.numbers[place]
        after = bisect_right(self.numbers, number, lo=place)
        while after < len(self.bounds) and self.kind(place) == "opmerking" and self.kind(after) in ("opmerking", "vraag"):
            place, after = after, bisect_right(self.numbers, self.numbers[after], lo=after)
        if after == len(self.bounds) or self.kind(after) != "antwoord":
            return None
        last = bisect_right(self.numbers, self.numbers[after], lo=after) - 1
        return self.bounds[after][0], self.bounds[last][1]

    def following(self, place: int) -> tuple[int, int] | None:
        """Return the tokens of the next sentence of the same section, or None."""
        if place + 1 >= len(self.bounds) or self.numbers[place + 1] != self.numbers[place]:
            return None
        return self.bounds[place + 1]


class QuestionReader:
    """Find what was asked and decide it by its answer."""

    def __init__(self, answers: AnswerReader) -> None:
        self._answers = answers

    def verdict(
        self,
        match: Match,
        sentence: Sentence,
        asking: Sequence[tuple[Cue, Hit]],
        replies: Sequence[Hit],
        interview: Interview,
        *,
        denied: bool,
        reported: bool,
    ) -> Verdict | None:
        """Return what the answer says of a match that stands in a question, or None when nobody asks.

        Parameters
        ----------
        match : Match
            What may be asked.
        sentence : Sentence
            Where it stands.
        asking : sequence of (Cue, Hit)
            The cues of qualifier ``question`` in the sentence.
        replies : sequence of Hit
            All words of the document that an answer may hold.
        interview : Interview
            The document's sentences and sections.
        denied : bool
            Whether the match itself is denied in the question.
        reported : bool
            Whether the question only holds out what someone else said (``V: Zij zegt dat u haar sloeg``); that stays hers.
        """
        place = interview.place(match.sent_start)
        if interview.asks(place):
            return None if reported else self._turn(interview, place, replies, denied)
        item = self._item(match, replies, interview.norms)
        if item is not None:
            return item
        for cue, hit in asking:
            if reaches(cue, hit, match.head, sentence):
                return self._embedded(cue, hit, match, replies, interview.following(place))
        if interview.kind(place) not in _CHATS and is_yes_no_question(
            interview.norms, match.sent_start, match.sent_end, sentence.finite
        ):
            answer = interview.following(place)
            found = self._answers.judge(replies, answer, denied=denied, explicit=True) if answer else None
            return found or Verdict("onzeker", match.sent_end - 1, match.sent_end, "vraagteken")
        return None

    def _turn(self, interview: Interview, place: int, replies: Sequence[Hit], denied: bool) -> Verdict | None:
        """The next turn decides; what a turn only puts to someone (``U sloeg haar.``) stands unless the answer says yes or no to it."""
        norms = interview.norms
        start, end = interview.bounds[place]
        begin = after_label(norms, (start, end))
        answer = interview.reply(place)
        asked = "?" in norms[start:end]
        if not asked and any(is_open_question(norms, *bound) for bound in interview.rest(place)):
            return None
        open_question = is_open_question(norms, begin, end)
        plain = asked and not open_question
        found = self._answers.judge(replies, answer, denied=denied, explicit=not plain) if answer else None
        if found is not None or not asked:
            return found
        said = answer is not None and any(word[:1].isalnum() for word in norms[after_label(norms, answer) : answer[1]])
        value = "aanwezig" if said and open_question else "onzeker"
        return Verdict("ontkend" if denied and value == "aanwezig" else value, start, max(begin, start + 1), "vraag")

    def _item(self, match: Match, replies: Sequence[Hit], norms: Sequence[str]) -> Verdict | None:
        """``mishandeling: nee``."""
        for token in range(match.end, min(match.end + _ITEM + 1, match.sent_end - 1)):
            if norms[token] in (":", "?"):
                found = self._answers.judge(replies, (token + 1, min(token + 5, match.sent_end)))
                return found if found is not None and found.start == token + 1 else None
        return None

    def _embedded(
        self,
        cue: Cue,
        hit: Hit,
        match: Match,
        replies: Sequence[Hit],
        following: tuple[int, int] | None,
    ) -> Verdict | None:
        """The rest of the sentence answers (``antwoordt zij bevestigend``), or the next one does when it says yes or no."""
        found = self._answers.judge(replies, (max(match.end, hit.end), match.sent_end), explicit=cue.value == "aanwezig")
        if found is None and following is not None:
            found = self._answers.judge(replies, following, explicit=True)
        if found is None and cue.value == "onzeker":
            return Verdict("onzeker", hit.start, hit.end, cue.id)
        return found
