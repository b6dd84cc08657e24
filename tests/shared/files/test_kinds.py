"""What a document is shows its content, whatever its sender calls it."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from shared.files.kinds import ContentRefused, FileKind, FileKindRefused, check_content, get_declared_kind
from tests.shared.files import bombs
from tests.shared.files.reading import make_workbook

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(16)
ODT_TYPE = "application/vnd.oasis.opendocument.text"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def make_archive(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def make_docx(changes: dict[str, str] | None = None, added: dict[str, bytes] | None = None) -> bytes:
    """A document as Word's own library writes it, its text changed and parts added."""
    written, target = io.BytesIO(), io.BytesIO()
    Document().save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name)
            for old, new in (changes or {}).items():
                text = text.replace(old.encode(), new.encode())
            archive.writestr(name, text)
        for name, content in (added or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


CONTENTS: dict[FileKind, Callable[[], bytes]] = {
    FileKind.pdf: lambda: PDF,
    FileKind.png: lambda: PNG,
    FileKind.jpg: lambda: JPG,
    FileKind.docx: make_docx,
    FileKind.xlsx: lambda: make_workbook([["1"]]),
    FileKind.odt: lambda: make_archive({"mimetype": ODT_TYPE, "content.xml": "<x/>"}),
}


@pytest.mark.parametrize("kind", FileKind)
def test_each_kind_is_what_it_says_and_no_other(kind: FileKind) -> None:
    content = CONTENTS[kind]()

    check_content(io.BytesIO(content), kind)

    other = FileKind.png if kind is FileKind.pdf else FileKind.pdf
    with pytest.raises(ContentRefused):
        check_content(io.BytesIO(content), other)


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (lambda: b"<html><script>alert(1)</script></html>", FileKind.pdf),
        (lambda: b"MZ\x90\x00" + bytes(64), FileKind.docx),
        (lambda: b"", FileKind.pdf),
        (lambda: b"\n%PDF-1.7", FileKind.pdf),
        (lambda: make_archive({"a.txt": "1"}), FileKind.docx),
        (lambda: make_archive({"mimetype": "application/epub+zip"}), FileKind.odt),
        (lambda: make_docx()[:-40], FileKind.docx),
        (make_docx, FileKind.xlsx),
        (lambda: make_docx({WORD: MACROS}), FileKind.docx),
        (bombs.make_billion_laughs, FileKind.docx),
        (lambda: make_docx(added={"word/media/a.png": bytes(140_000_000)}), FileKind.docx),
        (lambda: make_archive({f"{number}": "" for number in range(20_000)}), FileKind.docx),
    ],
    ids=[
        *("html", "program", "nothing", "not at the start", "archive", "book", "cut off", "word as excel", "macros"),
        *("laughs", "bomb", "parts without end"),
    ],
)
def test_what_only_pretends_is_refused(content: Callable[[], bytes], declared: FileKind) -> None:
    with pytest.raises(ContentRefused):
        check_content(io.BytesIO(content()), declared)


@pytest.mark.parametrize(
    "media_type", ["", "text/html", "application/zip", "application/octet-stream", "image/svg+xml"]
)
def test_kinds_that_are_not_kept_are_refused_by_their_name(media_type: str) -> None:
    with pytest.raises(FileKindRefused):
        get_declared_kind(media_type)


def test_a_declared_kind_may_have_parameters_and_capitals() -> None:
    assert get_declared_kind("Application/PDF; charset=binary") is FileKind.pdf
