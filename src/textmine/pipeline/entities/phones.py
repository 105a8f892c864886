"""TELEFOON: telephone numbers in E.164."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, Words

# At most three separators stand between two figures: "010 - 123 45 67", "(06) 12345678".
_SEP = r"\)?[ \u00a0.\-–/]{0,3}"
_FIGURE = rf"(?:{_SEP}[0-9])"
# An area code is written whole: "05-123456-17" is the number of a case.
_NATIONAL = re.compile(rf"0(?:6{_FIGURE}{{8}}|(?:[1-57][0-9]|8[4578]){_FIGURE}{{7}})(?![0-9])")
_SERVICE = re.compile(rf"0(?:800|90[069]){_FIGURE}{{4}}(?:[0-9]{{3}})?(?![0-9])")
_DUTCH_ABROAD = re.compile(rf"(?:00)?31(?:{_SEP}\(?0(?=[)0-9 ]))?{_SEP}[1-9]{_FIGURE}{{8}}(?![0-9])")
_FOREIGN = re.compile(rf"(?:00)?[1-9]{_FIGURE}{{7,14}}(?![0-9])")
_NOT_FIGURES = re.compile(r"[^0-9]")
# The bank's letters of an account number before it: "NL91 ABNA ".
_BANK = re.compile(r"[A-Z]{4}\s?\Z")


class PhoneReader:
    """Reads telephone numbers.

    Parameters
    ----------
    table : Table
        The file ``phones.toml``.

    Notes
    -----
    A number without ``+`` or ``00`` is Dutch: ten figures that begin as Dutch numbers do, or a service number. Foreign numbers
    have 8 to 15 figures with the country's code.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label

    @property
    def triggers(self) -> Iterable[str]:
        """Return the trigger of figures."""
        return {DIGIT}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the telephone number that begins at word ``i``, or None."""
        text, start = words.text, words.starts[i]
        plus = words.char_before(i) == "+"
        if not plus and text[start] != "0":
            return None
        abroad = plus or text.startswith("00", start)
        for pattern in (_DUTCH_ABROAD, _FOREIGN) if abroad else (_NATIONAL, _SERVICE):
            match = pattern.match(text, start)
            if match and not _goes_on(text, start - plus, match.end()):
                opened = words.char_before(i) == "(" and ")" in match[0]
                return Found(
                    self._label, start - (plus or opened), match.end(), _e164(match[0], abroad, pattern is _DUTCH_ABROAD)
                )
        return None


def _e164(written: str, abroad: bool, dutch: bool) -> str:
    figures = _NOT_FIGURES.sub("", written)
    if not abroad:
        return f"+31{figures[1:]}"
    figures = figures.removeprefix("00")
    return f"+31{figures[2:].removeprefix('0')}" if dutch else f"+{figures}"


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the figures are part of something longer: letters, more figures, an amount, a bank account."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before.isalnum() or (before in {"-", ".", ",", "/"} and text[max(0, start - 2) : start - 1].isdigit()):
        return True
    longer = after[:1].isalnum() or (after[:1] in {"-", ",", "/"} and after[1:].isdigit())
    return longer or _BANK.search(text, max(0, start - 5), start) is not None
