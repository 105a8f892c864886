"""Strangers: names that no list knows (a nickname, a rare given name), by what stands around them.

``Vivi vertelt``, ``dat Mo haar sloeg``, ``Elena en Zorka``, ``Tinka (17)``: a capitalised word that does what persons do is one. Once
it is known by one such place, it is a name wherever the text writes it with a capital.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from textmine.pipeline.actors.mentions import NameSpan

_SHORTEST: Final = 2


class StrangerFinder:
    """Find unlisted names by the closed classes of ``grammar.toml``."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        table = grammar["mentions"]
        self._human_verbs = frozenset(table["human_verbs"])
        self._before_name = frozenset(table["before_name"])
        self._no_names = frozenset(
            [
                *(
                    word
                    for part in ("by", "to", "for", "oblique", "of", "light", "inside_phrase")
                    for word in grammar["arguments"][part]
                ),
                *grammar["clauses"]["auxiliaries"],
                *grammar["clauses"]["determiners"],
                *grammar["clauses"]["subjects"],
                *grammar["clauses"]["subordinators"],
                *grammar["clauses"]["weak_subordinators"],
                *grammar["clauses"]["coordinators"],
                *table["not_names"],
            ]
        )

    def find(
        self,
        words: Sequence[str],
        norms: Sequence[str],
        openers: Collection[int],
        known: Collection[int],
        names: Collection[int],
        ages: Collection[int],
    ) -> list[NameSpan]:
        """Return the names, ascending.

        Parameters
        ----------
        words, norms : sequence of str
            The words as written, and normalised.
        openers : collection of int
            First tokens of the sentences, where a capital says nothing.
        known : collection of int
            Tokens that the lexicon or the entity finder knows as something.
        names : collection of int
            Those of them that are names of persons.
        ages : collection of int
            First tokens of ages.
        """
        able = [i for i, word in enumerate(words) if word[:1].isupper() and i not in known and self._may_be_name(word, norms[i])]
        if not able:
            return []
        lower = {word for word in words if word.islower()}
        found = {norms[i] for i in able if self._acts(i, norms, openers, lower) or self._is_with(i, norms, names, ages)}
        return list(self._spans(able, words, norms, found))

    def _may_be_name(self, word: str, norm: str) -> bool:
        return len(word) >= _SHORTEST and word.isalpha() and word[1:].islower() and norm not in self._no_names

    def _acts(self, index: int, norms: Sequence[str], openers: Collection[int], lower: Collection[str]) -> bool:
        """Whether the word does what only persons do, or stands where a subject or an agent does."""
        after = norms[index + 1] if index + 1 < len(norms) else ""
        if index in openers:
            return after in self._human_verbs and norms[index] not in lower
        return after in self._human_verbs or norms[index - 1] in self._before_name

    @staticmethod
    def _is_with(index: int, norms: Sequence[str], names: Collection[int], ages: Collection[int]) -> bool:
        """Whether a name is joined to the word, or its age follows."""
        after = norms[index + 1] if index + 1 < len(norms) else ""
        if after in ("(", ",") and index + 2 in ages:
            return True
        return (after in ("en", "of") and index + 2 in names) or (
            index > 1 and norms[index - 1] in ("en", "of") and index - 2 in names
        )

    @staticmethod
    def _spans(able: Sequence[int], words: Sequence[str], norms: Sequence[str], found: Collection[str]) -> Iterator[NameSpan]:
        for index in able:
            if norms[index] in found:
                yield NameSpan(index, index + 1, words[index], "")
