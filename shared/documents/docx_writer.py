"""DOCX out, laid out the way offices do (ГОСТ Р 7.0.97): A4, Times New Roman 14, page numbers at the top."""

from io import BytesIO

import docx as library
from docx.document import Document as Docx
from docx.shared import Cm, Pt

from shared.documents.charts import draw_bars
from shared.documents.docx_styles import prepare_styles
from shared.documents.docx_tables import add_signature, add_table
from shared.documents.model import BarChart, Block, Document, Heading, NumberedList, Paragraph, Table
from shared.documents.packing import pack_evenly
from shared.documents.printable import make_printable

DOCX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PICTURE_WIDTH = Cm(16.5)


def write_docx(document: Document) -> bytes:
    """Render a document as DOCX; equal documents are equal bytes."""
    document = make_printable(document)
    docx = library.Document()
    prepare_styles(docx, document)
    _add_head(docx, document)
    writer = _Writer(docx)
    writer.add_blocks(document.blocks)
    # Nobody signs a page on which nothing stands.
    docx.paragraphs[-1].paragraph_format.keep_with_next = True
    add_signature(docx, document.signature)
    for number, annex in enumerate(document.annexes, start=1):
        mark = docx.add_paragraph(f"Приложение {number}", style="Stamp")
        mark.paragraph_format.page_break_before = True
        docx.add_paragraph(annex.title, style="Subtitle").paragraph_format.space_before = Pt(12)
        writer.add_blocks(annex.blocks)
    spool = BytesIO()
    docx.save(spool)
    return pack_evenly(spool.getvalue())


def _add_head(docx: Docx, document: Document) -> None:
    for line in document.letterhead:
        docx.add_paragraph(line, style="Letterhead")
    for at, line in enumerate(document.approval):
        stamp = docx.add_paragraph(line, style="Stamp")
        stamp.paragraph_format.space_before = Pt(0 if at else 18)
    docx.add_paragraph(document.kind, style="Title")
    docx.add_paragraph(document.title, style="Subtitle")


class _Writer:
    """Adds blocks one after the other; tables and pictures are counted through the whole document."""

    def __init__(self, docx: Docx) -> None:
        self.docx = docx
        self.tables = 0
        self.pictures = 0

    def add_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Add blocks in their order."""
        for block in blocks:
            self._add(block)

    def _add(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.docx.add_paragraph(block.text, style=f"Heading {block.level}")
        elif isinstance(block, Paragraph):
            self.docx.add_paragraph(block.text, style="Body Text")
        elif isinstance(block, NumberedList):
            for number, item in enumerate(block.items, start=1):
                self.docx.add_paragraph(f"{number}. {item}", style="Body Text")
        elif isinstance(block, Table):
            self._add_table(block)
        else:
            self._add_picture(block)

    def _add_table(self, table: Table) -> None:
        self.tables += 1
        self.docx.add_paragraph(f"Таблица {self.tables} – {table.caption}", style="Caption")
        add_table(self.docx, table)
        self.docx.add_paragraph(style="After Table")

    def _add_picture(self, chart: BarChart) -> None:
        self.pictures += 1
        place = self.docx.add_paragraph(style="Picture")
        picture = place.add_run().add_picture(BytesIO(draw_bars(chart)), width=_PICTURE_WIDTH)
        picture._inline.docPr.set("descr", chart.description)  # noqa: SLF001  # the library has no way of its own
        self.docx.add_paragraph(f"Рисунок {self.pictures} – {chart.caption}", style="Picture Caption")
