"""Text mining for Dutch case narratives on sexual exploitation: coercion means, actors and typologies, with evidence.

>>> import textmine
>>> nlp = textmine.load()
>>> doc = nlp("SO werkt achter het raam. Haar paspoort werd door de man afgepakt. Ze zegt nooit gedwongen te zijn.")
>>> doc._.codes["machtsmiddel.papieren_afpakken"], doc._.codes["machtsmiddel.dwang_werk"]
('aanwezig', 'ontkend')
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textmine.batch import tag
    from textmine.pipeline import load

__version__ = version("textmine")
__all__ = ["__version__", "load", "tag"]


def __getattr__(name: str) -> Any:
    """Import ``load`` and ``tag`` on first use: importing textmine itself loads no model and no spaCy."""
    if name == "load":
        from textmine.pipeline import load  # noqa: PLC0415

        return load
    if name == "tag":
        from textmine.batch import tag  # noqa: PLC0415

        return tag
    raise AttributeError(f"module textmine has no attribute {name}")
