"""How documents are answered."""

from fastapi import Response

from services.monitoring.evidence import use_cases
from services.monitoring.evidence.access import CampaignView
from services.monitoring.evidence.queries import FoundEvidence
from services.monitoring.evidence.schemas import EvidenceRead
from shared.http.idempotency import Idempotency
from shared.http.preconditions import format_etag


def answer_evidence(response: Response, view: CampaignView, found: FoundEvidence) -> EvidenceRead:
    """Return a document with its version as ETag."""
    described = use_cases.describe_evidence(view.principal, view.campaign, found)
    response.headers["ETag"] = format_etag(described.version)
    return described


async def answer_once(
    idempotency: Idempotency, view: CampaignView, found: FoundEvidence, *, status: int = 200
) -> Response:
    """Return a document as the answer kept under the request's key; a new one with its address."""
    described = use_cases.describe_evidence(view.principal, view.campaign, found)
    address = {"Location": f"/monitoring/v1/campaigns/{described.campaign_id}/evidence/{described.id}"}
    headers = {"ETag": format_etag(described.version)} | (address if described.version == 1 else {})
    return await idempotency.answer(described, status=status, headers=headers)
