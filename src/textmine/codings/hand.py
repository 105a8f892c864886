"""Hand codings from a spreadsheet, CSV or XLSX, in long form (a row a coding) or wide form (a row a narrative).

What the sheet itself cannot tell is for the user to say: what an empty cell means, whether "nee" is a denial, and who coded
when there is no column for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from textmine.codebook import Codebook, load_codebook
from textmine.codings.cells import EMPTY_CELLS, ONTBREEKT, Empty, No, Vocabulary, evidence
from textmine.codings.sheet import COLUMNS, TYPOLOGIE, read_sheet
from textmine.errors import HandCodingError, RecordError
from textmine.ingest.rows import Row
from textmine.records import NIET_VERMELD, Failure, HandCoding


@dataclass(frozen=True)
class HandCodings:
    """What human coders decided, and what of their files could not be used.

    Parameters
    ----------
    codings : tuple of HandCoding
        Every aanwezig, ontkend and onzeker, and every typology. A quote that could not be placed has text but no positions.
    problems : tuple of Failure
        Rows, cells and columns that could not be used.
    coded : frozenset of (narrative_id, coder)
        Which narratives a coder has judged with the codebook: there, a code without a coding is niet_vermeld.
    missing : frozenset of (narrative_id, coder, code)
        Exceptions to that: no judgement was given, or it could not be read.
    """

    codings: tuple[HandCoding, ...]
    problems: tuple[Failure, ...] = ()
    coded: frozenset[tuple[str, str]] = frozenset()
    missing: frozenset[tuple[str, str, str]] = frozenset()

    def __add__(self, other: HandCodings) -> HandCodings:
        """Put the codings of two files together, such as one sheet a coder; what either file judges is not missing."""
        missing = {
            cell
            for one, another in ((self, other), (other, self))
            for cell in one.missing
            if cell[:2] not in another.coded or cell in another.missing
        }
        return HandCodings(
            self.codings + other.codings, self.problems + other.problems, self.coded | other.coded, frozenset(missing)
        )


def read_hand_codings(
    path: str | Path,
    *,
    empty: Empty | None = None,
    no: No = "niet_vermeld",
    coder: str | None = None,
    narrative_texts: Mapping[str, str] | None = None,
    codebook: Codebook | None = None,
) -> HandCodings:
    """Read a CSV or XLSX file with hand codings.

    A file with a column ``code`` is in long form: ``narrative_id, coder, code, value, start, end, text``; its other columns
    are ignored. Without that column it is in wide form: one column a code, named by the code's id or Dutch label. Both may
    hold ``typologie``, as a code or as a column. :data:`textmine.codings.cells.CELL_VALUES` says which words are values.

    Parameters
    ----------
    path : str or Path
        ``.csv``, ``.tsv`` or ``.xlsx`` (first sheet with content).
    empty : {'niet_vermeld', 'ontkend', 'ontbreekt'}, optional
        What an empty cell means; ``"ontbreekt"`` says that the coder did not judge that code. There is no default: a wide
        file with an empty cell needs it. In a long file a row is a coding: when no row has a value they are all aanwezig;
        when some have one, an empty value follows `empty`, and without it is a problem of that row.
    no : {'niet_vermeld', 'ontkend'}
        What "nee" and 0 mean. By default that the coder did not find it, which claims least; ``"ontkend"`` when coders wrote
        it where someone in the narrative denies it. The word "ontkend" is always a denial.
    coder : str, optional
        Name of the coder where the file does not say; by default the file's name without its ending.
    narrative_texts : mapping of str to str, optional
        The narratives by id. With them ``text[start:end]`` must equal the quote, and a quote without positions gets them
        when it occurs exactly once.
    codebook : Codebook, optional
        The one shipped with textmine by default.

    Returns
    -------
    HandCodings

    Raises
    ------
    HandCodingError
        When the file cannot be read, an empty cell has no meaning yet, or most of it is unusable.

    Notes
    -----
    A long row without code and value says that the coder read the narrative and found nothing. A coder who gave typologies
    only has judged no code, and a code that has no column in a wide file was not judged.

    Examples
    --------
    >>> import tempfile
    >>> sheet = Path(tempfile.mkdtemp()) / "codeurA.csv"
    >>> lines = ["dossier;locatie.raam;locatie.hotel", "00123;ja;onbekend", "00124;nee;ja"]
    >>> _ = sheet.write_text(chr(10).join(lines), encoding="utf-8")
    >>> for c in read_hand_codings(sheet).codings:
    ...     print(c.narrative_id, c.coder, c.code, c.value)
    00123 codeurA locatie.raam aanwezig
    00123 codeurA locatie.hotel onzeker
    00124 codeurA locatie.hotel aanwezig
    """
    path = Path(path)
    codebook = codebook or load_codebook()
    sheet = read_sheet(path)
    reading = _Reading(path.name, Vocabulary.of(codebook, empty, no), coder or path.stem)
    if "code" in sheet.header:
        _read_long(sheet.rows, reading, narrative_texts or {})
    else:
        _read_wide(sheet.header, sheet.rows, reading, codebook.codes)
    return reading.result(sheet.failures)


@dataclass
class _Reading:
    """What has been read of one file so far."""

    file: str
    words: Vocabulary
    default_coder: str
    codings: list[HandCoding] = field(default_factory=list)
    problems: list[Failure] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    typed: set[tuple[str, str]] = field(default_factory=set)
    judges: set[str] = field(default_factory=set)
    missing: set[tuple[str, str, str]] = field(default_factory=set)
    n_usable: int = 0
    n_unusable: int = 0

    def who(self, row: Row) -> tuple[str, str]:
        """Return the row's narrative and coder."""
        if not row.cells["narrative_id"]:
            raise RecordError("geen_id", "the narrative's id is empty; fill it in")
        return row.cells["narrative_id"], row.cells.get("coder") or self.default_coder

    def add(self, coding: HandCoding) -> None:
        """Keep a decision; niet_vermeld is the absence of a coding, ontbreekt of a decision."""
        if coding.value == ONTBREEKT:
            self.missing.add((coding.narrative_id, coding.coder, coding.code))
        elif coding.value != NIET_VERMELD:
            self.codings.append(coding)

    def add_typology(self, narrative_id: str, coder: str, cell: str) -> None:
        """Keep a coder's one typology of a narrative."""
        type_id = self.words.type(cell)
        if (narrative_id, coder) in self.typed:
            raise RecordError("dubbele_typologie", f"coder {coder} gave this narrative a typology before; keep one of them")
        self.typed.add((narrative_id, coder))
        self.codings.append(HandCoding(narrative_id, coder, TYPOLOGIE, type_id))

    def refuse(self, row: Row, error: RecordError, column: str = "") -> None:
        """Report a row, or one cell of it, that cannot be used."""
        place = f"narrative {row.cells['narrative_id'] or 'unknown'}" + (f", column {column}" if column else "")
        self.problems.append(Failure(self.file, row.locator, error.kind, f"{place}: {error}"))
        self.n_unusable += 1

    def result(self, unread: Sequence[Failure]) -> HandCodings:
        """Return what was read, unless that is the smaller part."""
        problems = (*self.problems, *unread)
        n_unusable = self.n_unusable + len(unread)
        if n_unusable > self.n_usable:
            raise HandCodingError(
                f"{self.file}: most of it cannot be used ({n_unusable} problems, {self.n_usable} usable values), "
                f"for example {problems[-1].locator}: {problems[-1].message}"
            )
        coded = frozenset(pair for pair in self.seen if pair[1] in self.judges)
        return HandCodings(tuple(self.codings), problems, coded, frozenset(self.missing))


def _read_long(rows: Sequence[Row], reading: _Reading, texts: Mapping[str, str]) -> None:
    unvalued = not any(row.cells.get("value") for row in rows if row.cells["code"].casefold() != TYPOLOGIE)
    for row in rows:
        try:
            _read_coding(row, reading, texts, unvalued)
        except RecordError as error:
            reading.refuse(row, error)
        else:
            reading.n_usable += 1


def _read_coding(row: Row, reading: _Reading, texts: Mapping[str, str], unvalued: bool) -> None:
    narrative_id, coder = reading.who(row)
    reading.seen.add((narrative_id, coder))
    name, cell = row.cells["code"], row.cells.get("value", "")
    if name.casefold() == TYPOLOGIE:
        reading.add_typology(narrative_id, coder, cell)
        return
    reading.judges.add(coder)
    if not name and not cell:
        return
    code = reading.words.code(name)
    try:
        value = "aanwezig" if unvalued else reading.words.value(cell)
        start, end, quote = (row.cells.get(column, "") for column in ("start", "end", "text"))
        found = evidence(start, end, quote, texts.get(narrative_id))
    except RecordError:
        reading.missing.add((narrative_id, coder, code))
        raise
    reading.add(HandCoding(narrative_id, coder, code, value, *found))


def _read_wide(header: Mapping[str, int], rows: Sequence[Row], reading: _Reading, codes: Iterable[str]) -> None:
    columns = _code_columns(header, reading)
    if not columns and TYPOLOGIE not in header:
        raise HandCodingError(
            f"{reading.file}: no column 'code' (long form), and no column named by a code of the codebook (wide form); "
            "see 'textmine codebook list'"
        )
    _require_meaning_of_empty(rows, columns, reading)
    not_asked = set(codes) - set(columns.values())
    for row in rows:
        try:
            narrative_id, coder = reading.who(row)
            if (narrative_id, coder) in reading.seen:
                raise RecordError("dubbele_rij", f"coder {coder} has an earlier row for this narrative; keep one of them")
        except RecordError as error:
            reading.refuse(row, error)
            continue
        reading.seen.add((narrative_id, coder))
        if columns:
            reading.judges.add(coder)
            reading.missing |= {(narrative_id, coder, code) for code in not_asked}
        if row.cells.get(TYPOLOGIE, "").casefold() not in EMPTY_CELLS:
            reading.add_typology(narrative_id, coder, row.cells[TYPOLOGIE])
        _read_cells(row, narrative_id, coder, columns, reading)


def _read_cells(row: Row, narrative_id: str, coder: str, columns: Mapping[str, str], reading: _Reading) -> None:
    for column, code in columns.items():
        try:
            reading.add(HandCoding(narrative_id, coder, code, reading.words.value(row.cells[column])))
        except RecordError as error:
            reading.missing.add((narrative_id, coder, code))
            reading.refuse(row, error, column)
        else:
            reading.n_usable += row.cells[column] != ""  # a few unknown words must not hide among many empty cells


def _code_columns(header: Mapping[str, int], reading: _Reading) -> dict[str, str]:
    """Return the code of each column that is named by one; another column is reported, as it may be a misspelt code."""
    columns: dict[str, str] = {}
    for name, number in header.items():
        if name in COLUMNS:
            continue
        try:
            code = reading.words.code(name)
            if code in columns.values():
                raise RecordError("dubbele_kolom", f"code {code} has an earlier column; keep one of them")
            columns[name] = code
        except RecordError as error:
            reading.problems.append(Failure(reading.file, f"kolom {number}", error.kind, f"this column is not read: {error}"))
    return columns


def _require_meaning_of_empty(rows: Sequence[Row], columns: Mapping[str, str], reading: _Reading) -> None:
    empty = [(row, column) for row in rows for column in columns if row.cells[column].casefold() in EMPTY_CELLS]
    if empty and "" not in reading.words.values:
        row, column = empty[0]
        raise HandCodingError(
            f"{reading.file}: {len(empty)} empty cell(s), the first in row {row.number} (narrative {row.cells['narrative_id']}), "
            f"column {column}. Say what an empty cell means: --empty niet_vermeld (the coder looked and found nothing), "
            "--empty ontkend (denied in the narrative) or --empty ontbreekt (the coder did not judge this code)"
        )
