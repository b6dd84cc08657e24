"""Lists by document, before they are published: created, corrected, filled, withdrawn."""

import asyncio
from io import BytesIO
from itertools import islice
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.lists import queries, rules
from services.identification.lists.errors import ListedSchoolsRefused
from services.identification.lists.rules import EnteredSchool
from services.identification.lists.schemas import MOST_SCHOOLS, ListUpdate, ListWrite
from shared.access.principals import Principal, Territory
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.files.tables import get_table_reader
from shared.http.orders import order_columns
from shared.models import SchoolList
from shared.reference.academic_years import format_academic_year, parse_academic_year


async def create_list(session: AsyncSession, wanted: ListWrite, client_id: UUID | None) -> SchoolList:
    """Create the draft of a list by document."""
    territory = Territory(wanted.territory.level, wanted.territory.code)
    school_list = SchoolList(
        id=uuid4(),
        client_id=client_id,
        category=wanted.category.value,
        academic_year=parse_academic_year(wanted.academic_year),
        territory_level=territory.level,
        territory_code=territory.code,
        basis="document",
        source=wanted.source,
        state="draft",
        version=1,
        created_at=utc_now(),
        **order_columns(wanted.order),
    )
    await queries.add_list(session, school_list)
    await record_list_change(session, school_list, "created", client_id)
    return school_list


async def update_list(
    session: AsyncSession, school_list: SchoolList, wanted: ListUpdate, client_id: UUID | None
) -> None:
    """Correct source and order of a draft; what is the same already changes nothing."""
    values = {"source": wanted.source, **order_columns(wanted.order)}
    changed = tuple(name for name, value in values.items() if getattr(school_list, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(school_list, name, values[name])
    school_list.version += 1
    await record_list_change(session, school_list, "updated", client_id, changed)


async def read_file(school_list: SchoolList, media_type: str, content: bytes) -> list[EnteredSchool]:
    """Read a file of format L, in a thread: other requests go on meanwhile.

    Raises MediaTypeUnsupported, HeaderInvalid, TableUnreadable, WorkbooksBusy, or ListedSchoolsRefused with every
    faulty row.
    """
    rows = get_table_reader(media_type)(BytesIO(content), rules.COLUMNS)
    taken = await asyncio.to_thread(lambda: list(islice(rows, MOST_SCHOOLS + 1)))
    if len(taken) > MOST_SCHOOLS:
        raise ListedSchoolsRefused(errors=[rules.tell_too_many()])
    year = format_academic_year(school_list.academic_year)
    entered, issues = rules.read_rows(taken, category=school_list.category, academic_year=year)
    if issues:
        raise ListedSchoolsRefused(errors=[*issues, *rules.find_repeated(entered)])
    return entered


async def replace_schools(
    session: AsyncSession, principal: Principal, school_list: SchoolList, entered: list[EnteredSchool]
) -> None:
    """Put these schools on a draft instead of those that stood there; with one fault nothing is stored.

    Raises ListedSchoolsRefused for schools that are repeated, unknown, or outside the list's territory.
    """
    codes = [school.code for school in entered]
    misplaced = await queries.list_misplaced_schools(session, principal, school_list, codes)
    issues = rules.find_repeated(entered)
    issues += [rules.tell_misplaced(entered[row.position], is_known=row.is_known) for row in misplaced]
    if issues:
        raise ListedSchoolsRefused(errors=issues)
    await queries.replace_schools(session, school_list, codes)
    school_list.schools = len(codes)
    school_list.version += 1
    await record_list_change(session, school_list, "schools_replaced", principal.client_id, ("schools",))


async def withdraw_list(session: AsyncSession, school_list: SchoolList, client_id: UUID | None) -> None:
    """Withdraw a draft: it stays readable to those who could edit it, and never changes again."""
    school_list.state = "withdrawn"
    school_list.version += 1
    await record_list_change(session, school_list, "withdrawn", client_id, ("state",))


async def record_list_change(
    session: AsyncSession,
    school_list: SchoolList,
    action: str,
    client_id: UUID | None,
    fields: tuple[str, ...] = (),
) -> None:
    """Write the change row of a list."""
    await record_change(session, Changed("list", str(school_list.id), action, fields), client_id)
