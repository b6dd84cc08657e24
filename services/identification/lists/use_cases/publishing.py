"""How a list comes into force: a run is approved, or the draft of a document is published."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.lists import queries
from services.identification.lists.errors import (
    CategoryByDocumentOnly,
    ListWithoutSchools,
    OrderBeforeCurrent,
    PublicationInProgress,
    RunAlreadyApproved,
    SameRunApproved,
)
from services.identification.lists.use_cases.drafts import record_list_change
from services.identification.runs.use_cases import get_rule
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.http.orders import Order, order_columns
from shared.models import Run, SchoolList
from shared.queue.messages import announce_list
from shared.reference.categories import Category


async def approve_run(
    session: AsyncSession, asked_id: UUID, run: Run, order: Order, client_id: UUID | None
) -> SchoolList:
    """Publish the schools that a finished run identified as the list of its category, year and territory.

    `asked_id` may be that of a later run that turned out to be the same as `run` (docs/decisions/0006). Raises
    RunAlreadyApproved, SameRunApproved, CategoryByDocumentOnly, or what publishing raises.
    """
    await _require_not_approved(session, asked_id, run)
    category = (await get_rule(session, run)).category
    if category == Category.disadvantaged:
        raise CategoryByDocumentOnly
    school_list = SchoolList(
        id=uuid4(),
        client_id=client_id,
        category=category,
        academic_year=run.academic_year,
        territory_level=run.territory_level,
        territory_code=run.territory_code,
        basis="calculated",
        run_id=run.id,
        state="draft",
        schools=run.identified,
        undetermined=run.undetermined,
        version=1,
        created_at=utc_now(),
        **order_columns(order),
    )
    await _take_turn(session, school_list)
    # Once more: whoever had the turn before may have approved this very run.
    await _require_not_approved(session, asked_id, run)
    await queries.add_list(session, school_list)
    await queries.add_identified_schools(session, school_list, run)
    await _put_in_force(session, school_list)
    await record_change(session, Changed("run", str(run.id), "approved"), client_id)
    await record_list_change(session, school_list, "published", client_id)
    return school_list


async def publish_list(session: AsyncSession, school_list: SchoolList, client_id: UUID | None) -> None:
    """Publish a draft; it supersedes the list that was in force for its category, year, territory and basis.

    Raises ListWithoutSchools, OrderBeforeCurrent or PublicationInProgress.
    """
    if school_list.schools is None:
        raise ListWithoutSchools
    await _take_turn(session, school_list)
    await _put_in_force(session, school_list)
    await record_list_change(session, school_list, "published", client_id, ("state", "supersedes_id"))


async def _require_not_approved(session: AsyncSession, asked_id: UUID, run: Run) -> None:
    approved = await queries.find_list_of_run(session, run.id)
    if approved is None:
        return
    named = f"приказ № {approved.order_number} от {approved.order_date:%d.%m.%Y}, список {approved.id}"
    if asked_id == run.id:
        raise RunAlreadyApproved(f"Этот прогон уже утверждён: {named}. Второй раз утверждать его не нужно.")
    raise SameRunApproved(
        f"Этот прогон во всём совпадает с прогоном {run.id}, а тот уже утверждён: {named}. "
        "Новый приказ по тем же данным не нужен."
    )


async def _take_turn(session: AsyncSession, school_list: SchoolList) -> None:
    """Let one at a time publish lists of a kind: the other has not seen what it would supersede."""
    if not await queries.lock_publication(session, school_list):
        raise PublicationInProgress


async def _put_in_force(session: AsyncSession, school_list: SchoolList) -> None:
    current = await queries.find_list_in_force(session, school_list)
    if current is not None and school_list.order_date < current.order_date:
        raise OrderBeforeCurrent(
            f"Действует список по приказу № {current.order_number} от {current.order_date:%d.%m.%Y}; "
            f"приказ от {school_list.order_date:%d.%m.%Y} раньше и его не заменит. Проверьте дату приказа."
        )
    school_list.supersedes_id = current.id if current else None
    school_list.state = "published"
    school_list.published_at = utc_now()
    school_list.version += 1
    await announce_list(session, school_list.id)
