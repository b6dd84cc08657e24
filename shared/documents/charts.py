"""Charts as pictures: horizontal bars that stay readable on a black-and-white printer."""

from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from shared.documents.model import BarChart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH_INCHES = 6.3  # the width of the text on A4
_BAR_INCHES = 0.46
_MARGIN_INCHES = 0.4
_DOTS_PER_INCH = 150
_FILL, _GROUND = "#3f5f80", "#e6e6e6"  # their greys are far apart
_LABEL_SIGNS = 44
_FONTS = ("Liberation Sans", "Arial", "DejaVu Sans")  # the last one comes with the library


def draw_bars(chart: BarChart) -> bytes:
    """Draw a chart as PNG; equal charts are equal bytes."""
    # Half a second of loading, and only where something is drawn.
    from matplotlib import font_manager, rc_context  # noqa: PLC0415
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    known = {font.name for font in font_manager.fontManager.ttflist}
    with rc_context({"font.family": [name for name in _FONTS if name in known], "font.size": 9}):
        height = _MARGIN_INCHES + _BAR_INCHES * len(chart.bars)
        figure = Figure(figsize=(_WIDTH_INCHES, height), dpi=_DOTS_PER_INCH, layout="constrained")
        _draw(figure.add_subplot(), chart)
        png = BytesIO()
        # Without the name of the library: its version must not change a document.
        FigureCanvasAgg(figure)
        figure.savefig(png, format="png", dpi=_DOTS_PER_INCH, metadata={"Software": None})
    return png.getvalue()


def _draw(axes: "Axes", chart: BarChart) -> None:
    places = range(len(chart.bars))
    axes.barh(places, [1.0] * len(chart.bars), height=0.56, color=_GROUND)
    axes.barh(places, [float(bar.value) for bar in chart.bars], height=0.56, color=_FILL)
    for place, bar in zip(places, chart.bars, strict=True):
        axes.text(1.02, place, bar.text, va="center")
    axes.set_yticks(places, [fill(bar.label, _LABEL_SIGNS, max_lines=2, placeholder=" …") for bar in chart.bars])
    axes.set_xticks([])
    axes.set_xlim(0, 1.28)
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
