"""The look of a DOCX: page, fonts and paragraphs, once for the whole document."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from shared.documents.model import Document

_FONT = "Times New Roman"
_LEFT, _CENTRE, _JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class _Look:
    """How one kind of paragraph looks."""

    points: float = 14
    alignment: WD_ALIGN_PARAGRAPH = _LEFT
    bold: bool = False
    indent_cm: float = 0
    first_line_cm: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    with_next: bool = False


_LOOKS = {
    "Normal": _Look(),
    "Body Text": _Look(alignment=_JUSTIFIED, first_line_cm=1.25, spacing=1.15),
    "Letterhead": _Look(alignment=_CENTRE, bold=True),
    "Stamp": _Look(indent_cm=9),
    "Title": _Look(alignment=_CENTRE, bold=True, before=30, with_next=True),
    "Subtitle": _Look(alignment=_CENTRE, bold=True, after=18, with_next=True),
    "Heading 1": _Look(bold=True, first_line_cm=1.25, before=14, after=6, with_next=True),
    "Heading 2": _Look(bold=True, first_line_cm=1.25, before=8, after=4, with_next=True),
    "Caption": _Look(points=12, before=8, after=4, with_next=True),
    "Cell": _Look(points=12),
    "After Table": _Look(points=6),
    "Picture": _Look(alignment=_CENTRE, before=8, with_next=True),
    "Picture Caption": _Look(points=12, alignment=_CENTRE, before=2, after=10),
    "Page Number": _Look(points=12, alignment=_CENTRE),
}


def prepare_styles(docx: Docx, document: Document) -> None:
    """Give an empty DOCX its page, its styles and its properties."""
    for name, look in _LOOKS.items():
        _apply(look, _find_style(docx, name))
    section = docx.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(2)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True  # the first page carries no number
    number = section.header.paragraphs[0]
    number.style = docx.styles["Page Number"]
    _add_page_number(number.add_run()._r)  # noqa: SLF001  # fields have no way of their own in the library
    properties = docx.core_properties
    properties.title, properties.subject = document.kind, document.title
    properties.author, properties.comments, properties.language = " ".join(document.letterhead), "", "ru-RU"
    properties.created = properties.modified = datetime.combine(document.dated_on, time(), UTC)


def _find_style(docx: Docx, name: str) -> ParagraphStyle:
    styles = docx.styles
    found = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(found, ParagraphStyle), "all of these are styles of paragraphs"
    return found


def _apply(look: _Look, style: ParagraphStyle) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = _FONT, Pt(look.points), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    _name_fonts(style)
    paragraph.alignment, paragraph.line_spacing = look.alignment, look.spacing
    paragraph.left_indent, paragraph.first_line_indent = Cm(look.indent_cm), Cm(look.first_line_cm)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.with_next


def _name_fonts(style: ParagraphStyle) -> None:
    """Name the font for every script: those of a theme would go before it. No lines around titles either."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    properties.append(language)
    for spacing in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
        properties.remove(spacing)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def _add_page_number(run: CT_R) -> None:
    for kind in ("begin", None, "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run.append(part)
