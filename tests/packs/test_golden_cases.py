"""Every pack of the product loads, and its golden cases come out as the expert expects."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import School, Verdict
from shared.packs.case_running import check_cases
from shared.packs.loading import list_pack_folders, load_pack

FOLDERS = list_pack_folders()


def test_packs_are_found() -> None:
    assert {"norilsk-2022", "indicator-points"} <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_golden_cases_pass(session: AsyncSession, folder: Path) -> None:
    pack = load_pack(folder)

    outcomes = await check_cases(session, pack)

    assert [f"{found.case}: {found.differences}" for found in outcomes if not found.passed] == []
    assert len(outcomes) == sum(len(golden.cases) for golden in pack.cases)


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

    assert outcomes[0].differences == (
        "итог: ожидался identified, получен not_identified",
        "отметки: ожидались ['partial'], получены []",
        "нет данных: ожидалось 2, получено 0",
    )
