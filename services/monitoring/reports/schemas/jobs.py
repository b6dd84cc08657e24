"""What the jobs of reports are told."""

from typing import ClassVar
from uuid import UUID

from shared.queue.payload import JobPayload


class DraftReport(JobPayload):
    """Draft this report from what is there now."""

    kind: ClassVar[str] = "monitoring.draft_report"
    queue: ClassVar[str] = "monitoring"

    report_id: UUID


class RenderReport(JobPayload):
    """Render the files of this report as it is now."""

    kind: ClassVar[str] = "monitoring.render_report"
    queue: ClassVar[str] = "monitoring"

    report_id: UUID
