"""The page's figures as SVG: pure functions of what they show.

They know no language and no codebook: labels come ready, and every figure returns one ``<svg>`` that also stands alone as a file.
Each mark carries a ``<title>`` with its numbers. No figure says anything by colour only.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from textmine.report.svg import SEQUENTIAL, element, figure_root, marker, outlier_marker, step

_CHARACTER = 6.9  # width of a character at 12 px in a wide font, to leave room for labels
_LEGEND = 46  # characters of a line of the legend


@dataclass(frozen=True)
class Block:
    """Rows or columns of a heat map that belong together: a heading and the items, each with an id and a label."""

    heading: str
    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class HeatCell:
    """One cell: the text in it, what its tooltip says, and the share that gives its colour (None: left uncoloured)."""

    text: str
    title: str
    share: float | None


def heat_map(rows: Sequence[Block], columns: Sequence[Block], cells: Mapping[tuple[str, str], HeatCell], *, label: str) -> Markup:
    """Draw a heat map with grouped rows and columns and the numbers in the cells.

    Parameters
    ----------
    rows : sequence of Block
        Headings and rows, top to bottom.
    columns : sequence of Block
        Headings and columns, left to right; in a label a new line is kept.
    cells : Mapping of (row id, column id) to HeatCell
        A pair that is not there stays empty.
    label : str
        The text alternative.

    Examples
    --------
    >>> cell = HeatCell("7", "7 of 12", 7 / 12)
    >>> svg = heat_map([Block("Means", [("a", "threat")])], [Block("", [("all", "all")])], {("a", "all"): cell}, label="Means")
    >>> svg.startswith("<svg"), "7 of 12" in svg
    (True, True)
    """
    left = 16 + _CHARACTER * max((len(text) for block in rows for _, text in block.items), default=10)
    width, height, gap, top = 68, 24, 12, 92
    xs: dict[str, float] = {}
    parts: list[Markup] = []
    x = left
    for block in columns:
        parts.append(element("text", block.heading, x=x + 1, y=13, font_weight="600"))
        for column, text in block.items:
            xs[column] = x
            lines = [line for part in text.split("\n") for line in textwrap.wrap(part, 10, break_long_words=False)][:5]
            parts.append(_lines(lines, x + width / 2, top - 8 - 13 * (len(lines) - 1)))
            x += width
        x += gap
    y = float(top)
    for block in rows:
        parts.append(element("text", block.heading, x=0, y=y + 18, font_weight="600"))
        y += height + 4 if block.heading else 0
        for row, text in block.items:
            parts.append(element("text", text, x=8, y=y + 16))
            parts += [_cell(cells[row, column], at, y, width, height) for column, at in xs.items() if (row, column) in cells]
            y += height
        y += 8
    return figure_root(x - gap + 2, y, *parts, label=label)


def _lines(lines: Sequence[str], x: float, y: float, anchor: str = "middle") -> Markup:
    spans = [element("tspan", line, x=x, dy=None if i == 0 else 13) for i, line in enumerate(lines)]
    return element("text", *spans, x=x, y=y, text_anchor=anchor, font_size="11")


def _cell(cell: HeatCell, x: float, y: float, width: float, height: float) -> Markup:
    shade = None if cell.share is None else step(cell.share)
    box = element(
        "rect",
        x=x + 1,
        y=y + 1,
        width=width - 2,
        height=height - 2,
        class_="hx" if shade is None else f"h{shade}",
        fill="none" if shade is None else SEQUENTIAL[shade],
        stroke="#b8bfc7" if shade is None else None,
    )
    ink = "#ffffff" if shade is not None and shade >= 5 else "#1b1f24" if shade is not None else "currentColor"
    faint = "0.5" if cell.text == "0" else None
    where = {"x": x + width / 2, "y": y + 16, "text_anchor": "middle", "font_size": "11"}
    text = element("text", cell.text, **where, fill=ink, class_="ht", opacity=faint)
    return element("g", element("title", cell.title), box, text)


def _apart(places: Sequence[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """Set places that coincide on a spiral around their common place (a sunflower's, so that all stay as near as can be)."""
    taken: Counter[tuple[int, int]] = Counter()
    result = []
    for x, y in places:
        pixel = (round(x), round(y))
        k = taken[pixel]
        taken[pixel] += 1
        distance, angle = 1.9 * size * math.sqrt(k), k * math.pi * (3 - math.sqrt(5))
        result.append((x + distance * math.cos(angle), y + distance * math.sin(angle)))
    return result


@dataclass(frozen=True)
class MapPoint:
    """A narrative on the map; ``series`` is an index into the legend, None for one outside all clusters."""

    x: float
    y: float
    series: int | None
    title: str
    href: str


def scatter_map(points: Sequence[MapPoint], legend: Sequence[str], outlier_label: str, *, label: str) -> Markup:
    """Draw the narratives as points, a shape and a colour for each series, with a legend.

    Distances on the map mean nothing in absolute terms, so that there are no axes; both directions share one scale. Points
    that fall on each other are set a little apart, so that none is lost from sight.

    Examples
    --------
    >>> points = [MapPoint(0.0, 0.0, 0, "12", "#n1"), MapPoint(1.0, 1.0, None, "13", "#n2")]
    >>> svg = scatter_map(points, ["cluster 0"], "outside", label="Map")
    >>> svg.count("<a "), svg.count("cluster 0")
    (2, 1)
    """
    side, margin, size = 540.0, 20.0, 6.0 if len(points) <= 150 else 4.2
    left, low = min((p.x for p in points), default=0.0), min((p.y for p in points), default=0.0)
    extent = max((max(p.x for p in points) - left, max(p.y for p in points) - low)) if points else 0.0
    scale = (side - 2 * margin) / extent if extent > 0 else 0.0
    parts = [element("rect", x=0.5, y=0.5, width=side - 1, height=side - 1, fill="none", class_="frame", stroke="#b8bfc7")]
    at = _apart([(margin + (p.x - left) * scale, side - margin - (p.y - low) * scale) for p in points], size)
    for point, (x, y) in zip(points, at, strict=True):
        mark = outlier_marker(x, y, size * 0.75) if point.series is None else marker(point.series, x, y, size)
        # Out of the tab order: the same links stand in the lists of narratives, and 500 stops would bar the way.
        parts.append(element("a", element("title", point.title), mark, href=point.href, tabindex="-1"))
    rows: list[tuple[int | None, str]] = list(enumerate(legend))
    rows += [(None, outlier_label)] if any(point.series is None for point in points) else []
    y = 18.0
    for series, text in rows:
        parts.append(outlier_marker(side + 24, y) if series is None else marker(series, side + 24, y))
        lines = textwrap.wrap(text, _LEGEND)
        parts.append(_lines(lines, side + 40, y + 4, anchor="start"))
        y += 10 + 13 * len(lines)
    return figure_root(side + 40 + _CHARACTER * _LEGEND, max(side, y), *parts, label=label)


Writer = Callable[[float | None], str]


@dataclass(frozen=True)
class Estimate:
    """A measure with its interval; None where it is undefined."""

    value: float | None
    low: float | None
    high: float | None


_UNDEFINED = Estimate(None, None, None)


@dataclass(frozen=True)
class IntervalRow:
    """One comparison: its label, its estimates by measure, and whether it is the ceiling that others are held against."""

    label: str
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    ceiling: bool = False


def interval_plot(rows: Sequence[IntervalRow], measures: Sequence[str], number: Writer, *, label: str) -> Markup:
    """Draw each measure as a panel with a point and interval a row; open points and a dashed line mark the ceiling.

    Parameters
    ----------
    rows : sequence of IntervalRow
        Comparisons, ceiling first.
    measures : sequence of str
        The panels, left to right.
    number : callable
        Writes a number in the page's language.
    label : str
        The text alternative.

    Examples
    --------
    >>> row = IntervalRow("A × B", {"kappa": Estimate(0.71, 0.6, 0.8)}, ceiling=True)
    >>> "0.71 [0.60–0.80]" in interval_plot([row], ["kappa"], lambda value: f"{value:.2f}", label="Agreement")
    True
    """
    panel, gap, top, height = 170.0, 58.0, 40.0, 28.0
    left = 12 + _CHARACTER * max((len(row.label) for row in rows), default=0)
    lows = [e.low for row in rows for e in row.estimates.values() if e.low is not None]
    start = -1.0 if min(lows, default=0.0) < 0 else 0.0
    bottom = top + height * len(rows)
    parts = [element("text", row.label, x=0, y=top + height * i + 18) for i, row in enumerate(rows)]
    for j, measure in enumerate(measures):
        x0 = left + (panel + gap) * j
        at = _scale(x0, panel, start)
        parts.append(element("text", measure, x=x0, y=14, font_weight="600"))
        for tick in sorted({start, 0.0, 0.5, 1.0}):
            parts.append(element("line", x1=at(tick), x2=at(tick), y1=top - 4, y2=bottom, stroke="#b8bfc7", stroke_width="0.75"))
            parts.append(element("text", number(tick), x=at(tick), y=top - 10, text_anchor="middle", font_size="10"))
        for row in rows:
            ceiling = row.estimates.get(measure, _UNDEFINED).value
            if row.ceiling and ceiling is not None:
                line = {"x1": at(ceiling), "x2": at(ceiling), "y1": top, "y2": bottom}
                parts.append(element("line", **line, stroke="currentColor", stroke_dasharray="3 3", opacity="0.55"))
        for i, row in enumerate(rows):
            y = top + height * i + height / 2
            parts.append(_estimate(row, measure, at, y, number))
            value = number(row.estimates.get(measure, _UNDEFINED).value)
            parts.append(element("text", value, x=x0 + panel + 8, y=y + 4, font_size="11"))
    return figure_root(left + (panel + gap) * len(measures), bottom + 6, *parts, label=label)


def _scale(x0: float, width: float, start: float) -> Callable[[float], float]:
    return lambda value: x0 + width * (min(max(value, start), 1.0) - start) / (1.0 - start)


def _estimate(row: IntervalRow, measure: str, at: Callable[[float], float], y: float, number: Writer) -> Markup:
    found = row.estimates.get(measure, _UNDEFINED)
    if found.value is None:
        return Markup("")
    words = f"{row.label}, {measure}: {number(found.value)}"
    marks: list[Markup] = []
    if found.low is not None and found.high is not None:
        words += f" [{number(found.low)}–{number(found.high)}]"
        marks.append(element("line", x1=at(found.low), x2=at(found.high), y1=y, y2=y, stroke="currentColor", stroke_width="2"))
        marks += [
            element("line", x1=at(end), x2=at(end), y1=y - 4, y2=y + 4, stroke="currentColor", stroke_width="1.5")
            for end in (found.low, found.high)
        ]
    look = {"fill": "#ffffff", "class_": "open", "stroke": "currentColor", "stroke_width": "1.75"} if row.ceiling else {}
    marks.append(element("circle", cx=at(found.value), cy=y, r=4.75, **look))
    return element("g", element("title", words), *marks)


def value_bar(counts: Sequence[int], *, label: str, width: float = 120.0) -> Markup:
    """Draw how a code's values divide the narratives: present full, uncertain half high, denied open, not mentioned a line.

    Parameters
    ----------
    counts : sequence of int
        aanwezig, onzeker, ontkend, niet_vermeld.
    label : str
        The text alternative.
    width : float
        Length of the bar.

    Examples
    --------
    >>> value_bar([6, 2, 1, 3], label="threat").count("<rect")
    3
    """
    total = sum(counts) or 1
    parts = [element("line", x1=0, x2=width, y1=6, y2=6, stroke="#b8bfc7")]
    looks: tuple[dict[str, object], ...] = (
        {"y": 1, "height": 10, "class_": "v0", "fill": SEQUENTIAL[5]},
        {"y": 3.5, "height": 5, "class_": "v1", "fill": SEQUENTIAL[4]},
        {"y": 1.5, "height": 9, "class_": "v2", "fill": "#ffffff", "stroke": SEQUENTIAL[5]},
    )
    x = 0.0
    for n, look in zip(counts, looks, strict=False):
        if n:
            parts.append(element("rect", x=x, width=max(1.5, width * n / total - 1), **look))
        x += width * n / total
    return figure_root(width, 12, *parts, label=label)
