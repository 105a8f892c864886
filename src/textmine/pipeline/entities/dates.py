"""DATUM: dates of full and of reduced precision as ISO 8601, with the extensions of ISO 8601-2 (EDTF)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from textmine.pipeline.entities.quantities import decade_words, is_inside_number
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, Words, breaks_line

_LAST_SHORT_YEAR = 30
_YEAR = r"(?:19|20)[0-9]{2}"
_ANY_YEAR = rf"(?P<year>{_YEAR}|['’][0-9]{{2}})(?![0-9])"
_END = r"(?![0-9]|[-/.][0-9])"
_ISO = re.compile(rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9]|-[0-9])")
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<sep>\s?[-/.]\s?)(?P<month>[0-9]{{1,2}})(?P=sep)(?P<year>{_YEAR}|[0-9]{{2}}){_END}"
)
# With points and two figures for the year, a date has two figures throughout: "2.1.17" is a section.
_SECTION = re.compile(r"(?![0-9]{2}\.[0-9]{2}\.)[0-9.]+\.[0-9]{2}\Z")
_DAY_MONTH = re.compile(rf"(?P<day>[0-9]{{1,2}})[-/](?P<month>[0-9]{{1,2}}){_END}")
_MONTH_YEAR = re.compile(rf"(?P<month>0?[1-9]|1[0-2])[-/](?P<year>{_YEAR}){_END}")
_YEAR_PAIR = re.compile(rf"(?P<first>{_YEAR})\s?[-–/]\s?(?P<last>{_YEAR}){_END}")
_YEAR_ONLY = re.compile(rf"{_YEAR}(?![0-9]|[.,:/-][0-9])")
_SHORT_YEAR = re.compile(r"[0-9]{2}(?![0-9\w]|[-/.,:][0-9])")
_DECADE = re.compile(r"jaren\s(?:['’]?(?P<tens>[2-9]0)|(?P<word>[a-z]+))(?![^\W_])", re.IGNORECASE)


class DateReader:
    """Reads dates.

    Parameters
    ----------
    table : Table
        The file ``dates.toml``.

    Notes
    -----
    Values follow ISO 8601: ``2017-03-12``, ``2017-03``, ``2017``; where that has no form, ISO 8601-2 (EDTF): a season is
    ``2016-22`` (21 spring to 24 winter), "begin", "medio" and "eind 2017" are the thirds ``2017-37`` to ``2017-39``, a day without
    a year is ``XXXX-03-12``, the nineties are ``199X``, two years are the interval ``2016/2017``. Two figures up to 30 are years
    of this century. The day comes first; a date that the calendar does not have is no date.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._months = {name: int(number) for number, names in table.table("months").texts() for name in names.split()}
        self._seasons = {name: code for code, names in table.table("seasons").texts() for name in names.split()}
        self._thirds = {name: code for code, names in table.table("thirds").texts() for name in names.split()}
        self._year_before = table.words("year_before")
        self._weak_year_before = table.words("weak_year_before")
        self._birth = table.words("birth")
        self._year_after = table.words("year_after")
        self._month_before = table.words("month_before")
        month = "|".join(sorted(self._months, key=len, reverse=True))
        gap = r"(?:\s{1,2}|-)"
        self._day_in_words = re.compile(
            rf"(?P<day>[0-9]{{1,2}})(?:e|ste|de)?{gap}(?P<month>{month})\b\.?(?:(?:{gap}|,\s){_ANY_YEAR})?", re.IGNORECASE
        )
        self._month_in_words = re.compile(rf"(?P<month>{month})\b\.?(?:{gap}(?:van\s)?{_ANY_YEAR})?", re.IGNORECASE)
        self._season = re.compile(rf"(?P<season>{'|'.join(self._seasons)}){gap}(?:van\s)?{_ANY_YEAR}", re.IGNORECASE)
        self._readers = self._dispatch()

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that a date can begin with."""
        return {DIGIT, *self._readers}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the date that begins at word ``i``, or None."""
        reader = self._readers.get(words.keys[i], self._read_figures)
        return reader(words, i)

    def _dispatch(self) -> dict[str, Callable[[Words, int], Found | None]]:
        readers: dict[str, Callable[[Words, int], Found | None]] = {"jaren": self._read_decade}
        readers.update(dict.fromkeys(self._months, self._read_month))
        readers.update(dict.fromkeys(self._seasons, self._read_season))
        readers.update(dict.fromkeys(self._thirds, self._read_third))
        return readers

    def _read_figures(self, words: Words, i: int) -> Found | None:
        """Read a date that begins with figures: the first form that fits, when the calendar has it."""
        if is_inside_number(words, i):
            return None
        start = words.starts[i]
        first = next(self._in_figures(words, i), None)
        if first is not None:
            end, value = first
            return Found(self._label, start, end, value) if value else None
        match = _SHORT_YEAR.match(words.text, start)
        if match and self._is_short_year(words, i):
            apostrophe = words.char_before(i) in {"'", "’"}
            return Found(self._label, start - apostrophe, match.end(), _full_year(match[0]))
        return None

    def _in_figures(self, words: Words, i: int) -> Iterator[tuple[int, str]]:
        """Yield the ends and values of the forms that fit, the most exact form first."""
        text, start = words.text, words.starts[i]
        for pattern in (_ISO, _NUMERIC, self._day_in_words):
            if (match := pattern.match(text, start)) and not _SECTION.match(match[0]):
                yield match.end(), self._day(match["year"], match["month"], match["day"])
        if (match := _DAY_MONTH.match(text, start)) and words.before(i) in {"op", "dd"}:
            yield match.end(), self._day(None, match["month"], match["day"])
        if (match := _YEAR_PAIR.match(text, start)) and match["first"] < match["last"] and self._is_year(words, i, match.end()):
            yield match.end(), f"{match['first']}/{match['last']}"
        if match := _MONTH_YEAR.match(text, start):
            yield match.end(), f"{match['year']}-{int(match['month']):02d}"
        if (match := _YEAR_ONLY.match(text, start)) and self._is_year(words, i, match.end()):
            yield match.end(), match[0]

    def _day(self, year: str | None, month: str, day: str) -> str:
        """Return the value of a day, or an empty string when the calendar does not have it."""
        full_year = _full_year(year)
        number = self._months.get(month.lower()) or int(month)
        try:
            found = date(int(full_year or 2000), number, int(day))
        except ValueError:
            return ""
        return found.isoformat() if full_year else f"XXXX-{found:%m-%d}"

    def _read_month(self, words: Words, i: int) -> Found | None:
        """Read ``maart 2017`` and, after a word of time, ``maart``."""
        match = self._month_in_words.match(words.text, words.starts[i])
        if match is None:
            return None
        if match["year"]:
            day = words.before(i)
            impossible = day.isdecimal() and len(day) <= 2 and not self._day(None, match["month"], day)
            value = f"{_full_year(match['year'])}-{self._months[match['month'].lower()]:02d}"
            return None if impossible else Found(self._label, match.start(), match.end(), value)
        if len(match["month"]) > 2 and words.before(i) in self._month_before:
            return Found(self._label, match.start(), match.end("month"), f"XXXX-{self._months[match['month'].lower()]:02d}")
        return None

    def _read_season(self, words: Words, i: int) -> Found | None:
        """Read ``zomer 2016``."""
        match = self._season.match(words.text, words.starts[i])
        if match is None:
            return None
        value = f"{_full_year(match['year'])}-{self._seasons[match['season'].lower()]}"
        return Found(self._label, match.start(), match.end(), value)

    def _read_third(self, words: Words, i: int) -> Found | None:
        """Read ``begin 2017`` and ``eind maart 2017``; the month's own value is enough for the latter."""
        j = i + 1
        if not words.follows(j):
            return None
        if words.keys[j] in self._months:
            month = self._read_month(words, j)
            return month and month._replace(start=words.starts[i])
        match = _YEAR_ONLY.match(words.text, words.starts[j])
        return Found(self._label, words.starts[i], match.end(), f"{match[0]}-{self._thirds[words.keys[i]]}") if match else None

    def _read_decade(self, words: Words, i: int) -> Found | None:
        """Read ``jaren negentig`` and ``jaren '90``."""
        match = _DECADE.match(words.text, words.starts[i])
        tens = (match["tens"] or decade_words().get(match["word"].lower())) if match else None
        return Found(self._label, match.start(), match.end(), f"19{str(tens)[0]}X") if match and tens else None

    def _is_year(self, words: Words, i: int, end: int) -> bool:
        """Whether figures are a year: after "in" or "geb.", between brackets, or where a sentence of time goes on."""
        if words.char_before(i) == "(" and words.text[end : end + 1] == ")":
            return True
        gap = words.gap(i)
        before = words.key(i - 1) if gap.strip() in {"", ".", ":"} and not breaks_line(gap) else ""
        if before in self._year_before:
            return True
        after = words.after(words.index_at(end, i))
        return before in self._weak_year_before and words.keys[i] != "2000" and (not after or after in self._year_after)

    def _is_short_year(self, words: Words, i: int) -> bool:
        """Whether two figures are a year: ``'98`` after a word of time, ``98`` after "geb."."""
        before = words.key(i - 1) if not words.gap(i).strip(" .:'’") else ""
        return before in self._birth or (before in self._year_before and words.char_before(i) in {"'", "’"})


def _full_year(year: str | None) -> str:
    if not year or len(year) == 4:
        return year or ""
    short = year.lstrip("'’")
    return f"{20 if int(short) <= _LAST_SHORT_YEAR else 19}{short}"
