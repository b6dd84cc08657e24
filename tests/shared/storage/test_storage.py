"""What is stored comes back whole, from a folder and from a bucket alike."""

import asyncio
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from shared.settings import Settings
from shared.storage import (
    FileKey,
    FileStorage,
    StorageMisconfigured,
    StorageUnavailable,
    StoredFileMissing,
    open_storage,
)

# More than one part of an upload in parts.
LARGE = bytes(range(256)) * 24_000


def key_of(content: bytes, municipality_id: int = 7) -> FileKey:
    return FileKey(municipality_id, sha256(content).hexdigest())


async def read(storage: FileStorage, key: FileKey) -> bytes:
    return b"".join(await storage.open(key))


@pytest.fixture
def storage(settings: Settings) -> FileStorage:
    return open_storage(settings)


@pytest.mark.parametrize("content", [b"", "приказ".encode(), LARGE], ids=["empty", "small", "large"])
async def test_what_is_stored_comes_back_through_any_copy_of_the_service(
    storage: FileStorage, settings: Settings, content: bytes
) -> None:
    file = BytesIO(content)
    file.seek(0, 2)

    await storage.put(key_of(content), file)

    assert await read(open_storage(settings), key_of(content)) == content


async def test_the_same_content_may_be_stored_again_and_at_once(storage: FileStorage) -> None:
    key = key_of(LARGE)

    await asyncio.gather(*(storage.put(key, BytesIO(LARGE)) for _ in range(4)))
    await storage.put(key, BytesIO(LARGE))

    assert await read(storage, key) == LARGE


async def test_municipalities_do_not_share_what_they_stored(storage: FileStorage) -> None:
    await storage.put(key_of(b"1", 7), BytesIO(b"1"))

    with pytest.raises(StoredFileMissing):
        await storage.open(key_of(b"1", 8))


async def test_what_was_cut_off_is_put_right_by_storing_it_again(storage: FileStorage) -> None:
    key = key_of(LARGE)
    await storage.put(key, BytesIO(LARGE[:1000]))

    await storage.put(key, BytesIO(LARGE))

    assert await read(storage, key) == LARGE


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}/..", f"{'a' * 64}\n", ""])
def test_nothing_but_a_hash_is_a_place(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        FileKey(7, name)


async def test_a_folder_is_open_to_its_owner_alone_and_holds_nothing_but_whole_files(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "files"
    storage = open_storage(Settings(storage_url=folder.as_uri()))
    key = key_of(LARGE)

    await storage.put(key, BytesIO(LARGE))

    assert folder.stat().st_mode & 0o777 == 0o700
    assert [place.relative_to(folder).as_posix() for place in folder.rglob("*") if place.is_file()] == [key.path]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(storage_url="file:///proc/opora"),
        Settings(
            storage_url="s3://opora",
            storage_endpoint="http://127.0.0.1:1",
            storage_region="us-east-1",
            storage_access_key_id="tests",
            storage_secret_access_key="tests",
        ),
    ],
    ids=["folder", "bucket"],
)
async def test_a_storage_that_is_away_says_come_again(settings: Settings) -> None:
    storage = open_storage(settings)

    with pytest.raises(StorageUnavailable):
        await storage.put(key_of(b"1"), BytesIO(b"1"))
    with pytest.raises(StorageUnavailable):
        await storage.open(key_of(b"1"))


async def test_without_a_place_everything_starts_and_the_first_file_is_refused_with_what_to_set() -> None:
    storage = open_storage(Settings())

    with pytest.raises(StorageMisconfigured, match="OPORA_STORAGE_URL"):
        await storage.put(key_of(b"1"), BytesIO(b"1"))
