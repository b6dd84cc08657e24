"""Handing ids of jobs to ARQ: best effort, never in anybody's way."""

import asyncio
import json
import time
from typing import Any
from uuid import UUID

import structlog
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.exceptions import RedisError

from shared.queue.crash_points import crash_point

DELIVERY = "deliver"
"""Name of the one ARQ function."""

# A request that enqueues waits at most this long for Redis, and only the first one: the rest skip pushing for a while.
_PUSH_TIMEOUT_SECONDS = 0.5
_PAUSE_AFTER_FAILURE_SECONDS = 3.0
# A worker's poll that takes longer is cut off and begun again on a fresh connection.
_WORKER_TIMEOUT_SECONDS = 5.0
_REDIS_ERRORS = (RedisError, OSError)

logger = structlog.get_logger(__name__)


def queue_name(queue: str) -> str:
    """Return the ARQ queue of a service; one each, since ARQ deletes what a worker does not know."""
    return f"opora:{queue}"


def serialize(content: dict[str, Any]) -> bytes:
    """Write ARQ's envelope as JSON: whoever writes to Redis must not run code in the workers, as pickle would."""
    return json.dumps(content, default=str).encode()


def deserialize(content: bytes) -> dict[str, Any]:
    """Read ARQ's envelope."""
    envelope: dict[str, Any] = json.loads(content)
    return envelope


def open_worker_redis(redis_url: str) -> ArqRedis:
    """Open Redis for an ARQ worker; short outages are waited out, OSError included, which ARQ alone dies of."""
    retry = Retry(ExponentialBackoff(cap=1, base=0.1), 3)
    retry.update_supported_errors([OSError])
    return _open_redis(redis_url, _WORKER_TIMEOUT_SECONDS, retry)


def _open_redis(redis_url: str, timeout: float, retry: Retry) -> ArqRedis:
    pool = ConnectionPool.from_url(redis_url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=retry)
    return ArqRedis(pool, job_serializer=serialize, job_deserializer=deserialize)


class JobPusher:
    """Pushes ids of committed jobs; belongs to the event loop it is used in."""

    def __init__(self, redis_url: str) -> None:
        """Connect when first needed."""
        self._redis = _open_redis(redis_url, _PUSH_TIMEOUT_SECONDS, Retry(NoBackoff(), 0))
        self._paused_until = 0.0

    async def push(self, queue: str, job_id: UUID) -> bool:
        """Push the id to the service's queue; False where Redis did not take it, and the sweep will deliver.

        Every push has an ARQ id of its own: ARQ refuses an id that is running, and the wake-up would be lost.
        """
        crash_point("before_push")
        if time.monotonic() < self._paused_until:
            return False
        try:
            async with asyncio.timeout(_PUSH_TIMEOUT_SECONDS):
                await self._redis.enqueue_job(DELIVERY, str(job_id), _queue_name=queue_name(queue))
        except _REDIS_ERRORS as error:
            self._pause(error)
            return False
        return True

    async def find_queue_length(self, queue: str) -> int | None:
        """Return how many pushes wait in the service's queue, None where Redis does not answer."""
        try:
            async with asyncio.timeout(_PUSH_TIMEOUT_SECONDS):
                return int(await self._redis.zcard(queue_name(queue)))
        except _REDIS_ERRORS as error:
            self._pause(error)
            return None

    async def close(self) -> None:
        """Close the connections to Redis."""
        await self._redis.aclose(close_connection_pool=True)

    def _pause(self, error: Exception) -> None:
        self._paused_until = time.monotonic() + _PAUSE_AFTER_FAILURE_SECONDS
        logger.warning("redis_unreachable", error=type(error).__name__, pushes_paused_s=_PAUSE_AFTER_FAILURE_SECONDS)
