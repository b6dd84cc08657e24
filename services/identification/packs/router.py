"""Packs over HTTP: put a version in, check it, approve it; read what a version says and how two differ."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from services.identification.packs import queries, use_cases
from services.identification.packs.access import CanConfigure, CanRead, MayRead, may_configure
from services.identification.packs.errors import (
    PackApproved,
    PackCasesMissing,
    PackCasesNotPassed,
    PackCheckNotFound,
    PackFilesRefused,
    PackNotFound,
    PackVersionNotFound,
)
from services.identification.packs.schemas import (
    PackCheckRead,
    PackComparison,
    PackFiles,
    PackRead,
    PackVersionDetails,
    PackVersionRead,
)
from shared.access.errors import EverywhereMissing
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.orders import Order
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.packs.installing import VersionPublished

router = APIRouter(prefix="/packs", tags=["packs"])

Code = Annotated[str, Path(pattern="^[a-z0-9-]{1,60}$", description="Code.", examples=["norilsk-2022"])]
Version = Annotated[str, Path(pattern="^[0-9.]{5,20}$", description="Version.", examples=["1.2.1"])]
VersionQuery = Annotated[str, Query(pattern="^[0-9.]{5,20}$", description="Version.", examples=["1.2.1"])]


def _names_address(status_code: int, description: str) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` of a route whose answer names an address in `Location`."""
    return {status_code: {"headers": {"Location": {"description": description, "schema": {"type": "string"}}}}}


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=PackVersionDetails,
    responses=problems(EverywhereMissing, VersionPublished, PackFilesRefused, RequestInProgress, IdempotencyKeyReused)
    | _names_address(status.HTTP_201_CREATED, "Address of the version."),
)
async def install_pack(
    wanted: PackFiles, principal: CanConfigure, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Put in a version of a pack (программа) from its files; for federal keys only: any key may run it.

    Every fault is told with file, place and line, as `opora pack check` tells it. The version waits as `installed`
    until it is approved, and never changes: not even its golden cases. The same files again change nothing.
    """
    pack, is_new = await use_cases.install_pack(session, wanted, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_pack_version(session, pack, may_configure=True),
        status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK,
        headers={"Location": _address(pack.code, pack.version)},
    )


def _address(pack_code: str, version: str) -> str:
    return f"/identification/v1/packs/{pack_code}/versions/{version}"


@router.get("", dependencies=[MayRead], responses=problems(InvalidCursor))
async def list_packs(session: Session, paging: Paging) -> Page[PackRead]:
    """List the packs (программы) with their newest versions."""
    return paging.answer(await use_cases.list_packs(session, paging.wanted))


@router.get("/{pack_code}/versions", responses=problems(PackNotFound, InvalidCursor))
async def list_pack_versions(
    pack_code: Code, principal: CanRead, session: Session, paging: Paging
) -> Page[PackVersionRead]:
    """List the versions of a pack (версии программы), those put in last first."""
    page = await use_cases.list_pack_versions(session, pack_code, paging.wanted)
    items = await use_cases.describe_pack_versions(session, page.items, may_configure=may_configure(principal))
    return paging.answer(Page(items, page.next_cursor))


@router.get("/{pack_code}/versions/{version}", responses=problems(PackVersionNotFound))
async def get_pack_version(
    pack_code: Code, version: Version, principal: CanRead, session: Session
) -> PackVersionDetails:
    """Return a version of a pack (версия программы) with what it says: rules, options, elements, sources."""
    pack = await use_cases.get_pack_version(session, pack_code, version)
    return await use_cases.describe_pack_version(session, pack, may_configure=may_configure(principal))


@router.get("/{pack_code}/difference", dependencies=[MayRead], responses=problems(PackVersionNotFound))
async def compare_pack_versions(
    pack_code: Code,
    session: Session,
    earlier: Annotated[VersionQuery, Query(alias="from")],
    later: Annotated[VersionQuery, Query(alias="to")],
) -> PackComparison:
    """Compare two versions of a pack (сравнение версий): what stood there before, what stands there after."""
    return await use_cases.compare_pack_versions(session, pack_code, (earlier, later))


@router.post(
    "/{pack_code}/versions/{version}/check",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=PackCheckRead,
    responses=problems(EverywhereMissing, PackVersionNotFound, RequestInProgress, IdempotencyKeyReused)
    | _names_address(status.HTTP_202_ACCEPTED, "Address of the check; ask it until `state` is finished."),
)
async def check_pack(
    pack_code: Code, version: Version, principal: CanConfigure, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Check a version of a pack (проверка программы): a job judges its golden cases as a run would.

    Nothing of the register is read or changed; the sessions of procedures are those recorded here.
    """
    pack = await use_cases.get_pack_version(session, pack_code, version)
    check = await use_cases.create_check(session, pack, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_check(session, check),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"{_address(pack_code, version)}/checks/{check.id}"},
    )


@router.get(
    "/{pack_code}/versions/{version}/checks",
    dependencies=[MayRead],
    responses=problems(PackVersionNotFound, InvalidCursor),
)
async def list_pack_checks(pack_code: Code, version: Version, session: Session, paging: Paging) -> Page[PackCheckRead]:
    """List the checks of a version (проверки программы), latest first."""
    pack = await use_cases.get_pack_version(session, pack_code, version)
    page = await queries.list_checks(session, pack, paging.wanted)
    return paging.answer(
        Page([await use_cases.describe_check(session, check) for check in page.items], page.next_cursor)
    )


@router.get(
    "/{pack_code}/versions/{version}/checks/{check_id}",
    dependencies=[MayRead],
    responses=problems(PackVersionNotFound, PackCheckNotFound),
)
async def get_pack_check(pack_code: Code, version: Version, check_id: UUID, session: Session) -> PackCheckRead:
    """Return a check (проверка программы): how many cases are right, and each wrong one with expected and got."""
    pack = await use_cases.get_pack_version(session, pack_code, version)
    return await use_cases.describe_check(session, await use_cases.get_check(session, check_id, pack))


@router.post(
    "/{pack_code}/versions/{version}/approval",
    response_model=PackVersionDetails,
    responses=problems(
        EverywhereMissing,
        PackVersionNotFound,
        PackApproved,
        PackCasesMissing,
        PackCasesNotPassed,
        RequestInProgress,
        IdempotencyKeyReused,
    ),
)
async def approve_pack(  # the two halves of the key, the order, and what every POST takes
    pack_code: Code,
    version: Version,
    order: Order,
    principal: CanConfigure,
    session: Session,
    idempotency: JsonIdempotency,
) -> Response:
    """Approve a version of a pack (утверждение программы приказом): runs use it from now on.

    Only once its golden cases have passed. Of several approved versions a run takes the one valid from the latest
    year that has begun by the year of its list, of several of these the newest.
    """
    pack = await use_cases.approve_pack(session, (pack_code, version), order, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_pack_version(session, pack, may_configure=True), status=status.HTTP_200_OK, headers={}
    )


@router.get(
    "/{pack_code}/versions/{version}/changes",
    dependencies=[MayRead],
    responses=problems(PackVersionNotFound, InvalidCursor),
)
async def list_pack_changes(pack_code: Code, version: Version, session: Session, paging: Paging) -> Page[ChangeRead]:
    """List who put a version in and who approved it (журнал изменений), latest first."""
    pack = await use_cases.get_pack_version(session, pack_code, version)
    page = await list_changes(session, use_cases.PACK, use_cases.name_version(pack), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
