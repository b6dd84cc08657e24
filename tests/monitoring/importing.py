"""Files of values: sent for a campaign, and what they leave in its forms."""

from collections.abc import Iterable, Sequence
from typing import Any

import httpx
from sqlalchemy import select, update

from shared.models import Submission, SubmissionValue
from tests.factories.campaigns import make_open_campaign
from tests.factories.files import ULCHSKY, make_csv, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller

HEADER = "level,code,element,answer,numerator,denominator,comment"
ANSWER, SHARE, COUNT = "s-2.3.1.1", "s-2.3.2.1", "2.3.3.7"
RIGHT = ("school", "edu240001", ANSWER, "yes", None, None)


async def open_campaign(identification: IdentificationCaller, caller: Caller) -> dict[str, Any]:
    """Open a campaign of two schools of Norilsk and the municipality; a third school is there and takes no part."""
    await identification.import_file("schools", make_schools("edu240001", "edu240002", "edu240003"))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    return await make_open_campaign(caller, participants=["edu240001", "edu240002"])


def count(receipt: dict[str, Any]) -> list[int]:
    """Return the counts of a receipt that add up."""
    return [receipt[name] for name in ("received", "created", "updated", "unchanged", "rejected")]


def make_values(*rows: Sequence[object]) -> bytes:
    """Return a file of values; a comment may be left out."""
    return make_csv(HEADER, [(*row, *[None] * (7 - len(row))) for row in rows])


async def post_values(
    caller: Caller, campaign: dict[str, Any], content: bytes, *, media_type: str = "text/csv", **terms: Any
) -> httpx.Response:
    """Send a file for a campaign."""
    address = f"{caller.base}/campaigns/{campaign['id']}/values"
    return await caller.http.post(address, params=terms, content=content, headers={"Content-Type": media_type})


async def import_values(caller: Caller, campaign: dict[str, Any], content: bytes, **terms: Any) -> dict[str, Any]:
    """Send a file, let the job run, return the receipt with its issues."""
    answer = await post_values(caller, campaign, content, **terms)
    assert answer.status_code == 202, answer.text
    await caller.run_jobs()
    receipt: dict[str, Any] = (await caller.http.get(answer.headers["Location"])).json()
    issues = (await caller.http.get(f"{answer.headers['Location']}/issues", params={"limit": 500})).json()
    return {**receipt, "issues": issues["items"]}


async def read_forms(caller: Caller) -> list[tuple[object, ...]]:
    """Return what stands in all forms, in order."""
    value = SubmissionValue
    columns = (value.object_code, value.element_code, value.answer, value.numerator, value.denominator, value.comment)
    async with caller.database.transaction() as session:
        rows = await session.execute(select(*columns).order_by(value.object_code, value.element_code))
        return [tuple(row) for row in rows]


async def read_versions(caller: Caller) -> dict[str, int]:
    """Return the versions of all submissions by their object."""
    async with caller.database.transaction() as session:
        rows = await session.execute(select(Submission.object_code, Submission.version))
        return {row.object_code: row.version for row in rows}


async def set_state(caller: Caller, codes: Iterable[str], **values: object) -> None:
    """Put submissions into a state, as if somebody had submitted and decided."""
    async with caller.database.transaction() as session:
        await session.execute(update(Submission).where(Submission.object_code.in_(codes)).values(**values))
