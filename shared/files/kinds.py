"""Kinds of files that are kept as documents, told by what is inside, never by name or header alone."""

from enum import Enum
from typing import BinaryIO

from shared.errors import Invalid
from shared.files.rows import TableUnreadable
from shared.files.unpacked import open_unpacked
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE

_LONGEST_SIGNATURE = 8
_ARCHIVE = b"PK\x03\x04"


class FileKind(Enum):
    """A kind of file: its extension and its media type."""

    pdf = "application/pdf"
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    xlsx = XLSX_MEDIA_TYPE
    odt = "application/vnd.oasis.opendocument.text"
    png = "image/png"
    jpg = "image/jpeg"

    @property
    def media_type(self) -> str:
        """Return what HTTP calls it."""
        return self.value

    def complete(self, name: str) -> str:
        """Return the name with an extension of this kind, whatever it ended in."""
        endings = (".jpg", ".jpeg") if self is FileKind.jpg else (f".{self.name}",)
        return name if name.lower().endswith(endings) else f"{name}.{self.name}"


_SIGNATURES = {
    b"%PDF-": FileKind.pdf,
    b"\x89PNG\r\n\x1a\n": FileKind.png,
    b"\xff\xd8\xff": FileKind.jpg,
}


class FileKindRefused(Invalid):
    """Такие файлы не принимаются. Отправьте PDF, DOCX, XLSX, ODT, PNG или JPG и назовите тип в Content-Type."""

    code = "file-kind-refused"
    title = "Files of this media type are not kept"
    status = 415


class ContentRefused(Invalid):
    """Содержимое файла — не то, что названо в Content-Type, или файл повреждён, зашифрован либо содержит макросы.

    Сохраните документ заново без пароля, лучше всего как PDF, и отправьте с верным типом.
    """

    code = "content-refused"
    title = "The content is not what its media type says"


def get_declared_kind(media_type: str) -> FileKind:
    """Return the kind that a Content-Type names, or raise FileKindRefused."""
    essence = media_type.partition(";")[0].strip().lower()
    try:
        return FileKind(essence)
    except ValueError as error:
        raise FileKindRefused from error


def check_content(file: BinaryIO, declared: FileKind) -> None:
    """Raise ContentRefused unless the file holds what was declared; an archive is looked through in its own process.

    Raises WorkbooksBusy where too many files are looked through already.
    """
    file.seek(0)
    start = file.read(_LONGEST_SIGNATURE)
    file.seek(0)
    found = next((kind for signature, kind in _SIGNATURES.items() if start.startswith(signature)), None)
    if start.startswith(_ARCHIVE):
        found = _recognise_archive(file)
    if found is not declared:
        raise ContentRefused


def _recognise_archive(file: BinaryIO) -> FileKind:
    try:
        with open_unpacked(file, "kind") as lines:
            ((name,),) = lines
    except TableUnreadable as refusal:
        raise ContentRefused from refusal
    file.seek(0)
    return FileKind[name]
