"""Looks through the container before anything is parsed for its content: sizes as they are, not as declared."""

import os
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from shared.files.unpacking import limits
from shared.files.unpacking.inspection import Budget, PartInspector, SheetExtent
from shared.files.unpacking.refusal import FileRefused

_PIECE_BYTES = 65_536
_ENCRYPTED = 0x1
# Workbooks with a password and those of Excel 97 are compound documents, not zip archives.
_COMPOUND_DOCUMENT = b"\xd0\xcf\x11\xe0"
CONTENT_TYPES = "[Content_Types].xml"
# What may stand before the first "<" of an XML document in any encoding that the parser knows.
_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"


def open_container(file: BinaryIO, extension: str) -> ZipFile:
    """Return the archive, or raise FileRefused for what is no such file, is encrypted, or has too many entries."""
    if file.seek(0, os.SEEK_END) > limits.CONTAINER_BYTES:
        size = limits.CONTAINER_BYTES // limits.MEBIBYTE
        raise FileRefused(f"Файл больше {size} МиБ. Сохраните таблицу как CSV UTF-8 и отправьте снова.")
    file.seek(0)
    if file.read(len(_COMPOUND_DOCUMENT)) == _COMPOUND_DOCUMENT:
        old = extension[:-1]
        raise FileRefused(
            f"Файл защищён паролем или сохранён в формате {old}. Сохраните его как {extension} без пароля."
        )
    try:
        archive = ZipFile(file)
    except BadZipFile as error:
        raise FileRefused(f"Файл — не {extension} или повреждён. Сохраните его заново и отправьте.") from error
    check_entries(archive.infolist())
    if CONTENT_TYPES not in archive.namelist():
        raise FileRefused(f"Файл — архив, но не {extension}. Отправьте сам файл {extension}.")
    return archive


def check_entries(entries: list[ZipInfo]) -> None:
    """Raise FileRefused for an archive with more parts than documents have, repeated, encrypted or oddly packed."""
    if len(entries) > limits.ENTRIES:
        raise FileRefused(f"В файле {len(entries)} частей, допустимо {limits.ENTRIES}: это не обычная таблица.")
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise FileRefused("Части файла повторяются: он повреждён или подделан. Сохраните его заново.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileRefused("Файл зашифрован. Сохраните его без пароля и отправьте снова.")
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise FileRefused("Файл сжат необычным способом. Сохраните его заново и отправьте.")


def inspect_parts(archive: ZipFile) -> dict[str, SheetExtent]:
    """Inflate every part, counting real bytes, look through its XML, and return the extents of sheets by part.

    A part that is no well-formed XML is left out: no sheet can be read from it either.
    """
    budget = Budget(limits.INFLATED_BYTES, limits.XML_ELEMENTS, limits.CELLS)
    extents = {entry.filename: _inspect_part(archive, entry, budget) for entry in archive.infolist()}
    return {name: extent for name, extent in extents.items() if extent is not None}


def _inspect_part(archive: ZipFile, entry: ZipInfo, budget: Budget) -> SheetExtent | None:
    inspector: PartInspector | None = PartInspector(budget)
    for piece in inflate(archive, entry):
        budget.inflated_bytes -= len(piece)
        if budget.inflated_bytes < 0:
            size = limits.INFLATED_BYTES // limits.MEBIBYTE
            raise FileRefused(f"Файл в распакованном виде больше {size} МиБ. Отправьте таблицу как CSV.")
        inspector = _feed(inspector, piece) if inspector else None
    return inspector.finish() if inspector else None


def inflate(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """Yield the real bytes of an entry, whatever it declares."""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE_BYTES):
            yield piece


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
