"""Issues of an import as a file."""

import io
from tempfile import SpooledTemporaryFile
from typing import Any

from fastapi import status
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from shared.http.downloads import read_pieces
from shared.imports import use_cases
from shared.models import Receipt

# Issues of a region's file may be a million: what is larger than this waits on disk until it is sent.
_SPOOL_BYTES = 1_048_576
_EXAMPLE = "row,column,severity,code,detail\n2,school_code,error,invalid_school_code,Код школы «1» не читается.\n"
TABLE_OF_ISSUES: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {"content": {"text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE}}}
}


async def answer_issues(session: AsyncSession, receipt: Receipt) -> StreamingResponse:
    """Return all issues of a receipt as CSV."""
    # The session ends before the answer goes out, so what it finds is kept here, in flat memory.
    spool = SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  # closed when it is sent
    text = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
    await use_cases.write_issues(session, receipt, text)
    text.detach()
    disposition = f'attachment; filename="issues-{receipt.id}.csv"'
    return StreamingResponse(
        read_pieces(spool), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )
