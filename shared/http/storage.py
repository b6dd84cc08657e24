"""The storage of files, as routes ask for it."""

from typing import Annotated, cast

from fastapi import Depends, Request

from shared.storage import FileStorage


def get_storage(request: Request) -> FileStorage:
    """Return the storage of this application. Never call it while a transaction is open: `release_connection` first."""
    return cast("FileStorage", request.app.state.storage)


Storage = Annotated[FileStorage, Depends(get_storage)]
"""`await storage.open(key)`, then `StreamingResponse(pieces)`."""
