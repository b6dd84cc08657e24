"""Looks through the container before anything is parsed for its content: sizes as they are, not as declared."""

import os
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from shared.files.unpacking import limits
from shared.files.unpacking.inspection import Budget, PartInspector, SheetExtent
from shared.files.unpacking.refusal import WorkbookRefused

_PIECE_BYTES = 65_536
_ENCRYPTED = 0x1
# Workbooks with a password and those of Excel 97 are compound documents, not zip archives.
_COMPOUND_DOCUMENT = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
# What may stand before the first "<" of an XML document in any encoding that the parser knows.
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"


def open_container(file: BinaryIO) -> ZipFile:
    """Return the archive, or raise WorkbookRefused for what is no workbook, is encrypted, or has too many entries."""
    if file.seek(0, os.SEEK_END) > limits.CONTAINER_BYTES:
        size = limits.CONTAINER_BYTES // limits.MEBIBYTE
        raise WorkbookRefused(f"Книга больше {size} МиБ. Сохраните таблицу как CSV UTF-8 и отправьте снова.")
    file.seek(0)
    if file.read(len(_COMPOUND_DOCUMENT)) == _COMPOUND_DOCUMENT:
        raise WorkbookRefused("Книга защищена паролем или сохранена в формате .xls. Сохраните её как .xlsx без пароля.")
    try:
        archive = ZipFile(file)
    except BadZipFile as error:
        raise WorkbookRefused("Файл — не книга .xlsx или повреждён. Сохраните таблицу заново и отправьте.") from error
    _check_entries(archive.infolist())
    return archive


def _check_entries(entries: list[ZipInfo]) -> None:
    if len(entries) > limits.ENTRIES:
        raise WorkbookRefused(f"В книге {len(entries)} частей, допустимо {limits.ENTRIES}: это не обычная таблица.")
    names = {entry.filename for entry in entries}
    if _CONTENT_TYPES not in names:
        raise WorkbookRefused("Файл — архив, но не книга .xlsx. Отправьте саму таблицу.")
    if len(names) < len(entries):
        raise WorkbookRefused("Части книги повторяются: файл повреждён или подделан. Сохраните таблицу заново.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise WorkbookRefused("Книга зашифрована. Сохраните её без пароля и отправьте снова.")
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise WorkbookRefused("Книга сжата необычным способом. Сохраните таблицу заново и отправьте.")


def inspect_parts(archive: ZipFile) -> dict[str, SheetExtent]:
    """Inflate every part, counting real bytes, look through its XML, and return the extents of sheets by part.

    A part that is no well-formed XML is left out: no sheet can be read from it either.
    """
    budget = Budget(limits.INFLATED_BYTES, limits.XML_ELEMENTS, limits.CELLS)
    extents = {entry.filename: _inspect_part(archive, entry, budget) for entry in archive.infolist()}
    return {name: extent for name, extent in extents.items() if extent is not None}


def _inspect_part(archive: ZipFile, entry: ZipInfo, budget: Budget) -> SheetExtent | None:
    inspector: PartInspector | None = PartInspector(budget)
    with archive.open(entry) as part:
        while piece := part.read(_PIECE_BYTES):
            budget.inflated_bytes -= len(piece)
            if budget.inflated_bytes < 0:
                size = limits.INFLATED_BYTES // limits.MEBIBYTE
                raise WorkbookRefused(f"Книга в распакованном виде больше {size} МиБ. Отправьте таблицу как CSV.")
            inspector = _feed(inspector, piece) if inspector else None
    return inspector.finish() if inspector else None


def _feed(inspector: PartInspector, piece: bytes) -> PartInspector | None:
    """Return the inspector, None once the part turns out not to be XML (a picture, a broken drawing)."""
    if not inspector.has_begun:
        start = piece.lstrip(_BEFORE_XML)
        if start and not start.startswith(b"<"):
            return None
    try:
        inspector.feed(piece)
    except ExpatError:
        return None
    return inspector
