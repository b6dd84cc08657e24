"""Documents made of tables, as word processors write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.shared.files.reading import Repeated, make_container

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(frozen=True)
class Spanning:
    """A cell over several columns."""

    text: str
    columns: int


@dataclass(frozen=True)
class Below:
    """A cell merged with the one above; `starts` is the first of them."""

    text: str = ""
    starts: bool = False


def make_document_parts(body: str, *, doctype: str = "", part: str = "word/document.xml") -> dict[str, str | Repeated]:
    """Return the parts of the smallest document around the XML of its body."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}" Target="{part}"/></Relationships>',
        part: f'{doctype}<w:document xmlns:w="{_WORDS}" xmlns:mc="{_COMPATIBILITY}">'
        f"<w:body>{body}</w:body></w:document>",
    }


def make_document(*bodies: str) -> bytes:
    """Return a document as a file."""
    return make_container(make_document_parts("".join(bodies)))


def make_table(rows: Sequence[Sequence[str | Spanning | Below]]) -> str:
    """Return a table as XML; line breaks in a cell are paragraphs."""
    return f"<w:tbl>{''.join(map(make_row, rows))}</w:tbl>"


def make_row(cells: Sequence[str | Spanning | Below], properties: str = "") -> str:
    """Return a row as XML."""
    return f"<w:tr>{properties}{''.join(map(_make_cell, cells))}</w:tr>"


def make_paragraphs(text: str) -> str:
    """Return text as paragraphs; a word in two runs, as programs cut it after every correction."""
    return "".join(f"<w:p>{_make_run(line[:3])}{_make_run(line[3:])}</w:p>" for line in text.split("\n"))


def _make_run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


def _make_cell(cell: str | Spanning | Below) -> str:
    if isinstance(cell, Spanning):
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.columns}"/></w:tcPr>{make_paragraphs(cell.text)}</w:tc>'
    if isinstance(cell, Below):
        merge = '<w:vMerge w:val="restart"/>' if cell.starts else "<w:vMerge/>"
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{make_paragraphs(cell.text)}</w:tc>"
    return f"<w:tc>{make_paragraphs(cell)}</w:tc>"
