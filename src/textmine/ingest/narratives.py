"""The one gate through which every text becomes a narrative."""

from __future__ import annotations

from collections.abc import Mapping

from textmine.errors import RecordError
from textmine.ingest.offsets import MappedText
from textmine.records import Failure, Narrative


def make_narrative(
    narrative_id: str, mapped: MappedText, source: str, locator: str, meta: Mapping[str, str], max_chars: int
) -> Narrative:
    """Return the narrative, or refuse an empty or overlong text.

    Raises
    ------
    RecordError
        ``lege_tekst`` or ``te_lang``.
    """
    if not mapped.text.strip():
        raise RecordError("lege_tekst", f"narrative {narrative_id} has no text; leave it out or fill in its text")
    if len(mapped.text) > max_chars:
        raise RecordError(
            "te_lang",
            f"narrative {narrative_id} has {len(mapped.text)} characters, more than the limit of {max_chars}; raise "
            "--max-chars, or split a dossier into several narratives",
        )
    return Narrative(narrative_id, mapped.text, source, locator, meta, mapped.segments)


def as_failure(source: str, error: RecordError | OSError, locator: str = "") -> Failure:
    """Turn the error that stopped a file or row into its failure."""
    if isinstance(error, RecordError):
        return Failure(source, locator, error.kind, str(error))
    reason = error.strerror or type(error).__name__
    return Failure(source, locator, "onleesbaar", f"the file cannot be opened: {reason}; check permissions and the disk")
