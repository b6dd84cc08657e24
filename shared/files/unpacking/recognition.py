"""Tells documents that are archives apart by what is inside, and bounds what they would unpack to."""

from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from shared.files.unpacking import limits
from shared.files.unpacking.container import CONTENT_TYPES, check_entries, inflate
from shared.files.unpacking.refusal import FileRefused

_ODF_TYPE = "mimetype"
_ODF_KINDS = {b"application/vnd.oasis.opendocument.text": "odt"}
# The main part of each; those with macros have other types, and are no documents to keep.
_OOXML = "application/vnd.openxmlformats-officedocument"
_OOXML_KINDS = {
    f"{_OOXML}.wordprocessingml.document.main+xml": "docx",
    f"{_OOXML}.spreadsheetml.sheet.main+xml": "xlsx",
}
_STRANGE = "Файл — архив, но не документ Word, Excel или OpenDocument."


def recognise_archive(file: BinaryIO) -> str:
    """Return the kind of a document; raise FileRefused for any other archive, and for one that grows too large."""
    try:
        archive = ZipFile(file)
    except BadZipFile as error:
        raise FileRefused(_STRANGE) from error
    check_entries(archive.infolist())
    kind = _find_kind(archive)
    if kind is None:
        raise FileRefused(_STRANGE)
    left = limits.INFLATED_BYTES
    for entry in archive.infolist():
        for piece in inflate(archive, entry):
            left -= len(piece)
            if left < 0:
                raise FileRefused(_STRANGE)
    return kind


def _find_kind(archive: ZipFile) -> str | None:
    names = archive.namelist()
    if CONTENT_TYPES in names:
        return _find_ooxml_kind(archive)
    return _ODF_KINDS.get(_read_start(archive, _ODF_TYPE).strip()) if _ODF_TYPE in names else None


def _find_ooxml_kind(archive: ZipFile) -> str | None:
    """Return the kind that the table of contents gives the main part; none where there are macros or two kinds."""
    found: set[str] = set()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda _, attributes: found.add(attributes.get("ContentType", ""))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(_read_start(archive, CONTENT_TYPES), True)  # noqa: FBT003  # the parser's way: this was all
    except ExpatError as error:
        raise FileRefused(_STRANGE) from error
    kinds = {kind for content_type, kind in _OOXML_KINDS.items() if content_type in found}
    return kinds.pop() if len(kinds) == 1 else None


def _read_start(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(limits.XML_TAG_BYTES)


def _refuse_doctype(*_: object) -> None:
    raise FileRefused(_STRANGE)
