"""The database session of a request."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the one transaction of this request; it is committed before the reply goes out.

    Use it through `Session` only: with FastAPI's default scope the reply leaves first, and a client reads 201 for
    what a failing COMMIT then throws away.
    """
    state = request.app.state
    # Without a pusher jobs are delivered by the sweep alone, seconds later.
    info = {} if state.job_pusher is None else {"job_pusher": state.job_pusher}
    async with state.database.transaction(**info) as session:
        yield session


Session = Annotated[AsyncSession, Depends(open_session, scope="function")]
"""The session of a request, committed before the reply goes out."""
