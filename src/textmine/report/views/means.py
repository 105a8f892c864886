"""Coercion means and the other dimensions: the heat map and the tables of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from textmine.report.context import MEANS, ReportContext
from textmine.report.disclosure import Hidden
from textmine.report.figures import Block, HeatCell, heat_map, value_bar
from textmine.report.tables import VALUES, attribute_counts, presence_by_group, value_counts

ACTOR_ATTRIBUTES = ("leeftijdsgroep", "geslacht", "herkomst_regio")
_NOT_MENTIONED = VALUES.index("niet_vermeld")


def means_view(ctx: ReportContext) -> dict[str, Any]:
    """Return the heat map of coercion means, its numbers as a table, and the values of each code."""
    means = ctx.codes_of(MEANS)
    if not means or not ctx.n_coded:
        return {"empty": True}
    rows, sets = _rows_and_sets(ctx, means)
    columns, cells = _columns_and_cells(ctx, sets, {row: label for block in rows for row, label in block.items})
    label = ctx.words("means.heat_alt", codes=len(means), n=ctx.n_coded)
    return {
        "empty": False,
        "figure": heat_map(rows, columns, cells, label=label),
        "rows": rows,
        "columns": columns,
        "n_columns": sum(len(block.items) for block in columns),
        "cells": cells,
        "groups": [(_headline(ctx, category), _value_rows(ctx, codes)) for category, codes in ctx.means_groups.items()],
    }


def _headline(ctx: ReportContext, category: str) -> str:
    return ctx.labels.headline(ctx.category_label(category))


def _rows_and_sets(ctx: ReportContext, means: tuple[str, ...]) -> tuple[list[Block], dict[str, tuple[str, ...]]]:
    """The rows of the heat map and the codes that each stands for: any means, any of a category, then every code."""
    sets = {"any": means}
    first = [("any", ctx.words("means.any"))]
    blocks = []
    for category, codes in ctx.means_groups.items():
        sets[f"any:{category}"] = codes
        first.append((f"any:{category}", ctx.category_label(category)))
        sets |= {code: (code,) for code in codes}
        blocks.append(Block(_headline(ctx, category), [(code, ctx.labels.code(code)) for code in codes]))
    return [Block(ctx.words("means.at_least_one"), first), *blocks], sets


def _columns_and_cells(
    ctx: ReportContext, sets: Mapping[str, Sequence[str]], row_labels: Mapping[str, str]
) -> tuple[list[Block], dict[tuple[str, str], HeatCell]]:
    columns: list[Block] = []
    cells: dict[tuple[str, str], HeatCell] = {}
    for partition in ctx.partitions:
        table = presence_by_group(ctx.data.codes, partition.group_of, sets)
        sizes = table.drop_duplicates("group").set_index("group")["n_group"].reindex(list(partition.labels), fill_value=0)
        size_texts = dict(zip(partition.labels, ctx.row([int(n) for n in sizes]), strict=True))
        items = [(group, f"{label}\nn\u00a0=\u00a0{size_texts[group][0]}") for group, label in partition.labels.items()]
        columns.append(Block(partition.heading, items))
        for code, of_code in table.groupby("code", sort=False):
            own = of_code.set_index("group").reindex([group for group in partition.labels if sizes[group]])
            hidden = dict(zip(own.index, ctx.disclosure.row([int(n) for n in own["n"]]), strict=True))
            for group, cell in own.iterrows():
                name = f"{row_labels[str(code)]}, {partition.labels[str(group)]}"
                cells[str(code), str(group)] = _cell(ctx, cell, hidden[group], bool(size_texts[str(group)][1]), name)
    return columns, cells


def _cell(ctx: ReportContext, cell: pd.Series[Any], hidden: Hidden, size_hidden: bool, name: str) -> HeatCell:
    if hidden:
        return HeatCell(ctx.hidden_text(hidden), f"{name}: {ctx.words('means.hidden')}", None)
    n, total = int(cell["n"]), int(cell["n_group"])
    if size_hidden:
        return HeatCell(ctx.words.integer(n), name, None)
    title = f"{name}: {ctx.words('n_of_total', n=ctx.words.integer(n), total=ctx.words.integer(total))}"
    if total < ctx.disclosure.min_cell:
        return HeatCell(ctx.words.integer(n), f"{title} ({ctx.words('means.small_group')})", None)
    share = ctx.words.share(n, total)
    return HeatCell(f"{ctx.words.integer(n)} · {share}" if n else "0", f"{title} ({share})", n / total)


def _value_rows(ctx: ReportContext, codes: Sequence[str]) -> list[dict[str, Any]]:
    rows = []
    for record in value_counts(ctx.data.codes, codes).to_dict("records"):
        counts = [int(record[value]) for value in VALUES]
        texts = list(ctx.row(counts, absorb=_NOT_MENTIONED))
        whole = not any(hidden for _, hidden in texts)
        label = ctx.labels.code(str(record["code"]))
        alternative = f"{label}: " + ", ".join(
            f"{ctx.labels.value('presence', value)} {text}" for value, (text, _) in zip(VALUES, texts, strict=True)
        )
        share = "" if texts[0][1] or not counts[0] else ctx.words.share(counts[0], sum(counts))
        rows.append(
            {
                "label": label,
                "texts": [text for text, _ in texts],
                "share": share,
                "mentioned": sum(counts[:_NOT_MENTIONED]) > 0,
                "order": -counts[0],
                "bar": value_bar(counts, label=alternative) if whole else "",
            }
        )
    return rows


def dimensions_view(ctx: ReportContext) -> dict[str, Any]:
    """Return a table of values for every other dimension, and tables of form, route and victims."""
    tables = []
    for prefix in dict.fromkeys(code.partition(".")[0] for code in ctx.coded):
        if prefix != MEANS and ctx.n_coded:
            rows = sorted(_value_rows(ctx, ctx.codes_of(prefix)), key=lambda row: int(row["order"]))
            tables.append(
                {
                    "label": ctx.labels.headline(ctx.labels.dimension(prefix)),
                    "rows": [row for row in rows if row["mentioned"]],
                    "never": [row["label"] for row in rows if not row["mentioned"]],
                }
            )
    return {"tables": tables, "attributes": _attribute_tables(ctx)}


def _attribute_tables(ctx: ReportContext) -> list[dict[str, Any]]:
    is_victim = ctx.data.actors["rol"].map(lambda roles: "slachtoffer" in roles.split(";")).astype(bool)
    victims = ctx.data.actors[is_victim]
    sources = [("vorm", "vorm", ctx.data.narratives), ("route", "route", ctx.data.narratives), ("rol", "rol", ctx.data.actors)]
    sources += [(f"victims_{attribute}", attribute, victims) for attribute in ACTOR_ATTRIBUTES]
    tables = []
    for key, attribute, frame in sources:
        counts = attribute_counts(frame, attribute)
        labels = [
            ctx.labels.value(attribute, value) if value else ctx.words("dimensions.not_stated") for value in counts["value"]
        ]
        rows = [
            (label, text, "" if hidden else ctx.words.share(n, len(frame)))
            for label, n, (text, hidden) in zip(labels, counts["n"], ctx.row(counts["n"].tolist()), strict=True)
        ]
        if any(counts["value"]):
            tables.append({"label": ctx.words(f"dimensions.{key}"), "n": ctx.count(len(frame)), "rows": rows})
    return tables
