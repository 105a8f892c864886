"""The figures: well formed, escaped, and the numbers are those of the tables."""

import itertools
import re

import pytest
from lxml import etree

from textmine.report.figures import (
    Block,
    Estimate,
    HeatCell,
    IntervalRow,
    MapPoint,
    heat_map,
    interval_plot,
    scatter_map,
    value_bar,
)
from textmine.report.svg import CATEGORICAL, SEQUENTIAL, element, marker, step

NASTY = "<script>alert(1)</script>\"'&"
SVG = "{http://www.w3.org/2000/svg}"


def _number(value):
    return "n.b." if value is None else f"{value:.2f}".replace(".", ",")


def _tree(svg):
    return etree.fromstring(str(svg))


def _figures(text):
    cell = HeatCell(text, text, 0.5)
    row = IntervalRow(text, {text: Estimate(0.5, 0.4, 0.6)}, ceiling=True)
    yield heat_map([Block(text, [("r", text)])], [Block(text, [("c", text)])], {("r", "c"): cell}, label=text)
    yield scatter_map([MapPoint(0.0, 1.0, 0, text, text), MapPoint(1.0, 1.0, None, text, "#n2")], [text], text, label=text)
    yield interval_plot([row], [text], lambda value: text, label=text)
    yield value_bar([1, 1, 1, 1], label=text)


@pytest.mark.parametrize("svg", list(_figures(NASTY)))
def test_every_text_and_attribute_is_escaped(svg):
    tree = _tree(svg)
    assert tree.get("aria-label") == NASTY
    assert tree.get("role") == "img"
    assert not list(tree.iter(f"{SVG}script"))
    assert "<script" not in svg


def test_a_heat_map_shows_each_cell_with_its_words():
    cells = {("a", "x"): HeatCell("7 · 58%", "7 van 12", 7 / 12), ("b", "x"): HeatCell("<5", "niet getoond", None)}
    rows = [Block("Psychologisch", [("a", "papieren afpakken"), ("b", "controle")])]
    tree = _tree(heat_map(rows, [Block("Naar cluster", [("x", "cluster 0\nn = 12")])], cells, label="x"))
    titles = [title.text for title in tree.iter(f"{SVG}title")]
    texts = ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]
    assert titles == ["7 van 12", "niet getoond"]
    assert {"7 · 58%", "<5", "papieren afpakken", "Psychologisch", "Naar cluster", "cluster 0n = 12"} <= set(texts)
    fills = {rect.get("class"): rect.get("fill") for rect in tree.iter(f"{SVG}rect")}
    assert fills == {"h4": SEQUENTIAL[4], "hx": "none"}


def test_darker_means_more():
    def brightness(colour):
        return sum(weight * int(colour[i : i + 2], 16) for weight, i in ((0.299, 1), (0.587, 3), (0.114, 5)))

    assert [brightness(colour) for colour in SEQUENTIAL] == sorted(map(brightness, SEQUENTIAL), reverse=True)
    assert [step(n / 60) for n in range(61)] == sorted(step(n / 60) for n in range(61))


def test_clusters_differ_in_shape_and_their_combination_never_repeats():
    def look(index):
        path = etree.fromstring(str(marker(index, 0.0, 0.0)))
        return path.get("d"), path.get("fill")

    assert len({look(i)[0] for i in range(8)}) == 8
    assert len({look(i) for i in range(8 * len(CATEGORICAL))}) == 8 * len(CATEGORICAL)


def test_a_map_keeps_the_order_and_the_scale_of_both_directions():
    points = [MapPoint(0.0, 0.0, 0, "a", "#n1"), MapPoint(2.0, 0.0, 0, "b", "#n2"), MapPoint(0.0, 1.0, 0, "c", "#n3")]
    tree = _tree(scatter_map(points, ["cluster 0"], "buiten", label="kaart"))
    links = list(tree.iter(f"{SVG}a"))
    at = {link[0].text: [float(n) for n in re.match(r"M([\d.]+) ([\d.]+)", link[1].get("d")).groups()] for link in links}
    assert at["b"][0] - at["a"][0] == pytest.approx(2 * (at["a"][1] - at["c"][1]), abs=0.2)
    assert at["c"][1] < at["a"][1]
    assert [link.get("href") for link in links] == ["#n1", "#n2", "#n3"]
    assert {link.get("tabindex") for link in links} == {"-1"}
    assert "buiten" not in "".join(tree.itertext())


def test_narratives_in_the_same_place_are_all_seen():
    points = [MapPoint(1.0, 1.0, 0, str(i), "#n1") for i in range(30)] + [MapPoint(0.0, 0.0, 0, "x", "#n2")]
    tree = _tree(scatter_map(points, ["cluster 0"], "buiten", label="kaart"))
    assert len({link[1].get("d") for link in tree.iter(f"{SVG}a")}) == 31


@pytest.mark.parametrize("points", [[], [MapPoint(3.0, 3.0, None, "a", "#n1")], [MapPoint(1.0, 1.0, 0, "a", "#n1")] * 2])
def test_a_map_of_nothing_or_of_one_place(points):
    svg = scatter_map(points, ["cluster 0"], "buiten", label="kaart")
    assert "nan" not in svg
    assert _tree(svg).tag == f"{SVG}svg"


def test_an_interval_plot_draws_the_ceiling_and_says_what_is_undefined():
    rows = [
        IntervalRow("A × B", {"kappa": Estimate(0.8, 0.7, 0.9)}, ceiling=True),
        IntervalRow("textmine × A", {"kappa": Estimate(-0.4, -1.3, 0.2)}),
        IntervalRow("textmine × B", {"kappa": Estimate(None, None, None)}),
    ]
    tree = _tree(interval_plot(rows, ["kappa"], _number, label="overeenstemming"))
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    assert {"0,80", "-0,40", "n.b.", "A × B"} <= set(texts)
    assert [title.text for title in tree.iter(f"{SVG}title")] == [
        "A × B, kappa: 0,80 [0,70–0,90]",
        "textmine × A, kappa: -0,40 [-1,30–0,20]",
    ]
    dashed = [line for line in tree.iter(f"{SVG}line") if line.get("stroke-dasharray")]
    assert len(dashed) == 1
    circles = list(tree.iter(f"{SVG}circle"))
    assert float(circles[1].get("cx")) < float(circles[0].get("cx"))
    assert dashed[0].get("x1") == circles[0].get("cx")
    ends = [float(line.get(name)) for line in tree.iter(f"{SVG}line") for name in ("x1", "x2")]
    width = float(tree.get("width"))
    assert all(0 <= end <= width for end in ends)


@pytest.mark.parametrize(
    ("counts", "widths"), [([6, 3, 0, 3], [59, 29]), ([0, 0, 0, 5], []), ([0, 0, 0, 0], []), ([12, 0, 0, 0], [119])]
)
def test_a_value_bar_is_as_long_as_the_share(counts, widths):
    rects = list(_tree(value_bar(counts, label="x")).iter(f"{SVG}rect"))
    assert [float(rect.get("width")) for rect in rects] == pytest.approx(widths)
    for left, right in itertools.pairwise(rects):
        assert float(left.get("x")) + float(left.get("width")) <= float(right.get("x"))


def test_elements_leave_out_what_is_none():
    assert element("line", x1=1, stroke=None) == '<line x1="1"/>'
