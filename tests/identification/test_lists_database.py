"""What the database itself refuses: no change of a list that is no draft, no two lists of a kind in force."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.database.engine import create_database_engine
from shared.database.session import Database
from tests.factories.files import make_schools
from tests.factories.lists import create_draft, publish_document
from tests.identification.conftest import Caller

_COPY = """
    INSERT INTO school_list (id, category, academic_year, territory_level, territory_code, basis, source, state,
                             order_number, order_date, order_parties, schools, version, created_at, published_at,
                             supersedes_id)
    SELECT :new_id, category, academic_year, territory_level, territory_code, basis, source, 'published',
           order_number, order_date, order_parties, 0, 1, now(), now(), CAST(:supersedes_id AS uuid)
    FROM school_list WHERE id = :id
"""
CHANGES = [
    "UPDATE school_list SET order_number = '1' WHERE id = :id",
    "UPDATE school_list SET state = 'draft', published_at = NULL WHERE id = :id",
    "DELETE FROM school_list WHERE id = :id",
    "DELETE FROM listed_school WHERE list_id = :id",
    "UPDATE listed_school SET school_code = 'edu240002' WHERE list_id = :id",
    "INSERT INTO listed_school (municipality_id, list_id, school_code) SELECT id, :id, 'edu240002' FROM municipality",
]


@pytest.mark.parametrize("statement", CHANGES)
async def test_nobody_changes_a_published_list_not_even_its_owner(
    caller: Caller, committed_database: Database, owner_database_url: str, statement: str
) -> None:
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    published = await publish_document(caller, "edu240001")
    owner = create_database_engine(owner_database_url, None, application_name="tests-owner")

    for engine in (committed_database.engine, owner):
        with pytest.raises(DBAPIError, match=r"never changes|while it is a draft|only ever added"):
            async with engine.begin() as connection:
                await connection.execute(text(statement), {"id": UUID(published["id"])})
    await owner.dispose()

    assert (await caller.get(f"/lists/{published['id']}")).json() == published


async def test_a_draft_may_lose_its_schools(caller: Caller, committed_database: Database) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    draft = await create_draft(caller, "edu240001")

    async with committed_database.transaction() as session:
        await session.execute(text("DELETE FROM listed_school WHERE list_id = :id"), {"id": UUID(draft["id"])})

    assert (await caller.get(f"/lists/{draft['id']}/schools")).json()["items"] == []


@pytest.mark.parametrize("is_second_successor", [False, True])
async def test_no_two_lists_of_a_kind_are_in_force(
    caller: Caller, committed_database: Database, is_second_successor: bool
) -> None:
    first = await publish_document(caller)
    if is_second_successor:
        await publish_document(caller, date="2022-11-01")
    values = {"id": UUID(first["id"]), "new_id": uuid4(), "supersedes_id": None}

    with pytest.raises(IntegrityError, match="uq_school_list"):
        async with committed_database.transaction() as session:
            await session.execute(text(_COPY), values | ({"supersedes_id": first["id"]} if is_second_successor else {}))


async def test_disadvantaged_schools_are_never_calculated(caller: Caller, committed_database: Database) -> None:
    draft = await create_draft(caller)
    run = await caller.finish_run()
    statement = text(
        "UPDATE school_list SET category = 'disadvantaged', basis = 'calculated', source = NULL, run_id = :run_id "
        "WHERE id = :id"
    )

    with pytest.raises(IntegrityError, match="disadvantaged_by_document_only"):
        async with committed_database.transaction() as session:
            await session.execute(statement, {"id": UUID(draft["id"]), "run_id": UUID(run["id"])})
