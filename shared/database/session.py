"""Sessions and their scope: the only code that commits business work."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

AfterCommit = Callable[[], Awaitable[None]]
_AFTER_COMMIT = "after_commit"

logger = structlog.get_logger(__name__)


def run_after_commit(session: AsyncSession, hook: AfterCommit) -> None:
    """Call the hook once this transaction is committed; forget it if it is rolled back."""
    session.info.setdefault(_AFTER_COMMIT, []).append(hook)


def discard_hooks(session: AsyncSession) -> None:
    """Forget the hooks of work that was undone by a savepoint while its transaction goes on."""
    session.info.pop(_AFTER_COMMIT, None)


async def run_hooks(session: AsyncSession) -> None:
    """Run the hooks of a committed session; a hook that fails is logged and harms nothing."""
    for hook in session.info.pop(_AFTER_COMMIT, []):
        try:
            await hook()
        except Exception:
            logger.warning("after_commit_hook_failed", exc_info=True)


async def release_connection(session: AsyncSession) -> None:
    """End the transaction so far and give its connection back; the next statement begins another one.

    For a request that has looked something up and now waits for its client: a connection held meanwhile is one
    that nobody else can use.
    """
    await session.commit()


class Database:
    """An engine and its transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Bind sessions to the engine; objects stay readable after commit."""
        self.engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self, **info: Any) -> AsyncIterator[AsyncSession]:  # noqa: ANN401  # session.info takes anything
        """Open one transaction: commit at the end, roll back on error, then run the after-commit hooks."""
        async with self._sessions(info=info) as session:
            yield session
            await session.commit()
            await run_hooks(session)

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
