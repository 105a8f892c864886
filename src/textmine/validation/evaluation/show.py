"""An evaluation as lines of text for a terminal; no narrative text in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from textmine.codebook import load_codebook
from textmine.codebook.model import Language
from textmine.validation.evaluation.errors import KINDS
from textmine.validation.evaluation.evaluate import Evaluation

_WORDS: Final = {
    "nl": {
        "head": "{n} casussen; F1 met een 95%-interval (bootstrap over casussen)",
        "columns": "standaard  goed onterecht gemist  precisie  recall     F1",
        "dimension": "aanwezig, per dimensie (micro)",
        "dimension_macro": "gemiddelde F1 van de codes die in 5 of meer casussen voorkomen",
        "all": "alle codes",
        "qualifier": "ontkend en onzeker, per dimensie waar de codeur het gaf",
        "code": "aanwezig, per code",
        "measures": "aandelen (goed / gevallen)",
        "errors": "verschillen, naar soort (gemist / onterecht)",
    },
    "en": {
        "head": "{n} narratives; F1 with a 95 % interval (bootstrap over narratives)",
        "columns": "standard  right   claimed missed precision  recall     F1",
        "dimension": "present, by dimension (micro)",
        "dimension_macro": "mean F1 of the codes that 5 or more narratives have",
        "all": "all codes",
        "qualifier": "denied and uncertain, by dimension where the coder gave it",
        "code": "present, by code",
        "measures": "shares (right / cases)",
        "errors": "differences, by kind (missed / claimed)",
    },
}
_MEASURES: Final = {
    "agent": ("wie het deed", "agent right"),
    "target": ("wie het onderging", "target right"),
    "source": ("wie het zegt", "source right"),
    "phase": ("fase", "phase right"),
    "evidence": ("bewijs overlapt dat van de codeur", "evidence overlaps the coder's"),
    "background_as_means": ("geweld in het verleden als machtsmiddel gecodeerd", "earlier violence coded as a means"),
    "means_in_innocent": ("casussen zonder uitbuiting met een machtsmiddel", "narratives without exploitation with a means"),
    "slachtoffer_found": ("slachtoffer gevonden", "victim found"),
    "uitbuiter_found": ("uitbuiter gevonden", "exploiter found"),
    "slachtoffer_leeftijdsgroep": ("leeftijdsgroep slachtoffer", "victim's age group"),
    "slachtoffer_geslacht": ("geslacht slachtoffer", "victim's sex"),
    "slachtoffer_herkomst": ("herkomst slachtoffer", "victim's origin"),
    "uitbuiter_leeftijdsgroep": ("leeftijdsgroep uitbuiter", "exploiter's age group"),
    "uitbuiter_geslacht": ("geslacht uitbuiter", "exploiter's sex"),
    "uitbuiter_herkomst": ("herkomst uitbuiter", "exploiter's origin"),
}


def show(found: Evaluation, lang: Language = "nl") -> Iterator[str]:
    """Yield the tables as lines.

    Examples
    --------
    >>> from textmine.codings.quoted import CodedNarrative
    >>> from textmine.pipeline import load
    >>> from textmine.validation.evaluation import evaluate
    >>> lines = list(show(evaluate(load(only="frames"), [CodedNarrative("1", "Het regent.", "", ())], n_boot=10), "en"))
    >>> lines[0]
    '1 narratives; F1 with a 95 % interval (bootstrap over narratives)'
    """
    words, scores = _WORDS[lang], found.scores
    yield words["head"].format(n=found.n_narratives)
    present = scores[scores["value"] == "aanwezig"]
    yield from _table(words["dimension"], words, present[present["scope"].isin(("all", "dimension"))], lang)
    yield from ("", words["dimension_macro"])
    for row in present[present["scope"].str.endswith("_macro") & present["f1"].notna()].to_dict("records"):
        yield f"  {_name(row, lang):44} {row['n_gold']:4}  {_interval(row, 'f1')}"
    qualified = scores[(scores["value"] != "aanwezig") & scores["scope"].isin(("all", "dimension")) & (scores["n_gold"] > 0)]
    yield from _table(words["qualifier"], words, qualified, lang)
    yield from ("", words["measures"])
    for row in found.measures.to_dict("records"):
        label = _MEASURES[row["measure"]][lang == "en"]
        yield f"  {label:52} {row['right']:4} / {row['n']:4}  {_interval(row, 'share')}"
    yield from _table(words["code"], words, present[present["scope"] == "code"], lang)
    if len(found.errors):
        yield from ("", words["errors"])
        counts = Counter(zip(found.errors["kind"], found.errors["error"], strict=True))
        for kind, label in KINDS[lang].items():
            if counts[kind, "missed"] or counts[kind, "claimed"]:
                yield f"  {label:44} {counts[kind, 'missed']:5} / {counts[kind, 'claimed']:5}"


def _table(title: str, words: dict[str, str], rows: pd.DataFrame, lang: Language) -> Iterator[str]:
    if not len(rows):
        return
    yield from ("", f"{title:46} {words['columns']}")
    for row in rows.to_dict("records"):
        yield (
            f"  {_name(row, lang):44} {row['n_gold']:9} {row['tp']:5} {row['fp']:9} {row['fn']:6} "
            f"{_number(row['precision']):>9} {_number(row['recall']):>7}  {_interval(row, 'f1')}"
        )


def _name(row: Mapping[Hashable, Any], lang: Language) -> str:
    codebook, name = load_codebook(), str(row["name"])
    value = "" if row["value"] == "aanwezig" else f", {codebook.value_label('presence', row['value'], lang)}"
    if row["scope"].startswith("all"):
        return _WORDS[lang]["all"] + value
    return (name if row["scope"] == "code" else codebook.dimension_label(name, lang)) + value


def _number(value: float) -> str:
    return "-" if pd.isna(value) else f"{value:.2f}"


def _interval(row: Mapping[Hashable, Any], name: str) -> str:
    low, high = (row["f1_low"], row["f1_high"]) if name == "f1" else (row["low"], row["high"])
    bounds = "" if pd.isna(low) else f" ({low:.2f}-{high:.2f})"
    return f"{'-' if pd.isna(row[name]) else format(row[name], '.3f')}{bounds}"
