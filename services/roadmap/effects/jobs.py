"""Background entry points of effects."""

from datetime import timedelta

import structlog

from shared.queue import JobContext, job
from shared.queue.messages import IndicatorsPublished

_log = structlog.get_logger()


# Moments: nothing is computed.
@job(IndicatorsPublished, limit=timedelta(minutes=1))
async def note_published_indicators(context: JobContext, payload: IndicatorsPublished) -> None:
    """Tell the log that facts were published; nothing is stored.

    What they confirm or refute `GET /eliminations` and `GET /effects` derive from the tables when they are asked: a
    copy kept here could only grow old.
    """
    del context
    await _log.ainfo("indicators published", report_id=str(payload.report_id))
