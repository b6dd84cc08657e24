"""Shapes of files: as their sender describes them, as they arrive, as they are read."""

from dataclasses import dataclass
from typing import BinaryIO

from pydantic import Field

from shared.files.kinds import FileKind
from shared.http.schemas import ResponseModel


@dataclass(frozen=True, slots=True)
class SentFile:
    """What the sender says of a file."""

    name: str
    kind: FileKind
    sha256: str | None


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that has arrived whole, and what its sender says of it."""

    name: str
    kind: FileKind
    content: BinaryIO
    size_bytes: int
    sha256: str
    declared_sha256: str | None


class FileRead(ResponseModel):
    """The file of a document; `GET …/file` returns it."""

    name: str = Field(description="As the sender calls it.", examples=["Приказ 47-од.pdf"])
    media_type: str = Field(description="What its content was checked to be.", examples=["application/pdf"])
    size_bytes: int = Field(examples=[184320])
    sha256: str = Field(description="SHA-256 of its content, hexadecimal.", examples=["9f86d0…"])
