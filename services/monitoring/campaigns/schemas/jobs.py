"""What jobs of campaigns are told."""

from typing import ClassVar
from uuid import UUID

from shared.queue import JobPayload


class AdvanceCampaign(JobPayload):
    """Open, remind or close a campaign: whatever its days call for by now."""

    kind: ClassVar[str] = "monitoring.advance_campaign"
    queue: ClassVar[str] = "monitoring"

    campaign_id: UUID
