"""Charts as plain shapes with a place and a size, from which a web page and a PDF draw the same picture.

Series differ by brightness and are named in a legend, and every bar bears its figure: no colour is needed to read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from analysis.report.document import Chart, ChartKind

WIDTH: Final = 640.0
NAMES: Final = 190.0
"""Width left of the bars, for what they are of."""
FIGURES: Final = 70.0
"""Width right of the longest bar, for its figure."""
BAR, GAP, LEGEND, TEXT = 15.0, 9.0, 26.0, 13.0
GREYS: Final = ("#a8a8b0", "#27272f", "#d6d6db")
CELL: Final = (118.0, 46.0)
SIDE: Final = 130.0
"""Width left of a matrix, for the names of its rows."""
PER_CHARACTER: Final = 0.5
"""Mean width of a character, over the size of the text."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Box:
    """A rectangle, its origin at the top left.

    Attributes:
        x: From the left.
        y: From the top.
        width: Its width.
        height: Its height.
        fill: Its colour.
        is_outlined: Whether it has a dark edge.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    is_outlined: bool = False


@dataclass(frozen=True)
class Label:
    """A text on one line.

    Attributes:
        x: Where it is anchored.
        y: Its baseline, from the top.
        text: What it says.
        anchor: Which end of it is at ``x``.
        fill: Its colour.
        is_strong: Whether it is bold.
    """

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    fill: str = "#1b1b1f"
    is_strong: bool = False


@dataclass(frozen=True)
class Drawing:
    """Shapes on a canvas.

    Attributes:
        width: Of the canvas.
        height: Of the canvas.
        shapes: In the order in which they are drawn.
    """

    width: float
    height: float
    shapes: tuple[Box | Label, ...]


def drawing(chart: Chart) -> Drawing:
    """Lay a chart out."""
    return _bars(chart) if chart.kind is ChartKind.BARS else _matrix(chart)


def _bars(chart: Chart) -> Drawing:
    shapes: list[Box | Label] = []
    y = GAP
    if len(chart.series) > 1:
        x = NAMES
        for series, grey in zip(chart.series, GREYS, strict=False):
            shapes += [Box(x, y, 12, 12, grey, True), Label(x + 18, y + 11, series.name)]
            x += 30 + len(series.name) * TEXT * PER_CHARACTER
        y += LEGEND
    longest = WIDTH - NAMES - FIGURES
    for place, category in enumerate(chart.categories):
        middle = y + BAR * len(chart.series) / 2
        shapes.append(Label(NAMES - 8, middle + 4, _shortened(category, NAMES - 8), "end"))
        greys = GREYS if len(chart.series) > 1 else GREYS[1:]
        for series, grey in zip(chart.series, greys, strict=False):
            width = max(series.values[place] * longest, 0.75)
            shapes.append(Box(NAMES, y, width, BAR - 2, grey, True))
            shapes.append(Label(NAMES + width + 6, y + BAR - 4, series.written[place]))
            y += BAR
        y += GAP
    return Drawing(WIDTH, y, tuple(shapes))


def _matrix(chart: Chart) -> Drawing:
    shapes: list[Box | Label] = []
    width, height = CELL
    for row, series in enumerate(chart.series):
        y = row * height
        shapes.append(Label(SIDE - 8, y + height / 2 + 4, _shortened(series.name, SIDE - 8), "end"))
        for column, (weight, text) in enumerate(zip(series.values, series.written, strict=True)):
            level = round(255 - 115 * weight)
            shapes.append(Box(SIDE + column * width, y, width, height, f"#{level:02x}{level:02x}{level:02x}", True))
            if text:
                middle = SIDE + (column + 0.5) * width
                shapes.append(Label(middle, y + height / 2 + 5, text, "middle", is_strong=True))
    bottom = len(chart.series) * height + 18
    shapes += [
        Label(SIDE + (column + 0.5) * width, bottom, _shortened(name, width), "middle")
        for column, name in enumerate(chart.categories)
    ]
    return Drawing(SIDE + len(chart.categories) * width + 4, bottom + 8, tuple(shapes))


def _shortened(text: str, room: float) -> str:
    most = int(room / (TEXT * PER_CHARACTER))
    return text if len(text) <= most else text[: most - 1] + "…"


def svg(chart: Chart, name: str) -> str:
    """A chart as an inline picture that says its alternative text.

    Args:
        name: Unique in the page.
    """
    drawn = drawing(chart)
    shapes = "".join(_svg_shape(own) for own in drawn.shapes)
    return (
        f'<svg viewBox="0 0 {drawn.width:g} {drawn.height:g}" role="img" aria-labelledby="alt_{name}" '
        f'font-size="{TEXT:g}" font-family="inherit"><title id="alt_{name}">{escape(chart.alt)}</title>{shapes}</svg>'
    )


def _svg_shape(shape: Box | Label) -> str:
    if isinstance(shape, Box):
        edge = ' stroke="#1b1b1f" stroke-width="0.75"' if shape.is_outlined else ""
        return (
            f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" '
            f'fill="{shape.fill}"{edge}/>'
        )
    weight = ' font-weight="700"' if shape.is_strong else ""
    return (
        f'<text x="{shape.x:g}" y="{shape.y:g}" text-anchor="{shape.anchor}" fill="{shape.fill}"{weight}>'
        f"{escape(shape.text)}</text>"
    )
