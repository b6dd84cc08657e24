"""Opens the storage that the settings name."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store

from shared.settings import Settings
from shared.storage.errors import StorageMisconfigured
from shared.storage.file_storage import FileStorage

if TYPE_CHECKING:
    # The library has these for checkers only.
    from obstore.store import ClientConfig, RetryConfig, S3Config

# A request of a client waits meanwhile: three tries, and it is told to come again.
_TIMEOUTS: "ClientConfig" = {"connect_timeout": timedelta(seconds=3), "timeout": timedelta(seconds=20)}
_RETRIES: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=30)}


def open_storage(settings: Settings) -> FileStorage:
    """Return the storage; nothing is touched before its first use, so that services that need none start without."""
    url = urlsplit(settings.storage_url or "")
    if url.scheme == "s3":
        return FileStorage(partial(_open_bucket, settings))
    if url.scheme == "file":
        folder = Path(unquote(url.path))
        return FileStorage(partial(_open_folder, folder), folder=folder)
    return FileStorage(_refuse)


def _open_bucket(settings: Settings) -> ObjectStore:
    given: S3Config = {}
    if settings.storage_endpoint is not None:
        given["endpoint"] = settings.storage_endpoint
    if settings.storage_region is not None:
        given["region"] = settings.storage_region
    if settings.storage_access_key_id is not None and settings.storage_secret_access_key is not None:
        given["access_key_id"] = settings.storage_access_key_id
        given["secret_access_key"] = settings.storage_secret_access_key
    allow_http = (settings.storage_endpoint or "").startswith("http://")
    return S3Store.from_url(
        settings.storage_url or "",
        config=given,
        client_options={"allow_http": allow_http, **_TIMEOUTS},
        retry_config=_RETRIES,
    )


def _open_folder(folder: Path) -> ObjectStore:
    # Documents of schools: nobody else on this machine reads them.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return LocalStore(folder)


def _refuse() -> NoReturn:
    raise StorageMisconfigured
