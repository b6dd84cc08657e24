"""Connections that notice an answer while the request is still being sent.

A service may answer before it has read the whole body (401 to an import without a key, 413) and close. Whoever reads
only after writing then meets the reset of the connection instead of the answer: measured with httpcore's own backend,
a 2 MB body that should have ended in 413 ended in a ReadError.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

# What a service sends faster than our client takes it stays in the network, not in this process.
_MOST_BYTES_HELD = 262_144


class _Connection(asyncio.Protocol):
    """Takes in whatever arrives, at any time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.is_ended = False
        self.is_full = False
        self.fault: Exception | None = None
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._changed = asyncio.Event()

    @property
    def has_answer(self) -> bool:
        return bool(self._pieces) or self.is_ended

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        self._held += len(data)
        if self._held > _MOST_BYTES_HELD:
            self.transport.pause_reading()
        self._changed.set()

    def eof_received(self) -> bool:
        self.is_ended = True
        self._changed.set()
        # Closed by the one who reads, once everything is read.
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_ended = True
        self.fault = exc
        self._changed.set()

    def pause_writing(self) -> None:
        self.is_full = True

    def resume_writing(self) -> None:
        self.is_full = False
        self._changed.set()

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    def take(self, most: int) -> bytes:
        if not self._pieces:
            return b""
        piece = self._pieces.popleft()
        if len(piece) > most:
            self._pieces.appendleft(piece[most:])
            piece = piece[:most]
        self._held -= len(piece)
        if self._held <= _MOST_BYTES_HELD:
            self.transport.resume_reading()
        return piece


class EagerStream(httpcore.AsyncNetworkStream):
    """One connection, as httpcore uses it; `write` gives up with WriteError as soon as an answer begins.

    httpcore then reads the answer and closes. For services that answer once and do not talk while they listen.
    """

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  # httpcore's form
        """Return what has arrived, nothing at the end."""
        connection = self._connection
        try:
            async with asyncio.timeout(timeout):
                await connection.wait_until(lambda: connection.has_answer)
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        piece = connection.take(max_bytes)
        if not piece and connection.fault is not None:
            raise httpcore.ReadError from connection.fault
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  # the same
        """Send, and wait while the other side takes nothing."""
        connection = self._connection
        if connection.has_answer:
            raise httpcore.WriteError("answered, or gone, before the request was complete")
        connection.transport.write(buffer)
        try:
            async with asyncio.timeout(timeout):
                await connection.wait_until(lambda: connection.has_answer or not connection.is_full)
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error

    async def aclose(self) -> None:
        """Close at once; what was not sent yet is of no use any more."""
        self._connection.transport.abort()

    def get_extra_info(self, info: str) -> bool | None:
        """Tell whether there is something to read: on an idle connection that means it was closed."""
        return self._connection.has_answer if info == "is_readable" else None


class EagerBackend(httpcore.AsyncNetworkBackend):
    """Opens such connections."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's form
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect; the last two are never asked for here."""
        del local_address, socket_options
        try:
            async with asyncio.timeout(timeout):
                _, connection = await asyncio.get_running_loop().create_connection(_Connection, host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return EagerStream(connection)
