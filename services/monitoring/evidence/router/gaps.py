"""What a campaign asks for, and what of it is missing."""

import io
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, status
from fastapi.responses import StreamingResponse

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.evidence import use_cases
from services.monitoring.evidence.access import VisibleCampaign
from services.monitoring.evidence.queries import GapFilters
from services.monitoring.evidence.router.parameters import WantedObject
from services.monitoring.evidence.schemas import EvidenceContract, EvidenceLevel, ParticipantGaps, RequirementState
from shared.database.paging import InvalidCursor, Page
from shared.http.downloads import read_pieces
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns/{campaign_id}")

# A region's campaign may have a hundred thousand rows: what is larger than this waits on disk until it is sent.
_SPOOL_BYTES = 1_048_576
_EXAMPLE = (
    "level,object_code,object_name,requirement,kind,title,indicators,reference_only,state,documents\n"
    "school,edu240001,МБОУ «СШ № 1»,2,order,Приказ «Об утверждении …»,s-2.1.1,no,missing,0\n"
)
_TABLE: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {"content": {"text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE}}}
}


def read_filters(
    object_code: WantedObject = None,
    level: Annotated[EvidenceLevel | None, Query(description="Only schools, or only the municipality.")] = None,
    state: Annotated[
        list[RequirementState] | None, Query(description="Only requirements in these states; may be repeated.")
    ] = None,
) -> GapFilters:
    """Read which gaps are wanted."""
    return GapFilters(object_code, level, None if state is None else frozenset(state))


Wanted = Annotated[GapFilters, Depends(read_filters)]


@router.get("/evidence-contract", responses=problems(CampaignNotFound))
async def get_evidence_contract(view: VisibleCampaign, session: Session) -> EvidenceContract:
    """Return which documents the programme asks for (требования к документам), and how far your participants are.

    From the version of the pack by which the campaign is carried out. A participant whose form answers every indicator
    of a row with «нет» or «не применимо» need not confirm it; where «нет» is what scores, «нет» is confirmed too.
    """
    return await use_cases.describe_contract(session, view.principal, view.campaign)


@router.get("/evidence-gaps", responses=problems(CampaignNotFound, InvalidCursor))
async def list_evidence_gaps(
    view: VisibleCampaign, session: Session, paging: Paging, wanted: Wanted
) -> Page[ParticipantGaps]:
    """List what every participant has confirmed and what is missing (пробелы), the municipality first, then by code.

    Usable before the deadline: `state=missing&state=returned&state=expired` is whom to remind of what.
    """
    page = await use_cases.list_gaps(session, view.principal, view.campaign, wanted, paging.wanted)
    return paging.answer(page)


@router.get("/evidence-gaps.csv", response_class=StreamingResponse, responses=problems(CampaignNotFound) | _TABLE)
async def show_evidence_gaps_table(view: VisibleCampaign, session: Session, wanted: Wanted) -> StreamingResponse:
    """Show the same as a table (CSV), a row a required document of a participant."""
    spool = SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  # closed when it is sent
    text = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
    await use_cases.write_gaps(session, view.principal, view.campaign, wanted, text)
    text.detach()
    headers = {"Content-Disposition": f'attachment; filename="evidence-gaps-{view.campaign.id}.csv"'}
    return StreamingResponse(read_pieces(spool), media_type="text/csv; charset=utf-8", headers=headers)
