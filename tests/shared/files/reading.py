"""What tests of readers share: columns, and workbooks made cell by cell."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from shared.files.rows import TableColumns, TextRow
from shared.files.xlsx_reader import read_xlsx

COLUMNS = TableColumns(required=("code", "count"), optional=("note",))
HEADER = ("code", "count")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN_SHEET = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>count</t></is></c></row>'
)


def make_workbook(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with the rows on its first sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return save(book)


def save(book: Any) -> bytes:
    """Return the workbook as a file."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(content: bytes) -> list[TextRow]:
    """Return the rows of a workbook with the columns of these tests."""
    return list(read_xlsx(io.BytesIO(content), COLUMNS))


def make_parts(sheet_rows: str, *, strings: str = "", doctype: str = "") -> dict[str, str]:
    """Return the parts of the smallest workbook around the XML of its rows."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_CONTENT}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_CONTENT}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": doctype
        + f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_rows}</sheetData></worksheet>',
    }


@dataclass(frozen=True)
class Repeated:
    """The content of a part too large to be held."""

    head: str
    piece: str
    times: int
    tail: str = ""

    def list_pieces(self) -> Iterator[bytes]:
        """Yield the content bit by bit."""
        yield self.head.encode()
        yield from repeat(self.piece.encode(), self.times)
        yield self.tail.encode()


def make_container(parts: Mapping[str, str | Repeated]) -> bytes:
    """Return the parts as one zip archive."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            content = text if isinstance(text, Repeated) else Repeated(text, "", 0)
            with archive.open(name, "w") as part:
                part.writelines(content.list_pieces())
    return target.getvalue()
