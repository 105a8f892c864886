"""Text that remembers where in its source each character stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmine.records import Segment

_CHANGED = re.compile("\\A\ufeff|\r\n?|\0|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text with the segments that map it back; no segments when the text is the source's own."""

    text: str
    segments: tuple[Segment, ...] = ()


class TextBuilder:
    """Put a text together from runs of the source and characters of our own.

    Runs that follow each other both in the text and on the same page of the source become one segment.

    Examples
    --------
    >>> builder = TextBuilder()
    >>> builder.copy("geld afge-", 0, 9, page=1)
    >>> builder.copy("nomen", page=2)
    >>> builder.insert(".")
    >>> builder.build().text
    'geld afgenomen.'
    >>> [(s.start, s.end, s.source_start, s.page) for s in builder.build().segments]
    [(0, 9, 0, 1), (9, 14, 0, 2)]
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def copy(self, source: str, start: int = 0, end: int | None = None, page: int | None = None) -> None:
        """Add ``source[start:end]``, which stands at ``start`` on this page of the source."""
        run = source[start:end]
        if run:
            self._map(len(run), start, page)
            self.insert(run)

    def insert(self, text: str) -> None:
        """Add characters that the source does not have."""
        self._parts.append(text)
        self._length += len(text)

    def append(self, mapped: MappedText) -> None:
        """Add a text that was built before, with its segments."""
        offset = self._length
        for segment in mapped.segments or (Segment(0, len(mapped.text), 0),):
            self._segments.append(Segment(segment.start + offset, segment.end + offset, segment.source_start, segment.page))
        self.insert(mapped.text)

    def build(self) -> MappedText:
        """Return what was added so far."""
        text = "".join(self._parts)
        if self._segments == [Segment(0, len(text), 0)]:
            return MappedText(text)
        return MappedText(text, tuple(self._segments))

    def _map(self, length: int, source_start: int, page: int | None) -> None:
        start = self._length
        if self._segments:
            last = self._segments[-1]
            follows = last.end == start and last.page == page and last.source_start + last.end - last.start == source_start
            if follows:
                self._segments[-1] = Segment(last.start, start + length, last.source_start, page)
                return
        self._segments.append(Segment(start, start + length, source_start, page))


def clean_text(source: str) -> MappedText:
    r"""Make the few changes without which a text cannot be coded or stored, and keep the map back.

    Line ends CR LF and CR become LF, a leading byte-order mark and NUL characters go, and half a surrogate pair (an emoji
    that an export cut in two, which no file can hold) becomes U+FFFD. Nothing else changes.

    Examples
    --------
    >>> clean_text("een\r\ntwee").text
    'een\ntwee'
    """
    if not _CHANGED.search(source):
        return MappedText(source)
    builder = TextBuilder()
    position = 0
    for match in _CHANGED.finditer(source):
        builder.copy(source, position, match.start())
        position = match.end()
        found = match.group()
        if found == "\r\n":
            position -= 1  # the line feed itself is the source's
        elif found == "\r":
            builder.insert("\n")
        elif found not in "\0\ufeff":
            builder.insert("\ufffd")
    builder.copy(source, position)
    return builder.build()
