"""What services tell each other: ids, through the queues of those who want to know."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.queue.enqueueing import enqueue
from shared.queue.payload import JobPayload


class ListApproved(JobPayload):
    """A list of schools was published; what it replaces and whom it lists stands in the tables."""

    list_id: UUID


class ListApprovedToMonitoring(ListApproved):
    """The same, to monitoring: sets of its indicators may have changed."""

    kind: ClassVar[str] = "monitoring.list_approved"
    queue: ClassVar[str] = "monitoring"


class ListApprovedToRoadmap(ListApproved):
    """The same, to roadmap: schools may need a plan now."""

    kind: ClassVar[str] = "roadmap.list_approved"
    queue: ClassVar[str] = "roadmap"


class RecommendationsIssued(JobPayload):
    """A report with addressed recommendations was published, to roadmap: measures may follow from them."""

    kind: ClassVar[str] = "roadmap.recommendations_issued"
    queue: ClassVar[str] = "roadmap"

    report_id: UUID


class IndicatorsPublished(JobPayload):
    """A report was published, to roadmap: facts of a year stand against what was done before."""

    kind: ClassVar[str] = "roadmap.indicators_published"
    queue: ClassVar[str] = "roadmap"

    report_id: UUID


class SupportProvided(JobPayload):
    """Support actions of a municipality were recorded, changed or withdrawn, to monitoring: what it derives is old."""

    kind: ClassVar[str] = "monitoring.support_provided"
    queue: ClassVar[str] = "monitoring"

    municipality_id: int
    academic_year: int


class MeasureCompleted(JobPayload):
    """A task of a roadmap was completed, begun, cancelled or opened again, to monitoring: the same."""

    kind: ClassVar[str] = "monitoring.measure_completed"
    queue: ClassVar[str] = "monitoring"

    task_id: UUID


async def announce_support(session: AsyncSession, municipality_id: int, academic_years: Iterable[int]) -> None:
    """Tell monitoring, in the transaction that changes them, that the records of these years are other ones now."""
    for year in academic_years:
        await enqueue(session, SupportProvided(municipality_id=municipality_id, academic_year=year))


async def announce_list(session: AsyncSession, list_id: UUID) -> None:
    """Tell monitoring and roadmap in the transaction that publishes the list.

    A service without a job of this kind leaves its message ready and reports it; a later build finds it there.
    """
    await enqueue(session, ListApprovedToMonitoring(list_id=list_id))
    await enqueue(session, ListApprovedToRoadmap(list_id=list_id))
