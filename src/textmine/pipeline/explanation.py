"""A Doc in words: every coding with what found it, and what was considered and dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from textmine.codebook import load_codebook
from textmine.codebook.model import Language
from textmine.pipeline.state import state

_WORDS: Final = {
    "nl": {
        "none": "geen coderingen",
        "dropped": "overwogen en niet gecodeerd:",
        "line": "  {code}, {rule} ({start}-{end}): {reason}",
    },
    "en": {"none": "no codings", "dropped": "considered and not coded:", "line": "  {code}, {rule} ({start}-{end}): {reason}"},
}


def explain_doc(doc: Doc, lang: Language = "nl", *, code: str | None = None) -> Iterator[str]:
    """Yield the codings of a Doc as lines of text, then what was dropped and why.

    Parameters
    ----------
    doc : Doc
        What a pipeline of :func:`textmine.load` made.
    lang : {'nl', 'en'}
    code : str, optional
        Only this code, or only this dimension.

    Examples
    --------
    >>> from textmine.pipeline import load
    >>> lines = list(explain_doc(load()("VE nam haar paspoort af. Zij werkt achter het raam."), "en", code="machtsmiddel"))
    >>> lines[0]
    'taking papers (machtsmiddel.papieren_afpakken): present'
    """
    words, codebook = _WORDS[lang], load_codebook()
    codings = [coding for coding in doc._.codings if _chosen(coding.code, code)]
    if not codings:
        yield words["none"]
    for coding in codings:
        yield from coding.explain(lang).splitlines()
        yield ""
    dropped = [entry for entry in state(doc).get("dropped", ()) if _chosen(entry["code"], code)]
    if dropped:
        yield words["dropped"]
    for entry in dropped:
        yield words["line"].format_map({**entry, "code": codebook.label(entry["code"], lang)})


def _chosen(code: str, wanted: str | None) -> bool:
    return wanted is None or code == wanted or code.startswith(f"{wanted}.")
