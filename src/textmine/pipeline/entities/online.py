"""PLATFORM: sites, apps and internet addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine.pipeline.entities.tables import Table
from textmine.pipeline.entities.words import Found, Phrase, PhraseReader, Words

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}\.){{1,5}}[A-Za-z]{{2,12}}(?![\w-])"
_ADDRESS = re.compile(rf"(?:https?://)?(?P<host>{_HOST})(?::[0-9]{{1,5}})?(?P<path>/[^\s<>\"')\]]*)?", re.IGNORECASE)
_HOST_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
_LONGEST_HOST = 120
_OPENINGS = frozenset({"www", "http", "https"})


def platform_reader(table: Table) -> PhraseReader:
    """Return the reader of platforms that are known by name.

    Parameters
    ----------
    table : Table
        The file ``platforms.toml``.
    """
    capital_only = table.words("capital_only")
    domains = table.words("domains")

    def accepts(words: Words, i: int, stop: int) -> bool:
        if stop == i + 1 and words.keys[i] in capital_only and not words.is_capital(i):
            return False
        in_address = words.gap(stop) == "." and words.key(stop) in domains
        return not in_address and words.char_before(i) not in {"@", "."}

    return PhraseReader(
        table.label,
        ((phrase, Phrase(name, accepts)) for phrase, name in table.table("names").named_phrases() if "." not in phrase),
    )


class AddressReader:
    """Reads internet addresses, with ``www`` or a known ending; the value is the platform's name or else the host.

    Parameters
    ----------
    table : Table
        The file ``platforms.toml``.
    """

    def __init__(self, table: Table) -> None:
        self._label = table.label
        self._domains = table.words("domains")
        self._names = {phrase.lower(): name for phrase, name in table.table("names").named_phrases() if "." in phrase}

    @property
    def triggers(self) -> Iterable[str]:
        """Return how addresses begin, and how the short ones end."""
        return _OPENINGS | self._domains

    def read(self, words: Words, i: int) -> Found | None:
        """Return the address that begins or has its ending at word ``i``, or None."""
        start = words.starts[i] if words.keys[i] in _OPENINGS else _host_start(words, i)
        match = _ADDRESS.match(words.text, start)
        if match is None or match.end("host") < words.ends[i]:
            return None
        ending = match["host"].rpartition(".")[2]
        if words.keys[i] not in _OPENINGS and ending not in self._domains:
            return None
        path = (match["path"] or "").rstrip(".,;:!?")
        end = match.start("path") + len(path) if match["path"] else match.end()
        host = match["host"].lower()
        return Found(self._label, match.start(), end, self._names.get(host.removeprefix("www."), host))


def _host_start(words: Words, i: int) -> int:
    """Return where the host begins that has its ending at word ``i``; the word's own start where there is none."""
    end = words.starts[i]
    if words.char_before(i) != "." or not words.word(i).islower():
        return end
    window = words.text[max(0, end - _LONGEST_HOST) : end]
    host = window[len(window.rstrip(_HOST_CHARACTERS)) :].lstrip(".-")
    start = end - len(host)
    before = words.text[max(0, start - 1) : start]
    return end if before in {"@", "_", "/"} or before.isalnum() else start
