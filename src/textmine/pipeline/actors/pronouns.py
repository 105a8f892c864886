"""Pronouns: whom *hij*, *haar* and *ze* mean, and who *ik* and *u* are.

A pronoun of the third person goes to a person of its sex in this sentence or the one before: subjects before others, the nearest
first, and never to another part of its own clause (*hem* in ``Rachid bedreigde hem`` is not Rachid). Without such a person it is the
main person of that sex. The speaker follows from the section, in a quotation from who is quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textmine.pipeline.actors.arguments import Arguments
from textmine.pipeline.actors.cast import VICTIMS, Cast, Person
from textmine.pipeline.actors.evidence import Evidence
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.actors.naming import Register
from textmine.pipeline.actors.reading import Sentence

_LOOK_BACK: Final = 1
"""Sentences before its own that a pronoun looks back for its antecedent."""
_WINDOW: Final = 12
"""Mentions that it looks back at most."""
_SPEAKER_ROLE: Final = {"slachtoffer": "slachtoffer", "verdachte": "uitbuiter", "melder": "melder", "getuige": "getuige"}
_QUOTES: Final = frozenset({'"', "“", "”", "„", "''"})


class _Mention(NamedTuple):
    person: Person
    sentence: int
    subject: bool


class PronounResolver:
    """Resolve the pronouns of a narrative, sentence by sentence, in the order of the text."""

    def __init__(
        self, cast: Cast, register: Register, norms: Sequence[str], sentences: Sequence[Sentence], evidence: Evidence
    ) -> None:
        self._cast = cast
        self._does = {ref.start for ref in evidence.exploiters()}
        self._undergoes = {ref.start for ref in evidence.victims()}
        pronouns = {ref.sex for sentence in sentences for ref in sentence.refs if ref.kind == "voornaamwoord"}
        self._both_sexes = {"vrouw", "man"} <= pronouns
        self._register = register
        self._norms = norms
        turns = [sentence.turn for sentence in sentences if sentence.turn is not None]
        self._senders = list(dict.fromkeys(turn.name for turn in turns if turn.name))
        self._heard = next((_SPEAKER_ROLE.get(turn.speaker, "") for turn in turns if turn.kind == "antwoord"), "")
        self._recent: list[_Mention] = []
        self._turn: object = None
        self._open_quote = False
        self._quoted_on: Person | None = None

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: a quotation that the sentence before left open goes on in it, until its section ends."""
        if sentence.turn is not self._turn:
            self._turn, self._open_quote, self._quoted_on = sentence.turn, False, None
        if not self._open_quote:
            self._quoted_on = None

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: remember who is quoted when its quotation is not closed."""
        marks = [index for index in range(sentence.start, sentence.end) if self._norms[index] in _QUOTES]
        if len(marks) % 2 == 0:
            return
        self._open_quote = not self._open_quote
        self._quoted_on = self._quoted_by(sentence, marks[-1]) if self._open_quote else None

    def seen(self, ref: Ref, person: Person, number: int, sentence: Sentence) -> None:
        """Remember a mention for the pronouns after it."""
        if person.rol != "verbalisant" and not ref.who:
            subject = any(arguments.subject == ref for arguments in sentence.arguments)
            self._recent.append(_Mention(person, number, subject))

    def resolve(self, ref: Ref, number: int, sentence: Sentence) -> Person | None:
        """Return the person that a pronoun of the ``number``-th sentence means, None when the text does not tell."""
        if ref.who:
            return self._speaker(ref, sentence)
        if ref.plural:
            return next((one.person for one in self._before(number) if one.person.plural), None)
        barred = self._barred(ref, sentence)
        best: tuple[float, Person] | None = None
        for nearness, one in enumerate(self._before(number)):
            if one.person.plural or one.person in barred or not self._fits(one.person, ref.sex):
                continue
            score = 2.0 * (one.sentence == number) + 1.5 * one.subject - 0.2 * nearness + self._affinity(one.person, ref)
            if best is None or score > best[0]:
                best = (score, one.person)
        return best[1] if best and best[0] > 0 else self._main_of(ref.sex, barred)

    def _before(self, number: int) -> Iterator[_Mention]:
        for one in reversed(self._recent[-_WINDOW:]):
            if number - one.sentence > _LOOK_BACK:
                return
            yield one

    @staticmethod
    def _fits(person: Person, sex: str) -> bool:
        return person.sex in ("", "transgender", sex)

    def _affinity(self, person: Person, ref: Ref) -> float:
        """How well a person fits by sex and deed: who coerces is an exploiter, who is coerced a victim.

        A person of unknown sex is *zij* as a victim rather than as an offender, where the text has both *hij* and *zij*.
        """
        score = 1.0 if person.sex else 0.0
        usual = {"slachtoffer": "vrouw", "uitbuiter": "man"}.get(person.rol)
        if usual and not person.sex:
            score += 0.5 if usual == ref.sex else -1.5 if self._both_sexes or ref.possessive else -0.5
        if ref.start in self._does or ref.start in self._undergoes:
            victim, exploiter = person.rol in VICTIMS, person.rol == "uitbuiter"
            score += 2.0 * (victim - exploiter) * (1 if ref.start in self._undergoes else -1)
        return score

    def _barred(self, ref: Ref, sentence: Sentence) -> set[Person]:
        """Whom a pronoun cannot mean: who speaks or is spoken to, and the other parts of its clause unless it is possessive."""
        barred = {person for person in self._in_talk(sentence) if person is not None}
        if ref.possessive:
            return barred
        for clause, arguments in zip(sentence.clauses, sentence.arguments, strict=True):
            if clause.start <= ref.start < clause.end:
                others = (self._cast.who(other) for other in _parts(arguments) if other != ref)
                barred |= {one for person in others if person is not None for one in (person, *person.members)}
        return barred

    def _in_talk(self, sentence: Sentence) -> Iterator[Person | None]:
        turn = sentence.turn
        if turn is None:
            return
        if turn.name:
            yield from (self._register.sender(name) for name in ([turn.name] if len(self._senders) > 2 else self._senders))
        elif role := _SPEAKER_ROLE.get(turn.speaker, self._heard if turn.kind == "vraag" else ""):
            yield self._register.speaker(role)

    def _main_of(self, sex: str, barred: set[Person]) -> Person | None:
        """The main person of a sex; *hij* without one is an offender who is not named, *zij* a victim."""
        cast = self._cast
        order = (cast.victim, cast.exploiter) if sex == "vrouw" else (cast.exploiter, cast.victim)
        able = [person for person in order if person is not None and person not in barred and self._fits(person, sex)]
        if self._both_sexes:  # the victim is not *hij* for want of another
            able = [person for person in able if person.sex or person is order[0]]
        exact = [person for person in able if person.sex]
        return next(iter(exact or able), None)

    def _speaker(self, ref: Ref, sentence: Sentence) -> Person | None:
        turn = sentence.turn
        addressed = ref.who == "aangesprokene"
        if turn is None:
            return None
        if turn.name:
            return self._partner(turn.name) if addressed else self._register.sender(turn.name)
        if turn.speaker in ("verbalisant", "onbekend") and turn.kind not in ("vraag", "antwoord"):
            quoted = self._quoted(ref, sentence)
            if quoted is not None:
                return self._opposite(quoted) if addressed else quoted
        role = _SPEAKER_ROLE.get(turn.speaker, "verbalisant" if turn.speaker == "verbalisant" else "")
        if addressed and turn.kind == "vraag":
            role = self._heard
        elif addressed and ref.key in ("u", "uw"):
            role = "verbalisant"
        return self._register.speaker(role) if role else None

    def _partner(self, name: str) -> Person | None:
        """Whom a chat line addresses: the other of two senders."""
        others = [sender for sender in self._senders if sender != name]
        return self._register.sender(others[0]) if len(others) == 1 else None

    def _quoted(self, ref: Ref, sentence: Sentence) -> Person | None:
        """Who says *ik* in a quotation, None outside one."""
        marks = [
            index for index in range(sentence.start, ref.start) if self._norms[index] in _QUOTES or self._norms[index] == ":"
        ]
        if self._quoted_on is not None:
            return None if marks else self._quoted_on
        return self._quoted_by(sentence, marks[-1]) if marks else None

    def _quoted_by(self, sentence: Sentence, mark: int) -> Person | None:
        """The subject before the colon or the quotation mark, else the person who was last named."""
        said = [other for other in sentence.refs if other.end <= mark and "o" in other.case and not other.who]
        return self._cast.who(said[0]) if said else (self._recent[-1].person if self._recent else None)

    def _opposite(self, person: Person) -> Person | None:
        cast = self._cast
        return cast.exploiter if person is cast.victim else cast.victim if person is cast.exploiter else None


def _parts(arguments: Arguments) -> Iterator[Ref]:
    single = (arguments.subject, arguments.by, arguments.van, arguments.to, arguments.beneficiary)
    yield from (ref for ref in (*single, *arguments.objects) if ref is not None)
