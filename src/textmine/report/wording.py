"""The page's words in Dutch and English, and numbers as these languages write them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from babel import Locale
from babel.numbers import format_decimal

from textmine.codebook import Codebook
from textmine.resources import data_root, read_toml

Language = Literal["nl", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)


@dataclass(frozen=True)
class Wording:
    """The phrases of one language, by key, with that language's numbers.

    Examples
    --------
    >>> words = load_wording("nl")
    >>> words("summary.title"), words.number(0.75), words.share(7, 12), words.interval(0.75, 0.614, 0.861)
    ('Samenvatting', '0,75', '58%', '0,75 [0,61–0,86]')
    >>> words.plural("narratives", 1), words.plural("narratives", 2)
    ('1 casus', '2 casussen')
    """

    lang: Language
    phrases: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a phrase with its gaps filled."""
        return self.phrases[key].format_map(values)

    def plural(self, key: str, n: int, **values: object) -> str:
        """Return the phrase for one or for several; ``{n}`` in it is the number."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=self.integer(n), **values)

    def integer(self, n: float) -> str:
        """Return a whole number with thousands separated."""
        return str(format_decimal(int(n), locale=self.lang))

    def number(self, value: Any, digits: int = 2) -> str:
        """Return a decimal number, or the sign for undefined."""
        if not is_number(value):
            return self("undefined")
        return str(format_decimal(round(float(value), digits) + 0.0, format=f"0.{'0' * digits}", locale=self.lang))

    def percent(self, share: Any) -> str:
        """Return a share as a whole percentage that never rounds to a false 0% or 100%."""
        if not is_number(share):
            return self("undefined")
        if 0 < share < 0.005:
            return "<1%"
        return ">99%" if 0.995 <= share < 1 else f"{math.floor(100 * share + 0.5)}%"

    def share(self, n: float, total: float) -> str:
        """Return ``n`` of ``total`` as a percentage; of nothing it is undefined."""
        return self.percent(n / total if total else math.nan)

    def interval(self, value: Any, low: Any, high: Any, digits: int = 2) -> str:
        """Return a value with its interval, when there is one."""
        return f"{self.number(value, digits)} {self.bounds(value, low, high, digits)}".rstrip()

    def bounds(self, value: Any, low: Any, high: Any, digits: int = 2) -> str:
        """Return the interval of a value in square brackets, or nothing when it is undefined."""
        if not (is_number(value) and is_number(low) and is_number(high)):
            return ""
        return f"[{self.number(low, digits)}–{self.number(high, digits)}]"


def is_number(value: Any) -> bool:
    """Say whether a table's cell holds a finite number."""
    try:
        return math.isfinite(value)
    except TypeError:
        return False


@cache
def load_wording(lang: str) -> Wording:
    """Return the wording of a language.

    Raises
    ------
    ValueError
        When there is no wording in that language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"the report is written in {' or '.join(LANGUAGES)}, not in {lang!r}")
    table = read_toml(data_root("report") / "strings.toml")
    return Wording(cast(Language, lang), {key: texts[lang] for key, texts in _leaves(table, "")})


def _leaves(table: Mapping[str, Any], prefix: str) -> list[tuple[str, Mapping[str, str]]]:
    if set(table) == set(LANGUAGES):
        return [(prefix, table)]
    return [leaf for key, below in table.items() for leaf in _leaves(below, f"{prefix}.{key}" if prefix else key)]


@dataclass(frozen=True)
class Labels:
    """What the codebook calls its codes and values in the page's language; an id that it does not know stays as it is."""

    codebook: Codebook
    words: Wording

    def code(self, code: str) -> str:
        """Return a code's label."""
        return self.codebook.label(code, lang=self.words.lang) if code in self.codebook.codes else code

    def full_code(self, code: str) -> str:
        """Return a code's label with its dimension before it."""
        prefix = code.partition(".")[0]
        return f"{self.dimension(prefix)} – {self.code(code)}" if code in self.codebook.codes else code

    def dimension(self, prefix: str) -> str:
        """Return the label of the codes with this prefix."""
        found = self.codebook.dimensions.get(prefix)
        return self._own(found) if found else prefix

    def value(self, kind: str, value: str) -> str:
        """Return a value's label; ``kind`` is the codebook's list, such as ``presence``."""
        found = self.codebook.values.get(kind, {}).get(value)
        return self._own(found) if found else value

    def values(self, kind: str, joined: str) -> str:
        """Return the labels of several values joined by ``;``."""
        return ", ".join(self.value(kind, value) for value in joined.split(";") if value)

    def countries(self, joined: str) -> str:
        """Return the names of ISO 3166 countries joined by ``;``."""
        names = Locale.parse(self.words.lang).territories
        return ", ".join(str(names.get(code, code)) for code in joined.split(";") if code)

    def headline(self, label: str) -> str:
        """Return a label with a capital, to stand at the head of a table or a block."""
        return label[:1].upper() + label[1:]

    def _own(self, entry: Any) -> str:
        return str(entry.label_nl if self.words.lang == "nl" else entry.label_en)
