"""Dutch numbers in figures and in words: ``12``, ``2,5``, ``1.500``, ``vijfendertig``, ``twee duizend``, ``anderhalf``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from textmine.pipeline.entities.words import Words

_NAMES = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
_ONES = _NAMES.split()
_TENS = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig", 80: "tachtig", 90: "negentig"}
_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}
MULTIPLIERS = {"honderd": 100, "duizend": 1_000, "mille": 1_000, "miljoen": 1_000_000}
_AFTER_ONE = frozenset({"en", "à", "a", "of", "tot"})
_RANGE_MARKS = frozenset("-–/")

# At most nine digits in a row: a longer run is a number of a document or an account.
_FIGURES = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3}){1,2}|[0-9]{1,9})(?:[.,]([0-9]{1,2}))?(?![0-9]|[.,:][0-9])")


class Quantity(NamedTuple):
    """A number, the index of the word after it, and the offset where it ends."""

    value: Decimal
    stop: int
    end: int


def _below_hundred() -> Iterator[tuple[str, int]]:
    yield from ((word, value) for value, word in enumerate(_ONES) if value)
    for tens, ten in _TENS.items():
        yield ten, tens
        for value, one in enumerate(_ONES[1:10], start=1):
            joints = ("ën", "en") if one.endswith("e") else ("en",)
            yield from ((one + joint + ten, tens + value) for joint in joints)


@cache
def number_words() -> dict[str, int]:
    """Return the Dutch number words that are written as one word with their values.

    Examples
    --------
    >>> [number_words()[word] for word in ("zeventien", "tweeëntwintig", "honderdvijftig", "vijftienhonderd", "tweeduizend")]
    [17, 22, 150, 1500, 2000]
    """
    small = dict(_below_hundred())
    words = {**small, "één": 1}
    hundreds = [("honderd", 100), *((word + "honderd", value * 100) for word, value in small.items() if value > 1 and value % 10)]
    for head, hundred in hundreds:
        words[head] = hundred
        if hundred < 1000:
            for joint in ("", "en"):
                words.update({head + joint + tail: hundred + value for tail, value in small.items()})
    round_hundreds = {word: value for word, value in hundreds if value < 1000}
    for head, value in {"": 1, **small, **round_hundreds}.items():
        thousand = head + "duizend"
        words[thousand] = value * 1000
        words.update({thousand + tail: value * 1000 + hundred for tail, hundred in round_hundreds.items()})
    return words


@cache
def ordinal_words() -> dict[str, int]:
    """Return the Dutch ordinals up to 99: ``zestiende`` is 16."""
    return {_ordinal(word, value): value for word, value in _below_hundred()}


def _ordinal(word: str, value: int) -> str:
    if value < 20:
        return _ORDINALS.get(value, word + "de")
    return word + "ste"


@cache
def decade_words() -> dict[str, int]:
    """Return the tens from ``twintig`` to ``negentig``."""
    return {word: value for value, word in _TENS.items()}


@cache
def _half_words() -> dict[str, Decimal]:
    halves = {"half": Decimal("0.5"), "anderhalf": Decimal("1.5")}
    for value, one in enumerate(_ONES[2:11], start=2):
        joints = ("ën", "en") if one.endswith("e") else ("en",)
        halves.update({f"{one}{joint}half": value + Decimal("0.5") for joint in joints})
        halves.update({f"{one}{joint}eenhalf": value + Decimal("0.5") for joint in joints})
    return {**halves, **{word[:-1] + "ve": value for word, value in halves.items()}, "½": Decimal("0.5")}


def quantity_words() -> frozenset[str]:
    """Return the words that a quantity in words can begin with."""
    return frozenset(number_words()) | frozenset(_half_words())


def begins_quantity(words: Words, i: int, units: frozenset[str]) -> bool:
    """Whether "een" at word ``i`` is a number and no article: a half, a unit or a connector follows. True for other words."""
    if words.keys[i] != "een":
        return True
    after = words.after(i + 1)
    return after in units or after in MULTIPLIERS or after in _half_words() or after in _AFTER_ONE


def read_quantity(words: Words, i: int) -> Quantity | None:
    """Return the number that begins at word ``i``, or None.

    Examples
    --------
    >>> [read_quantity(Words(text), 0).value for text in ("1.500 euro", "2,5 jaar", "twee en een half jaar", "anderhalf jaar")]
    [Decimal('1500'), Decimal('2.5'), Decimal('2.5'), Decimal('1.5')]
    """
    return None if is_inside_number(words, i) else _read(words, i)


def is_inside_number(words: Words, i: int) -> bool:
    """Whether word ``i`` goes on from letters or figures right before it: ``B8``, ``14:30``, ``3-4``."""
    start = words.starts[i]
    head = words.text[max(0, start - 2) : start]
    if not head:
        return False
    return head[-1].isalnum() or head[-1] == "_" or (len(head) == 2 and head[0].isdigit() and head[1] in ".,:/-")


def read_range(words: Words, i: int, connectors: frozenset[str]) -> tuple[Quantity, Quantity] | None:
    """Return the two bounds that begin at word ``i``: one number twice, or two numbers that a connector joins.

    Parameters
    ----------
    words : Words
    i : int
    connectors : frozenset of str
        Words between the bounds, such as ``à`` and ``tot``; a hyphen is always one.
    """
    low = read_quantity(words, i)
    if low is None:
        return None
    j = low.stop + 1 if words.after(low.stop) in connectors else low.stop
    linked = words.follows(j) if j > low.stop else words.gap(j).strip() in _RANGE_MARKS
    high = _read(words, j) if linked and j < len(words.keys) else None
    return (low, high) if high is not None and high.value > low.value else (low, low)


def _read(words: Words, i: int) -> Quantity | None:
    first = _figures(words, i) if words.text[words.starts[i]] in "0123456789" else _spelled(words, i)
    if first is None:
        return None
    value, stop, end = first
    for _ in range(2):
        if (factor := MULTIPLIERS.get(words.after(stop))) is not None:
            value, stop, end = value * factor, stop + 1, words.ends[stop]
    return _half_after(words, value, stop) or Quantity(value, stop, end)


def _half_after(words: Words, value: Decimal, stop: int) -> Quantity | None:
    """Read the rest of ``twee en een half`` and ``2½``."""
    tail = [words.after(stop + k) for k in range(3)]
    if tail[0] == "en" and tail[1] in {"een", "één"} and tail[2] in {"half", "halve"}:
        return Quantity(value + Decimal("0.5"), stop + 3, words.ends[stop + 2])
    if words.key(stop) == "½" and not words.gap(stop).strip():
        return Quantity(value + Decimal("0.5"), stop + 1, words.ends[stop])
    return None


def _figures(words: Words, i: int) -> Quantity | None:
    match = _FIGURES.match(words.text, words.starts[i])
    if match is None:
        return None
    whole, decimals = match.groups()
    value = Decimal(whole.replace(".", "") + ("." + decimals if decimals else ""))
    return Quantity(value, words.index_at(match.end(), i), match.end())


def _spelled(words: Words, i: int) -> Quantity | None:
    if words.keys[i] in {"een", "één"} and words.after(i + 1) in _half_words():
        i += 1
    value = number_words().get(words.keys[i], _half_words().get(words.keys[i]))
    return None if value is None else Quantity(Decimal(value), i + 1, words.ends[i])
