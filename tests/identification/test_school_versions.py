"""Every version of a school is kept: by imports and by single edits."""

from sqlalchemy import select

from shared.models import School, SchoolVersion
from shared.models.school_values import VALUE_FIELDS, SchoolValues
from tests.factories.files import NORILSK, SCHOOLS_HEADER, make_csv, make_schools
from tests.identification.conftest import Caller


def rename(code: str, name: str) -> bytes:
    return make_csv(SCHOOLS_HEADER, [(code, name, NORILSK, f"Округ {NORILSK}", 1, 9)])


async def list_versions(caller: Caller) -> list[tuple[int, str, list[str], bool]]:
    statement = select(SchoolVersion).order_by(SchoolVersion.school_code, SchoolVersion.version)
    async with caller.database.transaction() as session:
        versions = (await session.scalars(statement)).all()
    return [(row.version, row.name, row.fields, row.receipt_id is not None) for row in versions]


async def test_an_import_keeps_every_version_of_a_school(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await caller.import_file("schools", rename("edu240001", "Лицей"))

    async with caller.database.transaction() as session:
        version = await session.scalar(select(School.version))
    assert version == 2
    assert await list_versions(caller) == [
        (1, "Школа edu240001", [], True),
        (2, "Лицей", ["school_name", "grades_to"], True),
    ]


async def test_an_import_of_the_same_rows_makes_no_version(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))

    assert [version for version, *_ in await list_versions(caller)] == [1, 1]


async def test_the_code_of_a_settlement_is_refused_with_its_reason(caller: Caller) -> None:
    receipt = await caller.import_file("schools", make_schools("edu240001", oktmo="04729000101"))

    assert [(issue["code"], issue["column"]) for issue in receipt["issues"]] == [
        ("invalid_oktmo", "municipality_oktmo")
    ]
    assert "населённого пункта" in receipt["issues"][0]["detail"]


def test_every_value_of_a_version_has_its_name() -> None:
    assert list(VALUE_FIELDS) == list(SchoolValues.__annotations__)
