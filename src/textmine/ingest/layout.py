r"""From the lines of PDF pages to running text.

A PDF knows lines, not paragraphs. The rules, in this order:

1. Running headers and footers go: with all numbers read as ``#``, a line among the first or last three of its page that
   returns there on at least 60 % of the pages, in a PDF of three pages or more.
2. A hyphen at the end of a line goes when the next line starts with a small letter (``werk-/zaam``), stays when it
   starts with a capital or digit (``Noord-/Holland``), and stays with a space before *en* and *of* (``in- en uitvoer``).
3. A page break is a line break.
4. A line break stays where it was meant: the first word of the next line would have fitted on the line; the next line
   starts a list item, a turn or a form field (``- ``, ``2. ``, ``2.1 ``, ``b) ``, ``V: ``, ``Naam: ``); one of the two
   lines is in capitals and the other is not; or, after the end of a sentence, the next line looks like a heading (short,
   starting with a capital, without a full stop).
5. All other line breaks become a space.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textmine.ingest.offsets import MappedText, TextBuilder

_EDGE_LINES = 3
_EDGE_SHARE = 0.6
_EDGE_PAGES = 3
_FULL_LINE = 0.8  # of the usual width: letters differ in width, so a count of letters is no exact measure
_HEADING_WIDTH = 0.6

# pdfium marks a hyphen at a line end by one of two codes and drops the line end; other programs leave "-" or a soft hyphen
_LINE_END = re.compile(r"(?P<hyphen>[\ufffe\x02](?:\r\n?|\n)?|(?<=\w)[-\xad]\ *(?:\r\n?|\n|\Z))|\r\n?|\n")
_INVISIBLE = re.compile(r"[\x00\x02\xad\ufffe\ufeff]+")
_NUMBER = re.compile(r"\d+")
_ELLIPSIS = re.compile(r"(?:en|of)\b")  # "in- en uitvoer", "voor- of achternaam"
_STARTS_LINE = re.compile(
    r"""[-•*–▪·●○]\ +\S                                   # list item
    | \(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\ +\S         # "2. item", "b) item"
    | \d{1,2}(?:\.\d{1,2})+\ +[A-Z]                     # "2.1 Heading"
    | [A-Z0-9][\w/.-]*(?:\ [\w/.-]+){0,3}\ ?:(?:\s|\Z)    # turn or form field
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: ``page_text[start:start + len(text)] == text``; ``hyphen``: its last word goes on in the next."""

    page: int
    start: int
    text: str
    hyphen: bool = False


def join_pages(pages: Sequence[str]) -> MappedText:
    r"""Return the running text of the pages, mapped back to page and offset in the page's own text.

    Parameters
    ----------
    pages : sequence of str
        Text of each page, with its line ends.

    Examples
    --------
    >>> join_pages(["Hij hield haar pas-\r\npoort achter en vroeg om geld.\r\nA: Nee."]).text
    'Hij hield haar paspoort achter en vroeg om geld.\nA: Nee.'
    """
    split = [page_lines(text, number) for number, text in enumerate(pages, 1)]
    lines = _trimmed([line for page in without_running_lines(split) for line in page])
    width = _usual_width(lines)
    builder = TextBuilder()
    for line, following in zip_longest(lines, lines[1:]):
        _copy(builder, line, pages[line.page - 1])
        if following is not None:
            builder.insert(_joint(line, following, width))
    return builder.build()


def page_lines(text: str, page: int) -> list[Line]:
    """Split the text of a page into its lines, without the white space around them."""
    lines = []
    position = 0
    for match in _LINE_END.finditer(text):
        lines.append(_line(text, position, match.start(), page, hyphen=match["hyphen"] is not None))
        position = match.end()
    if position < len(text):
        lines.append(_line(text, position, len(text), page))
    return lines


def without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the lines of each page without running headers and footers (rule 1)."""
    if len(pages) < _EDGE_PAGES:
        return list(pages)
    kept = list(pages)
    for edge in (slice(None, _EDGE_LINES), slice(-_EDGE_LINES, None)):
        edges = [[line for line in page if line.text][edge] for page in pages]
        counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
        running = {key for key, count in counts.items() if count >= _EDGE_SHARE * len(pages)}
        for number, lines in enumerate(edges):
            gone = {line.start for line in lines if _key(line) in running}
            kept[number] = [line for line in kept[number] if line.start not in gone or not line.text]
    return kept


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text)


def _line(text: str, start: int, end: int, page: int, *, hyphen: bool = False) -> Line:
    piece = text[start:end]
    return Line(page, start + len(piece) - len(piece.lstrip()), piece.strip(), hyphen)


def _trimmed(lines: list[Line]) -> list[Line]:
    filled = [position for position, line in enumerate(lines) if line.text]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _usual_width(lines: Sequence[Line]) -> int:
    """Width that nine in ten lines stay within: a longer one (a table row) does not set the measure."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _copy(builder: TextBuilder, line: Line, page_text: str) -> None:
    position, end = line.start, line.start + len(line.text)
    for gap in _INVISIBLE.finditer(page_text, position, end):
        builder.copy(page_text, position, gap.start(), line.page)
        position = gap.end()
    builder.copy(page_text, position, end, line.page)


def _joint(line: Line, following: Line, width: int) -> str:
    """Return what comes between two lines."""
    if line.hyphen:
        return _hyphen_joint(following.text)
    if line.page != following.page or not line.text or not following.text:
        return "\n"
    return "\n" if _is_meant(line.text, following, width) else " "


def _hyphen_joint(following: str) -> str:
    if _STARTS_LINE.match(following):
        return "-\n"  # the hyphen ends what was written, not a word
    if following[:1].islower():
        return "- " if _ELLIPSIS.match(following) else ""
    return "-" if following[:1].isalnum() else "- "


def _is_meant(line: str, following: Line, width: int) -> bool:
    """Whether the writer broke the line here, by rule 4."""
    first_word = following.text.split(maxsplit=1)[0]
    would_have_fitted = len(line) + 1 + len(first_word) <= _FULL_LINE * width
    heading = line.endswith((".", "?", "!", ":")) and _looks_like_heading(following, width)
    return (
        would_have_fitted
        or _STARTS_LINE.match(following.text) is not None
        or line.isupper() != following.text.isupper()
        or heading
    )


def _looks_like_heading(line: Line, width: int) -> bool:
    is_short = len(line.text) <= _HEADING_WIDTH * width and not line.hyphen
    return is_short and line.text[0].isupper() and not line.text.endswith((".", ",", ";", ":", "?", "!"))
