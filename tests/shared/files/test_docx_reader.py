import io
import time
from collections.abc import Callable

import pytest

from shared.files.docx_reader import read_docx_tables
from shared.files.grid import GridRow
from shared.files.rows import TableUnreadable
from tests.factories.documents import (
    Below,
    Spanning,
    make_document,
    make_document_parts,
    make_paragraphs,
    make_row,
    make_table,
)
from tests.shared.files import bombs
from tests.shared.files.reading import Repeated, make_container, make_workbook


def read(content: bytes) -> list[list[GridRow]]:
    return list(read_docx_tables(io.BytesIO(content)))


def cells_of(*bodies: str) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in table] for table in read(make_document(*bodies))]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell_of(content: str) -> str:
    """Return what is read of a cell with this content."""
    ((row,),) = cells_of(f"<w:tbl><w:tr><w:tc>{content}</w:tc><w:tc>{make_paragraphs('|')}</w:tc></w:tr></w:tbl>")
    return row[0]


def test_tables_come_in_order_with_rows_counted_through_and_text_between_them_is_passed_over() -> None:
    first, second = make_table([("a", "b"), ("", ""), ("c", "d")]), make_table([("e",)])

    tables = read(make_document(make_paragraphs("Приказ"), first, make_paragraphs("и"), second))

    assert tables == [[GridRow(1, ("a", "b")), GridRow(3, ("c", "d"))], [GridRow(4, ("e",))]]


def test_a_merged_cell_stands_in_every_column_and_row_that_it_covers() -> None:
    table = make_table(
        [
            (Spanning("Раздел", 3),),
            ("1", Below("октябрь", starts=True), "ОУ"),
            ("2", Below(), Spanning("МЦ", 1)),
            ("", Below(), ""),
            ("3", "май", "ОУ"),
        ]
    )

    assert cells_of(table) == [
        [("Раздел",) * 3, ("1", "октябрь", "ОУ"), ("2", "октябрь", "МЦ"), ("3", "май", "ОУ")],
    ]


def test_rows_that_begin_late_or_end_early_keep_their_columns() -> None:
    properties = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr>'

    assert cells_of(f"<w:tbl>{make_row(('a',), properties)}</w:tbl>") == [[("", "a", "", "")]]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (make_paragraphs("В течение\nгода"), "В течение\nгода"),
        (f"<w:p>{run('В течение')}<w:r><w:br/></w:r>{run('года')}</w:p>", "В течение\nгода"),
        (f"<w:p>{run('1')}<w:r><w:tab/></w:r>{run('мая')}</w:p>", "1 мая"),
        (f"<w:p>{run('июнь')}<w:r><w:noBreakHyphen/></w:r>{run('июль')}</w:p>", "июнь-июль"),
        (f"<w:p><w:ins>{run('новое')}</w:ins><w:del><w:r><w:delText>старое</w:delText></w:r></w:del></w:p>", "новое"),
        (f"<w:p><w:moveFrom>{run('было')}</w:moveFrom>{run('есть')}</w:p>", "есть"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('7')}</w:p>", "7"),
        (f"<w:sdt><w:sdtContent><w:p>{run('из списка')}</w:p></w:sdtContent></w:sdt>", "из списка"),
        (f"<w:p>{run('а')}<mc:AlternateContent><mc:Fallback>{run('а')}</mc:Fallback></mc:AlternateContent></w:p>", "а"),
        (f"<w:p>{run('&lt;b&gt; &amp;amp;')}</w:p>", "<b> &amp;"),
    ],
)
def test_the_text_of_a_cell_is_what_people_see_in_it(content: str, text: str) -> None:
    assert cell_of(content) == text


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    outer = f"<w:tbl><w:tr><w:tc>{make_paragraphs('вокруг')}{make_table([('внутри',)])}</w:tc></w:tr></w:tbl>"

    assert cells_of(outer) == [[("вокруг",)], [("внутри",)]]


def test_the_main_part_is_found_wherever_it_lies() -> None:
    parts = make_document_parts(make_table([("a",)]), part="word/document2.xml")

    assert read(make_container(parts)) == [[GridRow(1, ("a",))]]


def _entity(doctype: str, name: str) -> bytes:
    body = f"<w:tbl><w:tr><w:tc>{run(f'&{name};')}</w:tc></w:tr></w:tbl>"
    return make_container(make_document_parts(body, doctype=f"<!DOCTYPE w:document [{doctype}]>"))


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{step} "&a{step - 1};&a{step - 1};">' for step in range(1, 31))
    return _entity(f'<!ENTITY a0 "ha">{laughs}', "a30")


def _outside_entity() -> bytes:
    return _entity('<!ENTITY x SYSTEM "file:///etc/passwd">', "x")


def _negative_width() -> bytes:
    return make_document(make_table([("a",)]).replace("<w:p>", '<w:gridSpan w:val="-1"/>'))


def _part(head: str, piece: str, times: int) -> bytes:
    """Return a document whose text repeats a piece without end."""
    parts = make_document_parts("")
    begun, ended = str(parts["word/document.xml"]).split("</w:body>")
    return make_container(parts | {"word/document.xml": Repeated(begun + head, piece, times, f"</w:body>{ended}")})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "entities that double": _entities,
    "a file of the server": _outside_entity,
    "a million elements in each other": lambda: _part("", "<w:p>" * 1_000, 1_000),
    "ten million paragraphs": lambda: _part("", "<w:p/>" * 10_000, 1_000),
    "a long text": lambda: _part("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>", "a" * 1_000_000, 120),
    "a wide cell": lambda: make_document(make_table([(Spanning("a", 1_000_000),)])),
    "wide cells": lambda: make_document(make_table([(Spanning("a" * 100_000, 200), Spanning("b", 200))])),
    "a long text in many columns": lambda: make_document(make_table([(Spanning("a" * 1_000_000, 256),)])),
    "a width that is no number": _negative_width,
    "no text at all": lambda: make_container({"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>"}),
    "no relations": lambda: make_container({"[Content_Types].xml": "<Types/>"}),
    "a part that is not there": lambda: make_container(
        {name: text for name, text in make_document_parts("").items() if name != "word/document.xml"}
    ),
    "broken XML": lambda: make_document(make_table([("a",)]), "<w:p>"),
    "a workbook": lambda: make_workbook([("a",)]),
    "cut off": lambda: make_document(make_table([("a",)]))[:-50],
    **{name: bombs.BOMBS[name] for name in ("password", "encrypted", "any zip", "no zip", "nothing")},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_in_time_with_a_sentence(name: str) -> None:
    content = HOSTILE[name]()
    begun = time.monotonic()

    with pytest.raises(TableUnreadable) as refused:
        read(content)

    assert time.monotonic() - begun < 10
    assert refused.value.detail.endswith((".", ".docx"))
