"""Which column of a table holds the text and which the id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.errors import RecordError
from textmine.ingest.options import IngestOptions

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    r"""Return a column name without capitals, spaces, underscores and other signs.

    Examples
    --------
    >>> fold("\ufeffRegistratie_Nr.")
    'registratienr'
    """
    return _NOT_ALPHANUMERIC.sub("", name).casefold()


_USUAL_ID = """
    id narrative_id narratief_id record_id document_id case_id casus_id zaak_id dossier_id melding_id incident_id
    registratie registratienummer registratienr nummer nr zaaknummer zaaknr dossiernummer dossiernr
    meldingsnummer meldingnummer meldingsnr meldingnr mutatienummer mutatienr incidentnummer incidentnr
    procesverbaalnummer pv_nummer pv_nr bvh_nummer bvh_nr parketnummer parketnr casusnummer casusnr
    case_number case_no record_number ecli
"""
_USUAL_TEXT = """
    text tekst full_text volledige_tekst vrije_tekst narratief narratieve_tekst narrative narrative_text verhaal
    toelichting omschrijving beschrijving inhoud samenvatting mutatie mutatietekst meldingstekst zaakomschrijving
    incidentomschrijving casusbeschrijving verklaring relaas description summary content statement
"""
_ID_NAMES = frozenset(map(fold, _USUAL_ID.split()))
_TEXT_NAMES = frozenset(map(fold, _USUAL_TEXT.split()))
_HAND_CODING_NAMES = frozenset(map(fold, ("narrative_id", "coder", "code", "value")))


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the text column and the id column; no id column means that rows are numbered."""

    text: str
    id: str | None


def is_hand_codings(names: Sequence[str]) -> bool:
    """Whether these are the columns of a hand-coding table in long form."""
    return _HAND_CODING_NAMES.issubset(map(fold, names))


def count_known(names: Sequence[str]) -> int:
    """Count the names that textmine knows as an id or a text column."""
    return sum(fold(name) in _ID_NAMES or fold(name) in _TEXT_NAMES for name in names)


def choose_columns(names: Sequence[str], options: IngestOptions) -> Columns:
    """Find the text and id columns: those that the user named, else the only ones with a usual name.

    Parameters
    ----------
    names : sequence of str
        Column names as they stand in the file.
    options : IngestOptions
        Of which ``text_column`` and ``id_column`` count.

    Raises
    ------
    RecordError
        ``kolom_ontbreekt`` or ``kolom_dubbelzinnig``, with the columns that were found.

    Examples
    --------
    >>> choose_columns(["Registratienr", "Datum", "Toelichting"], IngestOptions())
    Columns(text='Toelichting', id='Registratienr')
    """
    text = _choose(names, options.text_column, _TEXT_NAMES, "text")
    if text is None:
        raise RecordError(
            "kolom_ontbreekt",
            f"no column is recognised as the text; name it with --text-column, or pass the file with --hand if it holds "
            f"hand codings. Columns found: {_shown(names)}",
        )
    return Columns(text, _choose(names, options.id_column, _ID_NAMES, "id"))


def _choose(names: Sequence[str], wanted: str | None, usual: frozenset[str], role: str) -> str | None:
    if wanted is None:
        candidates = [name for name in names if fold(name) in usual]
    else:
        candidates = [name for name in names if name == wanted] or [name for name in names if fold(name) == fold(wanted)]
        if not candidates:
            message = f"there is no column {wanted!r}; give another --{role}-column. Columns found: {_shown(names)}"
            raise RecordError("kolom_ontbreekt", message)
    if len(candidates) > 1:
        raise RecordError(
            "kolom_dubbelzinnig",
            f"{len(candidates)} columns could be the {role} ({_shown(candidates)}); name one with --{role}-column. "
            f"Columns found: {_shown(names)}",
        )
    return candidates[0] if candidates else None


def _shown(names: Sequence[str]) -> str:
    """List column names for a message, without what may be narrative text in a file that has no header."""
    return ", ".join(name if _is_plain(name) else f"(column {n} has no short name)" for n, name in enumerate(names, 1))


def _is_plain(name: str) -> bool:
    return 0 < len(name) <= 40 and len(name.split()) <= 4 and not name.rstrip().endswith((".", "!", "?", ";"))


def unique_names(names: Sequence[str]) -> list[str]:
    """Return the names with empty ones numbered and repeated ones told apart.

    Examples
    --------
    >>> unique_names(["id", "datum", "", "datum"])
    ['id', 'datum', 'kolom_3', 'datum_2']
    """
    unique: dict[str, None] = {}
    for position, name in enumerate(names, 1):
        plain = name or f"kolom_{position}"
        candidate, count = plain, 1
        while candidate in unique:
            count += 1
            candidate = f"{plain}_{count}"
        unique[candidate] = None
    return list(unique)
