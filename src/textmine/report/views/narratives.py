"""Each narrative with its codes, its persons and its evidence marked in the text; only on a page with texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from textmine.records import NIET_VERMELD
from textmine.report.context import MEANS, OUTLIER, ReportContext
from textmine.report.evidence import cut_runs
from textmine.report.views.typology import nearest_type
from textmine.report.wording import is_number

Row = dict[Any, Any]
REASONS = ("geen_uitbuiting", "te_weinig_codes", "score_te_laag", "marge_te_klein")

# Class of the style sheet and sign after the number, by presence. The look is never the only bearer: words say the same.
_LOOK = {"aanwezig": ("pa", ""), "onzeker": ("pu", "?"), "ontkend": ("pd", "−")}


def narratives_view(ctx: ReportContext) -> dict[str, Any]:
    """Return every narrative as the page shows it, and the groups that they can be filtered by."""
    if not ctx.with_text:
        return {"shown": False}
    codings, actors = _by_narrative(ctx.data.codings), _by_narrative(ctx.data.actors)
    scores = {(row["narrative_id"], row["reference_type"]): row for row in ctx.data.reference_scores.to_dict("records")}
    typology = {row["narrative_id"]: row for row in ctx.data.typology.to_dict("records")}
    values = {row["narrative_id"]: row for row in ctx.data.codes.to_dict("records")}
    shown = []
    for row in ctx.data.narratives.to_dict("records"):
        narrative_id = row["narrative_id"]
        own = sorted(codings.get(narrative_id, []), key=lambda coding: (coding["start"], coding["end"], coding["code"]))
        shown.append(
            {
                **_head(ctx, row),
                **_placed(ctx, typology.get(narrative_id), scores),
                **_evidence(ctx, ctx.anchors[narrative_id], ctx.data.texts.get(narrative_id), own),
                "chips": _chips(ctx, values.get(narrative_id, {}), own),
                "actors": [_actor(ctx, actor) for actor in actors.get(narrative_id, [])],
            }
        )
    groups = [*ctx.clusters, *([OUTLIER] if (ctx.data.typology["cluster"] == OUTLIER).any() else [])] if ctx.clusters else []
    return {"shown": True, "narratives": shown, "groups": [(_css(cluster), ctx.cluster_label(cluster)) for cluster in groups]}


def _by_narrative(table: pd.DataFrame) -> dict[str, list[Row]]:
    return {str(narrative): rows.to_dict("records") for narrative, rows in table.groupby("narrative_id", sort=False)}


def _css(cluster: int) -> str:
    return "cx" if cluster == OUTLIER else f"c{cluster}"


def _head(ctx: ReportContext, row: Row) -> dict[str, Any]:
    origin = ", ".join(text for text in (row["source"], row["locator"]) if text)
    kinds = (ctx.labels.value("vorm", row["vorm"]), ctx.labels.value("route", row["route"]))
    length = ctx.words.plural("tokens", int(row["n_tokens"])) if is_number(row["n_tokens"]) else ""
    return {
        "id": row["narrative_id"],
        "anchor": ctx.anchors[row["narrative_id"]],
        "origin": origin,
        "facts": [fact for fact in (*kinds, length) if fact],
    }


def _placed(ctx: ReportContext, row: Row | None, scores: dict[tuple[str, str], Row]) -> dict[str, Any]:
    if row is None or not is_number(row["cluster"]):
        return {"cluster": "", "css": "cx", "reference": "", "nearest": ""}
    cluster = int(row["cluster"])
    return {
        "cluster": ctx.cluster_label(cluster) if ctx.clusters else "",
        "css": _css(cluster),
        "reference": ctx.reference_label(row["reference_type"]),
        "nearest": "; ".join(_nearest(ctx, row, scores)),
    }


def _nearest(ctx: ReportContext, row: Row, scores: dict[tuple[str, str], Row]) -> Iterator[str]:
    """The reference type in words, why there is none, and the codes that spoke for and against it."""
    if nearest := nearest_type(ctx, row):
        yield ctx.words("narratives.reference", type=nearest)
    if (reason := row.get("reference_reason")) in REASONS:
        yield ctx.words(f"typology.reason.{reason}")
    if score := scores.get((row["narrative_id"], row["reference_type"])):
        for key in ("spoke_for", "spoke_against"):
            if score[key]:
                yield f"{ctx.words(f'narratives.{key}')} {_code_labels(ctx, score[key].split(';'))}"


def _code_labels(ctx: ReportContext, codes: Iterable[str]) -> str:
    return ", ".join(ctx.labels.code(code) for code in codes if code)


def _chips(ctx: ReportContext, values: Row, codings: list[Row]) -> list[tuple[str, list[tuple[str, str, str, int]]]]:
    """The narrative's value for each code that it mentions, by dimension; each leads to the first coding of that code."""
    first: dict[str, int] = {}
    for i, coding in enumerate(codings, start=1):
        first.setdefault(coding["code"], i)
    chips: dict[str, list[tuple[str, str, str, int]]] = {}
    for code in ctx.coded:
        value = str(values.get(code, NIET_VERMELD))
        if value in _LOOK:
            word = "" if value == "aanwezig" else f" ({ctx.labels.value('presence', value)})"
            chip = (ctx.labels.code(code), _LOOK[value][0], word, first.get(code, 0))
            chips.setdefault(ctx.labels.dimension(code.partition(".")[0]), []).append(chip)
    return list(chips.items())


def _actor(ctx: ReportContext, actor: Row) -> list[str]:
    labels = ctx.labels
    age = " / ".join(text for text in (actor["leeftijd"], labels.value("leeftijdsgroep", actor["leeftijdsgroep"])) if text)
    region = labels.values("herkomst_regio", actor["herkomst_regio"])
    origin = " / ".join(text for text in (labels.countries(actor["herkomst"]), region) if text)
    roles, gender = labels.values("rol", actor["rol"]), labels.value("geslacht", actor["geslacht"])
    n = ctx.words.integer(actor["n_mentions"]) if is_number(actor["n_mentions"]) else ""
    return [actor["actor_id"], actor["mention"], roles, age, gender, origin, n]


def _evidence(ctx: ReportContext, anchor: str, text: str | None, codings: list[Row]) -> dict[str, Any]:
    """The text as runs and the codings as rows; a coding whose evidence is not in the text is listed but not marked."""
    marked = [i for i, coding in enumerate(codings) if text is not None and _fits(text, coding)]
    spans = [(int(codings[i]["start"]), int(codings[i]["end"])) for i in marked]
    rows = [_coding(ctx, coding) for coding in codings]
    runs = []
    for number, run in enumerate(cut_runs(text or "", spans), start=1):
        inside = [marked[i] for i in run.inside]
        for i in inside:
            rows[i]["anchor"] = rows[i]["anchor"] or f"{anchor}s{number}"
        runs.append(
            {
                "text": run.text,
                "anchor": f"{anchor}s{number}",
                "title": " | ".join(rows[i]["title"] for i in inside),
                "css": _mark_css([codings[i] for i in inside]),
                "ends": [(marked[i] + 1, rows[marked[i]]["sign"]) for i in run.ends],
            }
        )
    return {"has_text": text is not None, "runs": runs, "codings": rows}


def _fits(text: str, coding: Row) -> bool:
    if not (is_number(coding["start"]) and is_number(coding["end"])):
        return False
    start, end = int(coding["start"]), int(coding["end"])
    return 0 <= start < end <= len(text) and coding["text"] in ("", text[start:end])


def _mark_css(codings: list[Row]) -> str:
    """One class for the strongest value and one for coercion means: the look of the mark; its words say the same."""
    if not codings:
        return ""
    found = {coding["presence"] for coding in codings}
    look = next((css for value, (css, _) in _LOOK.items() if value in found), "pa")
    return f"{look} m" if any(coding["code"].startswith(MEANS + ".") for coding in codings) else look


def _coding(ctx: ReportContext, coding: Row) -> dict[str, Any]:
    labels, words = ctx.labels, ctx.words
    who = f"{labels.value('agent', coding['agent'])} → {labels.value('target', coding['target'])}"
    presence = labels.value("presence", coding["presence"])
    source = labels.value("source", coding["source"])
    rule = "; ".join(text for text in (coding["rule"], coding["cues"]) if text)
    label = labels.code(coding["code"])
    return {
        "label": label,
        "presence": presence,
        "who": who,
        "phase": labels.value("phase", coding["phase"]),
        "source": source,
        "rule": rule,
        "counts": bool(coding["counts"]),
        "sign": _LOOK.get(coding["presence"], ("", ""))[1],
        "anchor": "",
        "title": f"{label}: {presence}; {who}; {words('narratives.according_to')} {source}; {rule}",
    }
