"""Computations over HTTP: ask for one, read its values, open a value down to the schools behind it."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.access import get_own_campaign
from services.monitoring.campaigns.errors import CampaignNotFound, CampaignNotYours
from services.monitoring.computations import queries, use_cases
from services.monitoring.computations.access import (
    CanConduct,
    CanRead,
    get_finished_computation,
    get_visible_computation,
    require_own_territory,
)
from services.monitoring.computations.errors import (
    CampaignNotComputable,
    ComputationNotFinished,
    ComputationNotFound,
    IndicatorNotFound,
    IndicatorsUnknown,
    PeriodUnfit,
)
from services.monitoring.computations.schemas import (
    ComputationCreate,
    ComputationRead,
    ObjectDynamicsRead,
    ObjectRead,
    SchoolContribution,
    TotalRead,
    ValuesWanted,
)
from shared.access.principals import InvalidTerritory
from shared.access.visibility import TerritoryNotFound
from shared.database.paging import InvalidCursor, Page
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import Precondition
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import Computation
from shared.rules.errors import OptionsRefused

router = APIRouter(prefix="/computations", tags=["computations"])
campaign_router = APIRouter(prefix="/campaigns", tags=["computations"])

_PACK = "^[a-z][a-z0-9-]{0,59}$"
_WHATEVER_VERSION = Precondition(("*",))  # nothing of the campaign is edited
_INDICATOR = "^[A-Za-z0-9.-]{1,60}$"


def read_wanted(
    level: Annotated[
        Literal["region", "municipality", "school"] | None,
        Query(description="Only objects of this level; regions come only when asked for."),
    ] = None,
    code: Annotated[
        str | None, Query(pattern="^[a-z0-9]{2,9}$", description="One object: code of the school, ОКТМО, region.")
    ] = None,
    indicator: Annotated[str | None, Query(pattern=_INDICATOR, description="Only this indicator.")] = None,
) -> ValuesWanted:
    """Read which values are asked for."""
    return ValuesWanted(level, code, indicator)


Wanted = Annotated[ValuesWanted, Depends(read_wanted)]


_ACCEPTED: dict[int | str, dict[str, Any]] = {
    status.HTTP_202_ACCEPTED: {
        "headers": {
            "Location": {
                "description": "Address of the computation; ask it until `state` is finished.",
                "schema": {"type": "string"},
            }
        }
    }
}


async def _accept(session: AsyncSession, computation: Computation, idempotency: JsonIdempotency) -> Response:
    return await idempotency.answer(
        await use_cases.describe_computation(session, computation),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/monitoring/v1/computations/{computation.id}"},
    )


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ComputationRead,
    responses=problems(
        *(TerritoryNotFound, IndicatorsUnknown, PeriodUnfit, OptionsRefused, InvalidTerritory),
        *(RequestInProgress, IdempotencyKeyReused),
    )
    | _ACCEPTED,
)
async def create_computation(
    wanted: ComputationCreate, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Compute indicators (вычисление показателей) over a territory; a job computes and keeps every value."""
    await require_own_territory(session, principal, wanted.territory)
    computation = await use_cases.create_computation(session, wanted, principal.client_id)
    return await _accept(session, computation, idempotency)


@router.get("", responses=problems(InvalidCursor))
async def list_computations(
    principal: CanRead,
    session: Session,
    paging: Paging,
    pack: Annotated[str | None, Query(pattern=_PACK, description="Only of this programme.")] = None,
    period: Annotated[str | None, Query(pattern="^[0-9/-]{7,9}$", description="Only for this period.")] = None,
    campaign: Annotated[UUID | None, Query(description="Only of this campaign.")] = None,
) -> Page[ComputationRead]:
    """List the computations (вычисления) that concern your territories, latest first."""
    wanted = {Computation.pack_code: pack, Computation.period: period, Computation.campaign_id: campaign}
    filters = {column: value for column, value in wanted.items() if value is not None}
    page = await queries.list_computations(session, principal, filters=filters, page=paging.wanted)
    items = [await use_cases.describe_computation(session, computation) for computation in page.items]
    return paging.answer(Page(items, page.next_cursor))


@campaign_router.post(
    "/{campaign_id}/computation",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ComputationRead,
    responses=problems(
        *(CampaignNotFound, CampaignNotYours, CampaignNotComputable, RequestInProgress, IdempotencyKeyReused)
    )
    | _ACCEPTED,
)
async def compute_campaign(
    campaign_id: UUID, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Compute the indicators of a campaign (вычислить показатели кампании) from what is accepted by now.

    It is done by itself when the campaign closes; whoever accepts answers later asks for it again.
    """
    found = await get_own_campaign(session, principal, campaign_id, _WHATEVER_VERSION)
    computation = await use_cases.compute_campaign(session, found.campaign, principal.client_id)
    return await _accept(session, computation, idempotency)


@router.get("/{computation_id}", responses=problems(ComputationNotFound))
async def get_computation(computation_id: UUID, principal: CanRead, session: Session) -> ComputationRead:
    """Return a computation (вычисление показателей) with its counts."""
    computation = await get_visible_computation(session, principal, computation_id)
    return await use_cases.describe_computation(session, computation)


@router.get("/{computation_id}/values", responses=problems(ComputationNotFound, ComputationNotFinished, InvalidCursor))
async def list_values(
    computation_id: UUID, wanted: Wanted, principal: CanRead, session: Session, paging: Paging
) -> Page[ObjectRead]:
    """List the values (значения показателей): municipalities, then schools, by code; each with all its indicators.

    A school sees itself and its municipality. Values never change: they are read by the definitions they were
    computed with.
    """
    computation = await get_finished_computation(session, principal, computation_id)
    return paging.answer(await use_cases.list_values(session, principal, computation, wanted, paging.wanted))


@router.get("/{computation_id}/totals", responses=problems(ComputationNotFound, ComputationNotFinished, InvalidCursor))
async def list_totals(
    computation_id: UUID,
    principal: CanRead,
    session: Session,
    paging: Paging,
    level: Annotated[Literal["municipality", "school"] | None, Query(description="Only of this level.")] = None,
) -> Page[TotalRead]:
    """List points and maxima (суммы баллов) by code: what support is needed, not a rating."""
    computation = await get_finished_computation(session, principal, computation_id)
    wanted = ValuesWanted(level)
    return paging.answer(await use_cases.list_totals(session, principal, computation, wanted, paging.wanted))


@router.get(
    "/{computation_id}/dynamics", responses=problems(ComputationNotFound, ComputationNotFinished, InvalidCursor)
)
async def list_dynamics(
    computation_id: UUID, wanted: Wanted, principal: CanRead, session: Session, paging: Paging
) -> Page[ObjectDynamicsRead]:
    """List what became of values (динамика): since the period before, and beside the municipality's targets.

    The period before is its latest finished computation of the same programme, set and territory.
    """
    computation = await get_finished_computation(session, principal, computation_id)
    return paging.answer(await use_cases.list_dynamics(session, principal, computation, wanted, paging.wanted))


@router.get(
    "/{computation_id}/values/{indicator}/schools",
    responses=problems(ComputationNotFound, ComputationNotFinished, IndicatorNotFound, InvalidCursor),
)
async def list_contributions(
    computation_id: UUID,
    indicator: Annotated[
        str, Path(pattern=_INDICATOR, description="Indicator of a municipality.", examples=["m-2.1.5"])
    ],
    principal: CanRead,
    session: Session,
    paging: Paging,
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
) -> Page[SchoolContribution]:
    """List the schools behind a municipal value (школы за значением): what each added, and what that stands on."""
    computation = await get_finished_computation(session, principal, computation_id)
    wanted = ValuesWanted(indicator=indicator, municipality=municipality)
    return paging.answer(await use_cases.list_contributions(session, principal, computation, wanted, paging.wanted))
