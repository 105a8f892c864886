"""The few things that every figure needs: escaped elements, colours that print in grey, marks that differ in shape."""

from __future__ import annotations

import math

from markupsafe import Markup, escape

FONT = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"

# One hue, light to dark, so that a grey print keeps the order. The style sheet restates them as .h0 ... .h6 for dark screens.
SEQUENTIAL = ("#f4f6f9", "#dfe8f1", "#c3d5e6", "#9fbdd8", "#6f9cc3", "#3f77a6", "#1d4f7c")

# Okabe and Ito (2008), without the yellow that is lost on white; restated in the style sheet as .s0 ... .s6.
CATEGORICAL = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#4d4d4d")

_N_SHAPES = 8


def element(tag: str, *children: str, **attributes: object) -> Markup:
    """Return one element; text and attribute values are escaped, a child that is Markup is taken as it is.

    Examples
    --------
    >>> print(element("text", "a < b", x=1.50, class_="t", text_anchor="end"))
    <text x="1.5" class="t" text-anchor="end">a &lt; b</text>
    >>> print(element("path", d="M0 0"))
    <path d="M0 0"/>
    """
    names = {name: name.rstrip("_") if name.endswith("_") else name.replace("_", "-") for name in attributes}
    words = "".join(f' {names[name]}="{escape(_text(value))}"' for name, value in attributes.items() if value is not None)
    inside = "".join(str(escape(child)) for child in children)
    return Markup(f"<{tag}{words}>{inside}</{tag}>" if inside else f"<{tag}{words}/>")


def _text(value: object) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def figure_root(width: float, height: float, *children: str, label: str) -> Markup:
    """Return a whole figure with its text alternative; it stands alone as an .svg file too."""
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        role="img",
        aria_label=label,
        font_family=FONT,
        font_size="12",
        fill="currentColor",
    )


def step(share: float) -> int:
    """Return the colour step of a share: 0 for none, then six equal bands.

    Examples
    --------
    >>> [step(share) for share in (0, 0.01, 0.5, 1)]
    [0, 1, 3, 6]
    """
    return 0 if share <= 0 else min(6, max(1, math.ceil(share * 6)))


def marker(index: int, x: float, y: float, size: float = 6.0) -> Markup:
    """Return the mark of a series: 8 shapes and 7 colours, so that 56 series differ and the first 8 do so in grey."""
    return element("path", d=_shape(index % _N_SHAPES, x, y, size), class_=f"s{index % 7}", fill=CATEGORICAL[index % 7])


def outlier_marker(x: float, y: float, size: float = 4.5) -> Markup:
    """Return the mark of a narrative outside all clusters: an open cross."""
    d = f"M{x - size:.1f} {y - size:.1f}l{2 * size:.1f} {2 * size:.1f}m{-2 * size:.1f} 0l{2 * size:.1f} {-2 * size:.1f}"
    return element("path", d=d, fill="none", stroke="currentColor", stroke_width="1.5", opacity="0.6")


def _shape(kind: int, x: float, y: float, r: float) -> str:
    if kind == 0:
        return f"M{x - r:.1f} {y:.1f}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
    if kind == 7:  # upright cross
        a, b = r * 0.38, r * 1.1
        return (
            f"M{x - a:.1f} {y - b:.1f}h{2 * a:.1f}v{b - a:.1f}h{b - a:.1f}v{2 * a:.1f}h{a - b:.1f}v{b - a:.1f}"
            f"h{-2 * a:.1f}v{a - b:.1f}h{a - b:.1f}v{-2 * a:.1f}h{b - a:.1f}z"
        )
    corners, turn, scale = ((4, 45, 1.25), (3, -90, 1.3), (4, 0, 1.3), (3, 90, 1.3), (5, -90, 1.15), (6, 0, 1.1))[kind - 1]
    angles = [math.radians(turn + 360 * i / corners) for i in range(corners)]
    points = [f"{x + scale * r * math.cos(angle):.1f} {y + scale * r * math.sin(angle):.1f}" for angle in angles]
    return "M" + "L".join(points) + "z"
