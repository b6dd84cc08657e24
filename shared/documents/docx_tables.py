"""Tables of a DOCX: fixed widths, a header on every page, rows that stay whole; and the line of the signature."""

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from shared.documents.model import Table

_SIGNATURE = (
    (7, "{post}", ""),
    (4, "_____________", "(подпись)"),
    (5, "____________________", "(расшифровка подписи)"),
)


def add_table(docx: Docx, table: Table) -> None:
    """Add a table; numbers stand in the middle of their column."""
    added = docx.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    added.alignment, added.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    parts = sum(column.width for column in table.columns)
    section = docx.sections[0]
    page, left, right = (section.page_width or 0), (section.left_margin or 0), (section.right_margin or 0)
    widths = [Length((page - left - right) * column.width // parts) for column in table.columns]
    for grid, width in zip(added.columns, widths, strict=True):
        grid.width = width
    centred = [True] * len(widths)
    _fill(added.rows[0], [column.title for column in table.columns], widths, centred)
    _mark(added.rows[0], "w:tblHeader")
    for cells in table.rows:
        row = added.add_row()
        _fill(row, cells, widths, [column.numeric for column in table.columns])
        _mark(row, "w:cantSplit")
        _span(row, table)
    _keep_beginnings(added, table)


def add_signature(docx: Docx, post: str) -> None:
    """Add the line on which the head signs: the post, and room for hand and name."""
    gap = docx.add_paragraph(style="Normal").paragraph_format
    gap.space_after, gap.keep_with_next = Pt(14), True
    line = docx.add_table(rows=2, cols=len(_SIGNATURE))
    line.autofit = False
    for place, (width, upper, lower) in enumerate(_SIGNATURE):
        for row, text in enumerate((upper.format(post=post), lower)):
            cell = line.cell(row, place)
            cell.width = Cm(width)
            cell.text = text
            if place:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cell.paragraphs[0].paragraph_format.keep_with_next = not row
            for run in cell.paragraphs[0].runs if row else ():
                run.font.size = Pt(10)
    for row in line.rows:
        _mark(row, "w:cantSplit")


def _fill(row: _Row, texts: "list[str] | tuple[str, ...]", widths: list[Length], centred: list[bool]) -> None:
    for cell, text, width, is_centred in zip(row.cells, texts, widths, centred, strict=True):
        cell.width = width
        _write(cell, text, is_centred=is_centred)


def _span(row: _Row, table: Table) -> None:
    """Join empty cells of spanning columns with those above them."""
    for cell, column in zip(row.cells, table.columns, strict=True):
        if column.spanning:
            cell._tc.vMerge = "restart" if cell.text else "continue"  # noqa: SLF001  # merge() would join texts too


def _keep_beginnings(added: DocxTable, table: Table) -> None:
    """Keep the first row of joined ones on the page of the second: nothing begins at the foot of a page."""
    for row, cells, following in zip(added.rows[1:], table.rows, table.rows[1:], strict=False):
        at = next((place for place, column in enumerate(table.columns) if column.spanning), None)
        if at is not None and cells[at] and not following[at]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _write(cell: _Cell, text: str, *, is_centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    paragraph.add_run(text)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark(row: _Row, word: str) -> None:
    mark = OxmlElement(word)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  # the library has no way of its own
