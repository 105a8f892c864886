"""What one cell of a hand-coded sheet says: its values, names of codes and types, and positions of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from textmine.codebook import Codebook
from textmine.errors import RecordError
from textmine.records import NIET_VERMELD

ONTBREEKT = "ontbreekt"
EMPTY_CELLS = ("", "leeg")
NO_CELLS = ("nee", "0", "onwaar", "false")

CELL_VALUES: dict[str, str] = {
    **dict.fromkeys(("aanwezig", "ja", "1", "x", "waar", "true"), "aanwezig"),
    **dict.fromkeys(("onzeker", "onbekend", "?"), "onzeker"),  # the codebook: "niet bekend of" is onzeker
    "ontkend": "ontkend",
    **dict.fromkeys((NIET_VERMELD, "niet vermeld", "n.v.t.", "nvt"), NIET_VERMELD),
    ONTBREEKT: ONTBREEKT,
}

Empty = Literal["niet_vermeld", "ontkend", "ontbreekt"]
No = Literal["niet_vermeld", "ontkend"]


@dataclass(frozen=True)
class Vocabulary:
    """What the words in a sheet stand for, keyed by their text in small letters."""

    values: Mapping[str, str]
    codes: Mapping[str, str]
    types: Mapping[str, str]

    @classmethod
    def of(cls, codebook: Codebook, empty: Empty | None, no: No) -> Self:
        """Take codes and types from the codebook, by id and Dutch label, and what the user says of empty cells and "nee"."""
        values = CELL_VALUES | dict.fromkeys(NO_CELLS, no) | ({} if empty is None else dict.fromkeys(EMPTY_CELLS, empty))
        codes = codebook.codes.values()
        types = codebook.values["typologie"].values()
        return cls(
            values,
            {code.label_nl.casefold(): code.id for code in codes} | {code.id.casefold(): code.id for code in codes},
            {value.label_nl.casefold(): value.id for value in types} | {value.id.casefold(): value.id for value in types},
        )

    def value(self, cell: str) -> str:
        """Return aanwezig, ontkend, onzeker, niet_vermeld or ontbreekt.

        Raises
        ------
        RecordError
            ``lege_waarde`` when nobody said what an empty cell means; ``onbekende_waarde``.
        """
        value = self.values.get(cell.casefold())
        if value is None and cell.casefold() in EMPTY_CELLS:
            raise RecordError("lege_waarde", "the value is empty; fill it in, or say with --empty what an empty value means")
        if value is None:
            usual = ", ".join(word for word in self.values if word)
            raise RecordError("onbekende_waarde", f"{shown(cell)} is not a value; write one of {usual}")
        return value

    def code(self, cell: str) -> str:
        """Return the id of a code that is named by its id or Dutch label.

        Raises
        ------
        RecordError
            ``onbekende_code``.
        """
        if cell.casefold() not in self.codes:
            raise RecordError("onbekende_code", f"{shown(cell)} is not a code of the codebook; see 'textmine codebook list'")
        return self.codes[cell.casefold()]

    def type(self, cell: str) -> str:
        """Return the id of a typology; a name that the codebook does not have is the user's own and stays as it is.

        Raises
        ------
        RecordError
            ``lege_waarde``.
        """
        if cell.casefold() in EMPTY_CELLS:
            raise RecordError("lege_waarde", "the typology is empty; write the type's id, or geen")
        return self.types.get(cell.casefold(), cell)


def evidence(start: str, end: str, quote: str, narrative: str | None) -> tuple[int | None, int | None, str | None]:
    """Return start, end and quote of a coding, checked against the narrative where it is known.

    A quote without positions gets them when it occurs exactly once in the narrative.

    Raises
    ------
    RecordError
        ``posities`` when they are no positions, lie outside the narrative or do not hold the quote.

    Examples
    --------
    >>> evidence("", "", "paspoort", "Haar paspoort was weg.")
    (5, 13, 'paspoort')
    >>> evidence("", "", "", "Haar paspoort was weg.")
    (None, None, None)
    """
    if not start and not end:
        if quote and narrative is not None and narrative.count(quote) == 1:
            found = narrative.index(quote)
            return found, found + len(quote), quote
        return None, None, quote or None
    if not all(cell.isascii() and cell.isdigit() for cell in (start, end)):
        raise RecordError("posities", "start and end must both be whole numbers, or both be empty")
    first, last = int(start), int(end)
    if first >= last or (narrative is not None and last > len(narrative)):
        length = "" if narrative is None else f" of {len(narrative)} characters"
        raise RecordError("posities", f"start {first} and end {last} mark no passage of the narrative{length}")
    if narrative is None:
        return first, last, quote or None
    if quote and narrative[first:last] != quote:
        raise RecordError(
            "posities",
            f"characters {first} to {last} of the narrative are not the quote. Positions count characters from 0, the end is not "
            "included; correct them, or leave both empty to have the quote looked up",
        )
    return first, last, narrative[first:last]


def shown(cell: str) -> str:
    """Quote a cell in a message when it is one word; anything else may be narrative text in the wrong column."""
    return f"'{cell}'" if len(cell) <= 40 and not any(map(str.isspace, cell)) else f"a text of {len(cell)} characters"
