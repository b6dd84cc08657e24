"""Files that people send and that Opora writes: a folder or an S3-compatible bucket, by content."""

from shared.storage.errors import StorageMisconfigured, StorageUnavailable, StoredFileMissing
from shared.storage.file_storage import FileStorage
from shared.storage.keys import FileKey
from shared.storage.opening import open_storage

__all__ = ["FileKey", "FileStorage", "StorageMisconfigured", "StorageUnavailable", "StoredFileMissing", "open_storage"]
