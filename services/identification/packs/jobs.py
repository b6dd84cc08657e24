"""Background entry points of packs."""

from datetime import timedelta

from services.identification.packs import use_cases
from services.identification.packs.schemas import CheckPack
from shared.queue import JobContext, job


# Hundreds of cases take seconds; two minutes leave room for a busy server.
@job(CheckPack, limit=timedelta(minutes=2))
async def check_pack(context: JobContext, payload: CheckPack) -> None:
    """Judge the golden cases of a version and say which came out otherwise."""
    await use_cases.check_pack(context.session, await use_cases.get_check(context.session, payload.check_id))
