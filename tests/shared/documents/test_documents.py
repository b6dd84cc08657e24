"""One document as DOCX and HTML: everything is there, twice the same, and nobody's text becomes markup."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Docx

from shared.documents.docx_writer import write_docx
from shared.documents.html_writer import write_html
from shared.documents.model import (
    Annex,
    Bar,
    BarChart,
    Column,
    Document,
    Heading,
    NumberedList,
    Paragraph,
    Table,
)

_HOSTILE = "<script>alert('x')</script>"
_CHART = BarChart("Доли", (Bar("Охват", Fraction(1, 3), "33,33 %"),), "Охват — 33,33 %")
_TABLE = Table("Значения", (Column("Показатель", 3), Column("Значение", numeric=True)), (("Охват", "1 из 3"),) * 60)
_DOCUMENT = Document(
    letterhead=("Управление образования",),
    approval=("УТВЕРЖДЕНО", "протоколом рабочей группы", "от 14.08.2023 № 3"),
    kind="АНАЛИТИЧЕСКАЯ СПРАВКА",
    title="по итогам мониторинга",
    blocks=(Heading("1. Факты"), Paragraph(_HOSTILE), _TABLE, _CHART, NumberedList(("Первое", "Второе"))),
    signature="Начальник управления",
    dated_on=date(2023, 8, 14),
    annexes=(Annex("Школы", (replace(_TABLE, rows=(("edu240001", _HOSTILE),)),)),),
)


@pytest.fixture(scope="module")
def opened() -> Docx:
    return docx.Document(BytesIO(write_docx(_DOCUMENT)))


def test_a_docx_has_the_page_and_the_fonts_of_an_office(opened: Docx) -> None:
    section, body = opened.sections[0], opened.styles["Body Text"]

    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)

    assert [round(margin.mm) for margin in margins if margin is not None] == [30, 15, 20, 20]
    assert (section.page_width, section.page_height) == (7560310, 10692130)
    assert (body.font.name, body.font.size.pt, opened.styles["Cell"].font.size.pt) == ("Times New Roman", 14, 12)
    assert "PAGE" in section.header.part.element.xml


def test_a_wide_table_lies_across_the_page_and_joins_the_cells_that_go_on() -> None:
    columns = (Column("Этап", spanning=True), Column("Действие"))
    table = Table("Этапы", columns, (("Цели", "Первое"), ("", "Второе"), ("Анализ", "Третье")))
    document = replace(_DOCUMENT, blocks=(table,), landscape=True)

    wide = docx.Document(BytesIO(write_docx(document)))
    html = write_html(document).decode()

    assert (wide.sections[0].page_width, wide.sections[0].page_height) == (10692130, 7560310)
    rows = wide.tables[0].rows
    assert [row.cells[0].text for row in rows] == ["Этап", "Цели", "Цели", "Анализ"]
    assert "A4 landscape" in html
    assert '<td class="continued"></td><td>Второе</td>' in html


def test_a_docx_holds_every_block(opened: Docx) -> None:
    texts = [paragraph.text for paragraph in opened.paragraphs]
    values, signature, annex = opened.tables

    assert texts[:6] == ["Управление образования", *_DOCUMENT.approval, _DOCUMENT.kind, _DOCUMENT.title]
    assert "Таблица 1 – Значения" in texts
    assert "Таблица 2 – Значения" in texts
    assert "Рисунок 1 – Доли" in texts
    assert "2. Второе" in texts
    assert texts[texts.index("Приложение 1") + 1] == "Школы"
    assert [len(values.rows), len(annex.rows)] == [61, 2]
    assert opened.element.xml.count("<w:tblHeader ") == 2
    assert signature.cell(0, 0).text == "Начальник управления"


def test_the_picture_of_a_docx_says_in_words_what_it_shows(opened: Docx) -> None:
    xml = opened.element.xml

    assert len(opened.inline_shapes) == 1
    assert 'descr="Охват — 33,33 %"' in xml


def test_text_never_becomes_markup(opened: Docx) -> None:
    page = write_html(_DOCUMENT).decode()

    assert _HOSTILE in [paragraph.text for paragraph in opened.paragraphs]
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert 'src="data:image/png;base64,' in page
    assert 'alt="Охват — 33,33 %"' in page


def test_what_xml_cannot_hold_is_left_out() -> None:
    pasted = replace(_DOCUMENT, title="по\x0b итогам", blocks=(Paragraph("\x01Текст\ufffe"), _CHART))

    texts = [paragraph.text for paragraph in docx.Document(BytesIO(write_docx(pasted))).paragraphs]

    assert "по итогам" in texts
    assert "Текст" in texts


def test_equal_documents_are_equal_bytes() -> None:
    first = write_docx(_DOCUMENT), write_html(_DOCUMENT)

    again = write_docx(_DOCUMENT), write_html(_DOCUMENT)
    other = write_docx(replace(_DOCUMENT, dated_on=date(2023, 8, 15)))
    moments = {entry.date_time for entry in ZipFile(BytesIO(first[0])).infolist()}

    assert again == first
    assert other != first[0]
    assert moments == {(1980, 1, 1, 0, 0, 0)}
