"""GELDBEDRAG: sums of money with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from textmine.pipeline.entities.quantities import (
    MULTIPLIERS,
    begins_quantity,
    is_inside_number,
    number_words,
    quantity_words,
    read_quantity,
)
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, PhraseTable, Words

_EVEN = r",[-=–—]{1,2}"
_AMOUNT = re.compile(rf"(?P<figures>[0-9]{{1,9}}(?:[.,][0-9]{{1,3}}(?![0-9])){{0,3}})(?P<even>{_EVEN})?(?![0-9])")
_SPACED = re.compile(
    rf"(?P<figures>[0-9]{{1,3}}(?:[ \u00a0][0-9]{{3}}(?![0-9])){{1,3}}(?:,[0-9]{{2}})?)(?P<even>{_EVEN})?(?![0-9])"
)
_CONNECTORS = frozenset({"à", "a", "tot", "of"})
_HYPHENS = frozenset("-–")
# The words that mean a currency only where a sum goes before them.
_LEADING = frozenset({"€", "$", "£", "eur", "usd", "gbp", "fl", "flo", "hfl"})


class _Sum(NamedTuple):
    amount: Decimal
    stop: int
    end: int
    even: bool = False


class MoneyReader:
    """Reads sums of money.

    Parameters
    ----------
    table : Table
        The file ``money.toml``.

    Notes
    -----
    A number is money only with its currency, or with the dash for even sums ("1.500,-", read as euro). A last group of one or two
    figures is cents, every other point or comma parts thousands, so that "1,500 euro" is fifteen hundred.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._currencies = PhraseTable(table.table("currencies").named_phrases())
        self._coins = {word: Decimal(value) for word, value in table.table("coins").items()}
        self._some = table.words("some")
        self._vague = table.words("vague")
        self._weights = table.words("weights")

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that a sum can begin with."""
        return {DIGIT, *_LEADING, *quantity_words(), *self._vague, *self._some}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the sum that begins at word ``i``, or None."""
        key = words.keys[i]
        if key in _LEADING:
            return self._read_after_sign(words, i)
        if key in self._vague:
            return self._read_vague(words, i, i)
        if key in self._some or (key == "een" and words.after(i + 1) in self._some):
            return self._read_vague(words, i, i + 2 if key == "een" else i + 1)
        if key == "een" and words.after(i + 1) in self._coins:
            return self._found(words, i, words.ends[i + 1], _write("EUR", self._coins[words.keys[i + 1]]))
        return self._read_before_currency(words, i) if begins_quantity(words, i, self._currencies.first_words) else None

    def _found(self, words: Words, i: int, end: int, value: str) -> Found:
        return Found(self._label, words.starts[i], end, value)

    def _read_vague(self, words: Words, i: int, j: int) -> Found | None:
        """Read ``duizenden euro's`` and ``een paar honderd euro``."""
        if j > i and words.after(j) not in self._vague and number_words().get(words.after(j), 0) < 100:
            return None
        currency = self._currencies.match(words, j + 1) if words.follows(j + 1) else None
        return self._found(words, i, _with_plural(words, currency[1] - 1), "") if currency else None

    def _read_after_sign(self, words: Words, i: int) -> Found | None:
        """Read ``€ 1.500,-`` and ``€ 100 - € 150``."""
        code = self._currencies.match(words, i)
        low = _sum_after_sign(words, i + 1)
        if code is None or low is None:
            return None
        value = _write(code[0], low.amount)
        k = _second_at(words, low.stop)
        high = _sum_after_sign(words, k + 1) if k and words.keys[k] == words.keys[i] else None
        if high is not None and high.amount > low.amount:
            return self._found(words, i, high.end, f"{value}/{_write(code[0], high.amount)}")
        return self._found(words, i, low.end, value)

    def _read_before_currency(self, words: Words, i: int) -> Found | None:
        """Read ``500 euro``, ``100 à 150 euro`` and ``1.500,-``."""
        low = None if is_inside_number(words, i) else _sum_at(words, i)
        if low is None:
            return None
        k = _second_at(words, low.stop)
        high = _sum_at(words, k) if k else None
        for last in (high, low):
            currency = self._currency_of(words, last) if last and last.amount >= low.amount else None
            if currency is not None:
                code, amount, end = currency
                bounds = (amount,) if last is low else (low.amount, amount)
                return self._found(words, i, end, "/".join(_write(code, bound) for bound in bounds))
        return None

    def _currency_of(self, words: Words, last: _Sum) -> tuple[str, Decimal, int] | None:
        """Return the currency of a sum, the amount in it, and where it ends; cents are hundredths of a euro."""
        j = last.stop
        if last.even:
            return "EUR", last.amount, last.end
        if j >= len(words.keys) or words.text[last.end : words.starts[j]].strip():
            return None
        if words.keys[j] in {"cent", "cents", "eurocent"}:
            return "EUR", last.amount / 100, words.ends[j]
        match = self._currencies.match(words, j)
        if match is None or (words.keys[j] == "pond" and words.after(match[1]) in self._weights):
            return None
        return match[0], last.amount, _with_plural(words, match[1] - 1)


def _second_at(words: Words, stop: int) -> int | None:
    """Return the word at which the second of two bounds can begin: after a connector or a hyphen."""
    if words.after(stop) in _CONNECTORS:
        return stop + 1 if words.follows(stop + 1) else None
    return stop if stop < len(words.keys) and words.gap(stop).strip() in _HYPHENS else None


def _sum_after_sign(words: Words, i: int) -> _Sum | None:
    """Read the sum at word ``i``, right after its sign; its thousands may be parted by blanks."""
    if i >= len(words.keys) or words.gap(i).strip():
        return None
    return _figures(words, i, _SPACED) or _sum_at(words, i)


def _sum_at(words: Words, i: int) -> _Sum | None:
    """Read the sum at word ``i``, in figures or in words."""
    if words.text[words.starts[i]] not in "0123456789":
        quantity = read_quantity(words, i)
        return _Sum(*quantity) if quantity else None
    found = _figures(words, i, _AMOUNT)
    factor = MULTIPLIERS.get(words.after(found.stop)) if found else None
    return _Sum(found.amount * factor, found.stop + 1, words.ends[found.stop]) if found and factor else found


def _figures(words: Words, i: int, pattern: re.Pattern[str]) -> _Sum | None:
    match = pattern.match(words.text, words.starts[i])
    if match is None:
        return None
    groups = re.split(r"[., \u00a0]", match["figures"])
    cents = groups.pop() if len(groups) > 1 and len(groups[-1]) < 3 else "0"
    amount = Decimal("".join(groups) + "." + cents)
    return _Sum(amount, words.index_at(match.end(), i), match.end(), match["even"] is not None)


def _with_plural(words: Words, last: int) -> int:
    """Return the end of a currency's word, its ``'s`` with it."""
    end = words.ends[last]
    tail = words.text[end : end + 3]
    return end + 2 if tail[:1] in {"'", "’"} and tail[1:2] == "s" and not tail[2:].isalnum() else end


def _write(code: str, amount: Decimal) -> str:
    return f"{code} {amount:.2f}"
