"""Where a file stands: its municipality and the SHA-256 of its content, never a name from outside."""

import re
from dataclasses import dataclass

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileKey:
    """The place of one content of one municipality; the same content is there once."""

    municipality_id: int
    sha256: str
    """Hexadecimal, small letters."""

    def __post_init__(self) -> None:
        """Refuse what could lead out of the municipality's folder."""
        if _SHA256.fullmatch(self.sha256) is None or self.municipality_id < 0:
            raise ValueError("A file is stored under its municipality and its SHA-256")

    @property
    def path(self) -> str:
        """Return the place inside the folder or bucket."""
        return f"{self.municipality_id}/{self.sha256}"
