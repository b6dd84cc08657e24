"""Every pack of the product loads, and its golden cases come out as the expert expects."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.golden import ExpectedObject, ExpectedValue
from shared.models import MonitoringValue, Municipality, Region, School, Verdict
from shared.packs.case_running import check_cases
from shared.packs.indicator_case_running import check_indicator_cases
from shared.packs.loading import list_pack_folders, load_pack

FOLDERS = list_pack_folders()


def test_packs_are_found() -> None:
    packs = {"norilsk-2022", "indicator-points", "krasnye-baki-2021", "ulchsky", "municipal-cycle"}
    assert packs <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_golden_cases_pass(session: AsyncSession, folder: Path) -> None:
    pack = load_pack(folder)

    outcomes = await check_cases(session, pack)

    assert [f"{found.case}: {found.differences}" for found in outcomes if not found.passed] == []
    assert len(outcomes) == sum(len(golden.cases) for golden in pack.cases)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_golden_cases_of_indicators_pass(session: AsyncSession, folder: Path) -> None:
    pack = load_pack(folder)

    outcomes = await check_indicator_cases(session, pack)

    assert [f"{found.case}: {found.differences}" for found in outcomes if not found.passed] == []
    assert len(outcomes) == sum(len(golden.cases) for golden in pack.indicator_cases)
    assert await session.scalar(select(func.count()).select_from(MonitoringValue)) == 0


async def test_a_wrong_expectation_of_an_indicator_is_reported(session: AsyncSession) -> None:
    pack = load_pack(next(folder for folder in FOLDERS if folder.name == "indicator-points"))
    golden = next(file for file in pack.indicator_cases if file.title == "Баллы и доли таблицы 004")
    wrong = ExpectedObject(values={"s-2.4.3": ExpectedValue(value="1 из 2", points=1, flags=(), missing=2)})
    case = golden.cases[0].model_copy(update={"expect": {"А": wrong}})
    spoilt = pack.model_copy(update={"indicator_cases": (golden.model_copy(update={"cases": (case,)}),)})

    outcomes = await check_indicator_cases(session, spoilt)

    assert [str(difference) for difference in outcomes[0].differences] == [
        "А, s-2.4.3: ожидалось 1 из 2, получено 59 из 200",
        "А, s-2.4.3, баллы: ожидалось 1, получено 0",
        "А, s-2.4.3, отметки: ожидалось [], получено ['in_gap']",
        "А, s-2.4.3, нет данных школ: ожидалось 2, получено 0",
    ]


async def test_golden_cases_leave_nothing_behind(session: AsyncSession) -> None:
    pack = load_pack(next(folder for folder in FOLDERS if folder.name == "norilsk-2022"))

    await check_cases(session, pack)

    assert await session.scalar(select(func.count()).select_from(School)) == 0
    assert await session.scalar(select(func.count()).select_from(Verdict)) == 0


async def test_a_wrong_expectation_is_reported(session: AsyncSession) -> None:
    pack = load_pack(next(folder for folder in FOLDERS if folder.name == "indicator-points"))
    golden = pack.cases[0]
    expect = golden.cases[0].expect.model_copy(update={"status": "identified", "missing": 2, "flags": ("partial",)})
    case = golden.cases[0].model_copy(update={"expect": expect})
    wrong = pack.model_copy(update={"cases": (golden.model_copy(update={"cases": (case,)}),)})

    outcomes = await check_cases(session, wrong)

    assert [str(difference) for difference in outcomes[0].differences] == [
        "status: ожидалось identified, получено not_identified",
        "flags: ожидалось ['partial'], получено []",
        "missing: ожидалось 2, получено 0",
    ]


async def test_golden_cases_meet_no_school_of_the_register(session: AsyncSession) -> None:
    await session.merge(Region(code="00", name="Занято"))  # imports of other tests may have left it
    await session.flush()
    taken = Municipality(oktmo="00000000", region_code="00", name="Занято")
    session.add(taken)
    await session.flush()
    for number in range(1, 40):
        code = f"edu{number:06d}"
        session.add(School(municipality_id=taken.id, code=code, printed_code=code, name="Занято"))
    await session.flush()
    pack = load_pack(next(folder for folder in FOLDERS if folder.name == "norilsk-2022"))

    outcomes = await check_cases(session, pack)

    assert all(found.passed for found in outcomes)
    assert await session.scalar(select(func.count()).select_from(School)) == 39
    assert await session.scalar(select(func.count()).select_from(Municipality)) == 1
