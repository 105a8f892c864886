"""DATUM: dates of full and of reduced precision as ISO 8601, with the extensions of ISO 8601-2 (EDTF)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from textmine.pipeline.entities.quantities import decade_words, is_inside_number
from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import DIGIT, Found, Words, breaks_line

_CENTURY_PIVOT = 30
_YEAR = r"(?:19|20)[0-9]{2}"
_ANY_YEAR = rf"(?P<year>{_YEAR}|['’][0-9]{{2}})(?![0-9])"
_ISO = re.compile(rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9]|-[0-9])")
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<sep>\s?[-/.]\s?)(?P<month>[0-9]{{1,2}})(?P=sep)(?P<year>{_YEAR}|[0-9]{{2}})(?![0-9]|[-/.][0-9])"
)
_DOTTED_SHORT = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}(?![0-9])")
_MONTH_YEAR = re.compile(rf"(?P<month>[0-9]{{1,2}})[-/](?P<year>{_YEAR})(?![0-9]|[-/.][0-9])")
_DAY_MONTH_FIGURES = re.compile(r"(?P<day>[0-9]{1,2})[-/](?P<month>[0-9]{1,2})(?![0-9]|[-/.,][0-9])")
_SHORT_YEAR = re.compile(r"[0-9]{2}(?![0-9\w]|[-/.,:][0-9])")
_YEAR_PAIR = re.compile(rf"(?P<first>{_YEAR})\s?[-–/]\s?(?P<last>{_YEAR})(?![0-9]|[-/.][0-9])")
_YEAR_ONLY = re.compile(rf"{_YEAR}(?![0-9]|[.,:/-][0-9])")
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
    ``2016-22`` (21 spring to 24 winter), "begin", "medio" and "eind 2017" are the thirds ``2017-37`` to ``2017-39``, a day without a
    year is ``XXXX-03-12``, the nineties are ``199X``, two years are the interval ``2016/2017``. Two figures up to 30 are years of
    this century. The day comes first; a date that the calendar does not have is no date.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._months = {name: int(number) for number, names in table.table("months").texts() for name in names.split()}
        self._seasons = {name: code for code, names in table.table("seasons").texts() for name in names.split()}
        self._thirds = {name: code for code, names in table.table("thirds").texts() for name in names.split()}
        self._year_before = table.words("year_before")
        self._birth = table.words("birth")
        self._weak_year_before = table.words("weak_year_before")
        self._year_after = table.words("year_after")
        self._month_before = table.words("month_before")
        month = "|".join(sorted(self._months, key=len, reverse=True))
        self._day_month = re.compile(
            rf"(?P<day>[0-9]{{1,2}})(?:e|ste|de)?(?:\s{{1,2}}|-)(?P<month>{month})\b\.?(?:(?:\s{{1,2}}|-|,\s){_ANY_YEAR})?",
            re.IGNORECASE,
        )
        self._month = re.compile(rf"(?P<month>{month})\b\.?(?:(?:\s{{1,2}}|-)(?:van\s)?{_ANY_YEAR})?", re.IGNORECASE)
        season = "|".join(self._seasons)
        self._season = re.compile(rf"(?P<season>{season})(?:\s{{1,2}}|-)(?:van\s)?(?:het\sjaar\s)?{_ANY_YEAR}", re.IGNORECASE)
        self._readers = self._dispatch()

    @property
    def triggers(self) -> Iterable[str]:
        """Return the words that a date can begin with."""
        return {DIGIT, *self._readers}

    def read(self, words: Words, i: int) -> Found | None:
        """Return the date that begins at word ``i``, or None."""
        reader = self._readers.get(words.keys[i])
        if reader is not None:
            return reader(words, i)
        return None if is_inside_number(words, i) else self._read_figures(words, i)

    def _dispatch(self) -> dict[str, Callable[[Words, int], Found | None]]:
        readers: dict[str, Callable[[Words, int], Found | None]] = {"jaren": self._read_decade}
        readers.update(dict.fromkeys(self._months, self._read_month))
        readers.update(dict.fromkeys(self._seasons, self._read_season))
        readers.update(dict.fromkeys(self._thirds, self._read_third))
        return readers

    def _found(self, words: Words, start: int, end: int, value: str) -> Found:
        return Found(self._label, start, end, value)

    def _read_figures(self, words: Words, i: int) -> Found | None:
        """Read a date that begins with figures."""
        start, text = words.starts[i], words.text
        for pattern in (_ISO, _NUMERIC, self._day_month):
            match = pattern.match(text, start)
            if match is None or (pattern is _NUMERIC and not _plausible(match)):
                continue
            value = self._day_value(match)
            return self._found(words, start, match.end(), value) if value else None
        if (
            (match := _DAY_MONTH_FIGURES.match(text, start))
            and words.before(i) in {"op", "dd"}
            and (value := self._day_value(match))
        ):
            return self._found(words, start, match.end(), value)
        if (match := _YEAR_PAIR.match(text, start)) and match["first"] < match["last"] and self._is_year(words, i, match.end()):
            return self._found(words, start, match.end(), f"{match['first']}/{match['last']}")
        if (match := _MONTH_YEAR.match(text, start)) and 1 <= int(match["month"]) <= 12:
            return self._found(words, start, match.end(), f"{match['year']}-{int(match['month']):02d}")
        if (match := _YEAR_ONLY.match(text, start)) and self._is_year(words, i, match.end()):
            return self._found(words, start, match.end(), match[0])
        return self._read_short_year(words, i)

    def _read_short_year(self, words: Words, i: int) -> Found | None:
        """Read ``'98`` after a word of time, and ``98`` after "geb."."""
        match = _SHORT_YEAR.match(words.text, words.starts[i])
        before = words.key(i - 1) if match and not words.gap(i).strip(" .:'’") else ""
        apostrophe = words.char_before(i) in {"'", "’"}
        if match is None or not (before in self._birth or (apostrophe and before in self._year_before)):
            return None
        return self._found(words, match.start() - apostrophe, match.end(), _full_year(match[0]))

    def _day_value(self, match: re.Match[str]) -> str:
        """Return the value of a day, or an empty string when the calendar does not have it."""
        month = match["month"].lower()
        number = self._months[month] if month in self._months else int(month)
        year = _full_year(match.groupdict().get("year"))
        try:
            found = date(int(year) if year else 2000, number, int(match["day"]))
        except ValueError:
            return ""
        return found.isoformat() if year else f"XXXX-{found:%m-%d}"

    def _read_month(self, words: Words, i: int) -> Found | None:
        """Read ``maart 2017`` and, after a word of time, ``maart``."""
        match = self._month.match(words.text, words.starts[i])
        if match is None:
            return None
        number = self._months[match["month"].lower()]
        if match["year"]:
            impossible = re.fullmatch(r"[0-9]{1,2}", words.before(i)) and not _has_day(number, int(words.keys[i - 1]))
            value = f"{_full_year(match['year'])}-{number:02d}"
            return None if impossible else self._found(words, match.start(), match.end(), value)
        if len(match["month"]) > 2 and words.before(i) in self._month_before:
            return self._found(words, match.start(), match.end("month"), f"XXXX-{number:02d}")
        return None

    def _read_season(self, words: Words, i: int) -> Found | None:
        """Read ``zomer 2016``."""
        match = self._season.match(words.text, words.starts[i])
        if match is None:
            return None
        return self._found(
            words, match.start(), match.end(), f"{_full_year(match['year'])}-{self._seasons[match['season'].lower()]}"
        )

    def _read_third(self, words: Words, i: int) -> Found | None:
        """Read ``begin 2017`` and ``eind maart 2017``; the month's own value is enough for the latter."""
        j = i + 1
        if not words.follows(j):
            return None
        if words.keys[j] in self._months:
            month = self._read_month(words, j)
            return month and month._replace(start=words.starts[i])
        match = _YEAR_ONLY.match(words.text, words.starts[j])
        return self._found(words, words.starts[i], match.end(), f"{match[0]}-{self._thirds[words.keys[i]]}") if match else None

    def _read_decade(self, words: Words, i: int) -> Found | None:
        """Read ``jaren negentig`` and ``jaren '90``."""
        match = _DECADE.match(words.text, words.starts[i])
        tens = (match["tens"] or decade_words().get(match["word"].lower())) if match else None
        return self._found(words, match.start(), match.end(), f"19{str(tens)[0]}X") if match and tens else None

    def _is_year(self, words: Words, i: int, end: int) -> bool:
        """Whether figures of a year are one: after "in" or "geb.", between brackets, or where a sentence of time goes on."""
        if words.char_before(i) == "(" and words.text[end : end + 1] == ")":
            return True
        gap = words.gap(i)
        before = words.key(i - 1) if gap.strip() in {"", ".", ":"} and not breaks_line(gap) else ""
        if before in self._year_before:
            return True
        after = words.after(words.index_at(end, i))
        return before in self._weak_year_before and words.keys[i] != "2000" and (not after or after in self._year_after)


def _plausible(match: re.Match[str]) -> bool:
    """Whether figures with points between them and a short year are a date: both parts must have two figures."""
    return match["sep"].strip() != "." or len(match["year"]) == 4 or _DOTTED_SHORT.match(match[0]) is not None


def _has_day(month: int, day: int) -> bool:
    """Whether a month has this day in some year."""
    return 1 <= day <= (29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)


def _full_year(year: str | None) -> str:
    if not year or len(year) == 4:
        return year or ""
    short = year.lstrip("'’")
    return f"{20 if int(short) <= _CENTURY_PIVOT else 19}{short}"
