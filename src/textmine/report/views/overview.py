"""What stands around the results: summary, failures, limits, and how the page was made."""

from __future__ import annotations

from typing import Any

from textmine.report.context import MEANS, OUTLIER, ReportContext
from textmine.report.tables import any_present, number_present, value_counts
from textmine.report.wording import is_number

RUN_KEYS = ("made_at", "version", "pipeline_hash", "codebook_version", "seed", "sources")
SYNTHETIC = "synthetic"  # value of the run's ``corpus``


def summary_view(ctx: ReportContext) -> dict[str, Any]:
    """Return the key figures and the sentences of the summary: numbers only."""
    data, words = ctx.data, ctx.words
    means = ctx.codes_of(MEANS)
    used = number_present(data.codes, means)
    tiles = [
        (ctx.count(len(data.narratives)), words("summary.narratives")),
        (words.integer(data.narratives["source"].nunique()), words("summary.sources")),
        (ctx.count(len(data.failures)), words("summary.failures")),
    ]
    if ctx.n_coded and means:
        tiles.append((ctx.count_of(int((used > 0).sum()), ctx.n_coded), words("summary.any_means")))
        tiles.append((words.number(float(used.median()), 1), words("summary.median_means")))
    sentences = [*_means_sentences(ctx), *_typology_sentences(ctx), *_agreement_sentences(ctx)]
    return {"tiles": tiles, "sentences": sentences}


def _means_sentences(ctx: ReportContext) -> list[str]:
    if not ctx.n_coded or not ctx.codes_of(MEANS):
        return []
    words, codes = ctx.words, ctx.data.codes
    counts = value_counts(codes, ctx.codes_of(MEANS)).sort_values("aanwezig", ascending=False, kind="stable").head(3)
    found = [(code, n) for code, n in zip(counts["code"], counts["aanwezig"], strict=True) if ctx.is_shown(n)]
    top = [f"{ctx.labels.code(code)}, {ctx.cases(n)}" for code, n in found]
    sentences = [words("summary.top_means", means="; ".join(top))] if top else []
    psychological, physical = (any_present(codes, ctx.means_groups.get(group, ())) for group in ("psychologisch", "fysiek"))
    n_physical, both = int(physical.sum()), int((psychological & physical).sum())
    sentences.append(
        words(
            "summary.groups",
            psychological=ctx.cases(int(psychological.sum())),
            physical=ctx.cases(n_physical),
        )
    )
    if n_physical and not any(map(ctx.disclosure.is_small, (n_physical, both, n_physical - both))):
        sentences.append(words("summary.both", both=words.integer(both), physical=words.integer(n_physical)))
    return sentences


def _typology_sentences(ctx: ReportContext) -> list[str]:
    words = ctx.words
    if not ctx.clusters:
        return [words("summary.no_clusters")]
    stable = int((ctx.data.clusters["verdict"] == "stabiel").sum())
    outliers = int((ctx.data.typology["cluster"] == OUTLIER).sum())
    return [
        words(
            "summary.clusters",
            clusters=words.plural("clusters", len(ctx.clusters)),
            stable=words.integer(stable),
            outliers=ctx.cases(outliers),
        )
    ]


def _agreement_sentences(ctx: ReportContext) -> list[str]:
    words = ctx.words
    overall = ctx.data.agreement[ctx.data.agreement["scope"] == "alle"]
    sentences = [
        words(
            f"summary.{row['kind']}",
            comparison=row["comparison"],
            f1=words.interval(row["f1"], row["f1_low"], row["f1_high"]),
            alpha=words.interval(row["alpha"], row["alpha_low"], row["alpha_high"]),
        )
        for kind in ("coder_coder", "program_coder")
        for row in overall[overall["kind"] == kind].to_dict("records")
    ]
    return sentences or [words("summary.no_agreement")]


def failures_view(ctx: ReportContext) -> dict[str, Any]:
    """Return the failures: each of them on a page with texts, else their number by kind."""
    table = ctx.data.failures
    kinds = [(str(kind), ctx.count(int(n))) for kind, n in table["error"].value_counts().items()]
    return {"n": len(table), "rows": table.to_dict("records") if ctx.with_text else [], "kinds": kinds}


def limits_view(ctx: ReportContext) -> dict[str, Any]:
    """Return what the figures do not show, with the measured errors where there are any."""
    words = ctx.words
    overall = ctx.data.agreement[(ctx.data.agreement["scope"] == "alle") & (ctx.data.agreement["kind"] == "program_coder")]
    measured = [
        words(
            "limits.measured",
            comparison=row["comparison"],
            n=words.integer(row["n"]),
            precision=words.percent(row["precision"]),
            recall=words.percent(row["recall"]),
        )
        for row in overall.to_dict("records")
        if is_number(row["precision"]) and is_number(row["recall"]) and is_number(row["n"])
    ]
    keys = ["selection", "not_mentioned", "branch", "person", "means_count", "machine", "small", "clusters", "reference"]
    if ctx.data.run.get("corpus") == SYNTHETIC:
        keys.insert(0, "synthetic")
    more = {"machine": measured or [words("limits.not_measured")]}
    return {"points": [(words(f"limits.{key}.head"), [words(f"limits.{key}.body"), *more.get(key, ())]) for key in keys]}


def account_view(ctx: ReportContext) -> dict[str, Any]:
    """Return versions, seed and hashes: what is needed to make the page again. File names only on a page with texts."""
    run = {key: str(value) for key, value in ctx.data.run.items()}
    known = [(ctx.words(f"account.{key}"), run[key]) for key in RUN_KEYS if run.get(key) and (ctx.with_text or key != "sources")]
    other = [(key, value) for key, value in run.items() if value and key not in {*RUN_KEYS, "corpus"} and ctx.with_text]
    here = [(ctx.words("account.codebook_here"), f"{ctx.codebook.version} ({ctx.codebook.content_hash[:12]})")]
    return {"rows": [*known, *here, *other]}
