"""ETag and If-Match: nobody overwrites an edit he has not seen."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from shared.errors import PreconditionFailed, PreconditionRequired


def format_etag(version: int) -> str:
    """Return the ETag of a version counter, to be sent as `ETag`."""
    return f'"{version}"'


def is_unchanged(if_none_match: str | None, etag: str) -> bool:
    """Tell whether a caller has this very content already (RFC 9110, 13.1.2: weak comparison)."""
    given = {each.strip().removeprefix("W/") for each in (if_none_match or "").split(",")}
    return "*" in given or etag in given


class VersionOutdated(PreconditionFailed):
    """С тех пор, как вы прочитали объект, его изменили. Прочитайте его снова и повторите правку."""

    code = "version-outdated"
    title = "If-Match names another version"


class VersionExpected(PreconditionRequired):
    """Укажите в заголовке If-Match версию (ETag), которую вы правите: иначе можно стереть чужую правку."""

    code = "version-expected"
    title = "If-Match is required"


@dataclass(frozen=True, slots=True)
class Precondition:
    """What `If-Match` says: the versions the caller has seen; none where the header is absent."""

    etags: tuple[str, ...]

    def require(self, version: int | None) -> None:
        """Raise VersionExpected or VersionOutdated unless the caller has seen this version.

        None: the object does not exist yet; then only a header that names a version is wrong.
        """
        if version is None:
            if self.etags:
                raise VersionOutdated
            return
        if not self.etags:
            raise VersionExpected
        if "*" not in self.etags and format_etag(version) not in self.etags:
            raise VersionOutdated


def read_precondition(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            pattern=r'^(\*|"[0-9]{1,19}"( *, *"[0-9]{1,19}")*)$',
            description="ETag of the version you edit; required once the object exists.",
            examples=['"3"'],
        ),
    ] = None,
) -> Precondition:
    """Read which version the caller edits."""
    return Precondition(tuple(etag.strip() for etag in if_match.split(",")) if if_match else ())


IfMatch = Annotated[Precondition, Depends(read_precondition)]
"""`precondition.require(row.version)` before the edit; answer with `ETag: format_etag(version)`."""
