"""HTML out: one page that stands alone, with its pictures inside and every text escaped."""

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from shared.documents.charts import draw_bars
from shared.documents.model import BarChart, Document

HTML_MEDIA_TYPE = "text/html"


def write_html(document: Document) -> bytes:
    """Render a document as HTML; equal documents are equal bytes."""
    template = _environment().get_template("document.html.jinja")
    return template.render(document=document, draw=_draw, kind_of=_kind_of).encode()


@cache
def _environment() -> Environment:
    # Escaped whatever the template is called; a name that is not there is a fault of ours.
    return Environment(
        loader=PackageLoader("shared.documents", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _draw(chart: BarChart) -> str:
    return f"data:image/png;base64,{b64encode(draw_bars(chart)).decode()}"


def _kind_of(block: object) -> str:
    return type(block).__name__
