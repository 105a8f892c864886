"""The page: the parts put into their templates."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from textmine.codebook import Codebook
from textmine.report.context import ReportContext
from textmine.report.disclosure import Disclosure
from textmine.report.frames import ReportData
from textmine.report.views.agreement import agreement_view
from textmine.report.views.means import dimensions_view, means_view
from textmine.report.views.narratives import narratives_view
from textmine.report.views.overview import SYNTHETIC, account_view, failures_view, limits_view, summary_view
from textmine.report.views.typology import typology_view
from textmine.report.wording import Labels, load_wording

SECTIONS = ("summary", "means", "typology", "dimensions", "agreement", "narratives", "failures", "limits", "account")


def render_report(data: ReportData, *, codebook: Codebook, lang: str = "nl", with_text: bool = True, min_cell: int = 5) -> str:
    """Return the report as one HTML page that loads nothing from anywhere and needs no script.

    Parameters
    ----------
    data : ReportData
        The run's tables; those that were not made may be left out.
    codebook : Codebook
        The codebook that the tables were made with.
    lang : {'nl', 'en'}
        The page's language; what the typology wrote itself stays Dutch.
    with_text : bool
        True: every narrative with its text and its marked evidence. False: a page of totals, without texts, ids, file names or
        anything else of a single narrative, and with counts below ``min_cell`` left out.
    min_cell : int
        The smallest count that a page without texts shows, and the smallest group that gets a percentage.

    Returns
    -------
    str
        The page; write it as UTF-8.

    Raises
    ------
    ValueError
        When ``lang`` is not known or ``min_cell`` is below 1.

    Notes
    -----
    Jinja2 with autoescape on: every id, label, file name and text in the data is escaped. Anchors are made from positions.

    Examples
    --------
    >>> from textmine.codebook import load_codebook
    >>> page = render_report(ReportData(), codebook=load_codebook(), lang="en")
    >>> page.startswith("<!doctype html>"), "<script" in page
    (True, False)
    """
    if min_cell < 1:
        raise ValueError(f"min_cell is {min_cell}; it must be 1 or more")
    words = load_wording(lang)
    ctx = ReportContext(data, codebook, words, Labels(codebook, words), Disclosure(min_cell, active=not with_text), with_text)
    page = _environment().get_template("page.html.j2").render(t=words, ctx=ctx, lang=lang, sections=SECTIONS, **_views(ctx))
    # A lone surrogate, which a damaged file name can hold, cannot be written as UTF-8.
    return page.encode("utf-8", "replace").decode("utf-8")


def _views(ctx: ReportContext) -> dict[str, Any]:
    return {
        "synthetic": ctx.data.run.get("corpus") == SYNTHETIC,
        "summary": summary_view(ctx),
        "means": means_view(ctx),
        "typology": typology_view(ctx),
        "dimensions": dimensions_view(ctx),
        "agreement": agreement_view(ctx),
        "narratives": narratives_view(ctx),
        "failures": failures_view(ctx),
        "limits": limits_view(ctx),
        "account": account_view(ctx),
    }


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("textmine.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
