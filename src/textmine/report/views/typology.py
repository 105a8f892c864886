"""The typologies: clusters with their codes and stability, the reference types, and the map of the narratives."""

from __future__ import annotations

from typing import Any

import pandas as pd

from textmine.report.context import OUTLIER, ReportContext
from textmine.report.figures import MapPoint, scatter_map
from textmine.report.tables import cross_table, distinctive_codes
from textmine.report.wording import is_number

NO_TYPE = "geen"
VERDICTS = ("stabiel", "patroon", "niet_vertrouwen")


def typology_view(ctx: ReportContext) -> dict[str, Any]:
    """Return the clusters, the cross table with the reference types, the map and the diagnostics."""
    typology, clusters = ctx.data.typology, ctx.data.clusters.sort_values("cluster").to_dict("records")
    diagnostics = ctx.data.typology_diagnostics.to_dict("records")
    return {
        "made": len(typology) > 0,
        "clustered": bool(ctx.clusters),
        "n_outliers": ctx.count_of(int((typology["cluster"] == OUTLIER).sum()), len(typology)),
        "outlier_ids": _members(ctx, OUTLIER),
        "clusters": [_cluster(ctx, row) for row in clusters if row["cluster"] != OUTLIER],
        "cross": _cross(ctx),
        "map": _map(ctx) if ctx.with_text else "",
        "diagnostics": diagnostics,
        "method": next((row["note_nl"] for row in diagnostics if row["name"] == "method"), ""),
    }


def narrative_link(ctx: ReportContext, narrative_id: str) -> dict[str, str]:
    """Return what a link to a narrative shows and where it leads; the place is empty when it is not on the page."""
    return {"id": narrative_id, "anchor": ctx.anchors.get(narrative_id, "")}


def nearest_type(ctx: ReportContext, row: dict[Any, Any]) -> str:
    """Return the reference type of a cluster or narrative in words; its score is that of the best type, also for ``geen``."""
    if not row["reference_type"]:
        return ""
    key = "no_type" if row["reference_type"] == NO_TYPE else "nearest_value"
    score, margin = ctx.words.number(row["reference_score"]), ctx.words.number(row["margin"])
    return ctx.words(f"typology.{key}", label=ctx.reference_label(row["reference_type"]), score=score, margin=margin)


def _members(ctx: ReportContext, cluster: int) -> list[dict[str, str]]:
    if not ctx.with_text:
        return []
    ids = ctx.data.typology.loc[ctx.data.typology["cluster"] == cluster, "narrative_id"]
    return [narrative_link(ctx, narrative_id) for narrative_id in ids]


def _cluster(ctx: ReportContext, row: dict[Any, Any]) -> dict[str, Any]:
    cluster, words = int(row["cluster"]), ctx.words
    verdict = row["verdict"] if row["verdict"] in VERDICTS else "unknown"
    codes = distinctive_codes(ctx.data.cluster_codes, cluster).to_dict("records")
    return {
        "number": cluster,
        "too_small": ctx.disclosure.is_small(row["n"]),
        "label": row["label_nl"],
        "description": row["description_nl"],
        "n": ctx.count_of(row["n"], len(ctx.data.typology)),
        "verdict": words(f"typology.verdict.{verdict}", jaccard=words.number(row["jaccard"])),
        "nearest": nearest_type(ctx, row),
        "prototype": narrative_link(ctx, row["prototype"]),
        "atypical": narrative_link(ctx, row["atypical"]),
        "members": _members(ctx, cluster),
        "codes": [_code_row(ctx, code) for code in codes if _may_show(ctx, code)],
    }


def _may_show(ctx: ReportContext, code: dict[Any, Any]) -> bool:
    return not any(ctx.disclosure.is_small(code[name]) for name in ("n_in", "n_out", "n_cluster", "n_rest"))


def _code_row(ctx: ReportContext, code: dict[Any, Any]) -> dict[str, str]:
    words = ctx.words

    def part(n: float, total: float) -> str:
        return words("typology.n_of", n=words.integer(n), total=words.integer(total), share=words.share(n, total))

    return {
        "label": ctx.labels.full_code(code["code"]),
        "inside": part(code["n_in"], code["n_cluster"]),
        "outside": part(code["n_out"], code["n_rest"]),
        "ratio": words.interval(code["ratio"], code["ratio_low"], code["ratio_high"], digits=1),
    }


def _cross(ctx: ReportContext) -> dict[str, Any]:
    table = cross_table(ctx.data.typology)
    if table.empty:
        return {}
    counts = dict(zip(zip(table["reference_type"], table["cluster"], strict=True), table["n"], strict=True))
    found = set(table["cluster"])
    columns = [cluster for cluster in [*ctx.clusters, OUTLIER] if cluster in found]
    rows = []
    for reference_type in ctx.reference_order(table["reference_type"]):
        cells = [int(counts.get((reference_type, cluster), 0)) for cluster in columns]
        total = ctx.count_of(sum(cells), len(ctx.data.typology))
        rows.append((ctx.reference_label(reference_type), ctx.texts(cells), total))
    return {"columns": [ctx.cluster_label(cluster) for cluster in columns], "rows": rows}


def _map(ctx: ReportContext) -> str:
    placed = ctx.data.typology[ctx.data.typology["x"].map(is_number) & ctx.data.typology["y"].map(is_number)]
    if len(placed) < 2:
        return ""
    names = dict(zip(ctx.data.clusters["cluster"], ctx.data.clusters["label_nl"], strict=True))
    legend = [f"{ctx.cluster_label(c)}: {names[c]}" if names.get(c) else ctx.cluster_label(c) for c in ctx.clusters]
    points = [_point(ctx, row) for row in placed.to_dict("records")]
    label = ctx.words("typology.map_alt", n=len(points), clusters=len(ctx.clusters))
    return scatter_map(points, legend, ctx.words("typology.outliers"), label=label)


def _point(ctx: ReportContext, row: dict[Any, Any]) -> MapPoint:
    cluster = OUTLIER if pd.isna(row["cluster"]) else int(row["cluster"])
    title = f"{row['narrative_id']} – {ctx.cluster_label(cluster)} – {ctx.reference_label(row['reference_type'])}"
    anchor = ctx.anchors.get(row["narrative_id"], "narratives")
    series = ctx.clusters.index(cluster) if cluster in ctx.clusters else None
    return MapPoint(float(row["x"]), float(row["y"]), series, title, f"#{anchor}")
