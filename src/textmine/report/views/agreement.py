"""Agreement with hand codings: the coders among themselves first, because that is the ceiling, then the program."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from textmine.report.context import ReportContext
from textmine.report.figures import Estimate, IntervalRow, interval_plot
from textmine.report.views.typology import narrative_link
from textmine.report.wording import is_number

KINDS = ("coder_coder", "program_coder")
MEASURES = ("f1", "kappa", "alpha", "ac1")
OVERALL = ("alle", "alle_macro")
MAX_LISTED = 500


def agreement_view(ctx: ReportContext) -> dict[str, Any]:
    """Return the figure, the tables by comparison, the typology's agreement and the disagreements."""
    table = ctx.data.agreement.assign(order=ctx.data.agreement["kind"].map({kind: i for i, kind in enumerate(KINDS)}))
    table = table.sort_values("order", kind="stable")
    overall = table[table["scope"].isin(OVERALL)]
    return {
        "made": len(table) > 0,
        "has_coders": bool((table["kind"] == "coder_coder").any()),
        "figure": _figure(ctx, overall[overall["scope"] == "alle"]) if len(overall) else "",
        "overall": [_row(ctx, row) for row in overall.to_dict("records")],
        "comparisons": [_comparison(ctx, name, rows) for name, rows in table.groupby("comparison", sort=False)],
        "typology": _typology(ctx),
        "disagreements": _disagreements(ctx),
        "settings": ctx.data.validation_settings.to_dict("records"),
    }


def _figure(ctx: ReportContext, overall: pd.DataFrame) -> str:
    names = {measure: ctx.words(f"agreement.measure.{measure}") for measure in MEASURES}
    rows = [
        IntervalRow(row["comparison"], {names[m]: _estimate(row, m) for m in MEASURES}, ceiling=row["kind"] == "coder_coder")
        for row in overall.to_dict("records")
    ]
    return interval_plot(rows, list(names.values()), ctx.words.number, label=ctx.words("agreement.figure_alt", n=len(rows)))


def _estimate(row: dict[Any, Any], measure: str) -> Estimate:
    value, low, high = (row[name] if is_number(row[name]) else None for name in (measure, f"{measure}_low", f"{measure}_high"))
    return Estimate(value, low, high)


def _comparison(ctx: ReportContext, name: object, rows: pd.DataFrame) -> dict[str, Any]:
    kind = str(rows["kind"].iloc[0])
    return {
        "name": str(name),
        "kind": ctx.words(f"agreement.kind.{kind}") if kind in KINDS else kind,
        "program": kind == "program_coder",
        "dimensions": [_row(ctx, row) for row in rows[rows["scope"] == "dimensie"].to_dict("records")],
        "codes": [_row(ctx, row) for row in rows[rows["scope"] == "code"].to_dict("records")],
    }


def _row(ctx: ReportContext, row: dict[Any, Any]) -> dict[str, Any]:
    words = ctx.words
    cells = [int(row[name]) if is_number(row[name]) else 0 for name in ("tp", "fp", "fn", "tn")]
    few = not any(is_number(row[m]) for m in MEASURES) or any(map(ctx.disclosure.is_small, _positives(cells)))
    return {
        "label": _scope_label(ctx, row),
        "program": row["kind"] == "program_coder",
        "n": words.integer(row["n"]) if is_number(row["n"]) else words("undefined"),
        "counts": ctx.texts(cells, absorb=3)[:3],
        "few": few,
        "prevalence": "" if few and ctx.disclosure.active else words.percent(row["prevalence"]),
        "percent": words.percent(row["percent"]),
        "note": "" if few else row["note"],
        "measures": {
            measure: (words.number(row[measure]), words.bounds(*(row[measure + end] for end in ("", "_low", "_high"))))
            for measure in ("precision", "recall", *MEASURES)
        },
    }


def _scope_label(ctx: ReportContext, row: dict[Any, Any]) -> str:
    if row["scope"] in OVERALL:
        return f"{row['comparison']}, {ctx.words('agreement.scope.' + row['scope'])}"
    return ctx.labels.code(row["code"]) if row["scope"] == "code" else ctx.labels.dimension(row["code"])


def _positives(cells: list[int]) -> tuple[int, int]:
    """How often the first and the second said aanwezig; a page of totals must not let coefficients give that away."""
    return cells[0] + cells[1], cells[0] + cells[2]


def _typology(ctx: ReportContext) -> list[dict[str, Any]]:
    words = ctx.words
    return [
        {
            "comparison": row["comparison"],
            "n": words.integer(row["n"]) if is_number(row["n"]) else words("undefined"),
            "types": words("agreement.types", a=words.integer(row["n_types_a"]), b=words.integer(row["n_types_b"])),
            "ari": words.interval(row["ari"], row["ari_low"], row["ari_high"]),
            "random": words("agreement.random", mean=words.number(row["ari_null_mean"]), high=words.number(row["ari_null_95"])),
            "p": words.number(row["ari_p"], 3),
            "ami": words.number(row["ami"]),
            "v": words.number(row["v_measure"]),
            "confusion": _confusion(ctx, row["comparison"]),
        }
        for row in ctx.data.typology_agreement.to_dict("records")
    ]


def _confusion(ctx: ReportContext, comparison: str) -> dict[str, Any]:
    table = ctx.data.typology_confusion[ctx.data.typology_confusion["comparison"] == comparison]
    if table.empty:
        return {}
    counts = table.pivot_table(index="row", columns="column", values="n", aggfunc="sum", fill_value=0, sort=False)
    rows = [(_group_label(ctx, str(name)), ctx.texts([int(n) for n in cells])) for name, cells in counts.iterrows()]
    return {"columns": [_group_label(ctx, str(name)) for name in counts.columns], "rows": rows}


def _group_label(ctx: ReportContext, name: str) -> str:
    """A type of a coder or of the program; the program's clusters stand in the tables as numbers."""
    return ctx.cluster_label(int(name)) if re.fullmatch(r"-?[0-9]{1,9}", name) else ctx.reference_label(name)


def _disagreements(ctx: ReportContext) -> list[dict[str, Any]]:
    """Each difference on a page with texts, else their number by code."""
    return [
        {
            "name": str(name),
            "n": ctx.count(len(rows)),
            "rows": [_disagreement(ctx, row) for row in rows.head(MAX_LISTED).to_dict("records")] if ctx.with_text else [],
            "rest": ctx.words.integer(len(rows) - MAX_LISTED) if len(rows) > MAX_LISTED else "",
            "codes": [(ctx.labels.full_code(str(code)), ctx.count(int(n))) for code, n in rows["code"].value_counts().items()],
        }
        for name, rows in ctx.data.disagreements.groupby("comparison", sort=False)
    ]


def _disagreement(ctx: ReportContext, row: dict[Any, Any]) -> dict[str, str]:
    return {
        **narrative_link(ctx, row["narrative_id"]),
        "code": ctx.labels.full_code(row["code"]),
        "a": ctx.labels.value("presence", row["value_a"]),
        "b": ctx.labels.value("presence", row["value_b"]),
    }
