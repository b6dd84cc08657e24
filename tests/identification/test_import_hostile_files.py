"""Hostile files: what cannot be read as it stands is told of, and nothing is ever altered on its way in."""

import pytest
from sqlalchemy import func, select

from shared.models import AssessmentResult
from tests.factories.files import RESULTS_HEADER, make_schools
from tests.identification.conftest import Caller

YEAR = "2021/2022"


def make_line(code: str = "edu240001", year: str = YEAR, procedure: str = "vpr-math-5", counts: str = "20,6") -> bytes:
    return f"{RESULTS_HEADER}\n{code},{year},{procedure},{counts}\n".encode()


@pytest.mark.parametrize(
    "content",
    [
        *(make_line(counts=f"{cell},6") for cell in ("20.0", "2e1", "NaN", "Infinity", "+20", "0x14", "20 000", "1_0")),
        *(make_line(counts=f"{cell},6") for cell in ("２０", "٢٠", "²", "=10+10", "'20", "20\u200b", "-0")),
        *(make_line(counts=f'"{cell}",6') for cell in ("20,0", "2\n0", "2\u20280")),
        *(make_line(code=code) for code in ("EDU240001", "240001", "еdu240001", "edu24000１", "=edu240001")),
        *(make_line(year=year) for year in ("2021/22", "2021-2022", "２０２１/2022", "2021/2022/2023", "2021")),
        *(make_line(procedure=code) for code in ("VPR-MATH-5", "vpr-math-05", "vpr_math_5", "vpr-маth-5")),
    ],
)
async def test_a_value_that_does_not_stand_as_it_should_is_an_issue_and_never_corrected(
    caller: Caller, content: bytes
) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file("results", content)

    assert (receipt["received"], receipt["rejected"]) == (1, 1)
    assert [(issue["row"], issue["severity"]) for issue in receipt["issues"]] == [(2, "error")]
    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(AssessmentResult)) == 0


async def test_leading_zeros_and_blanks_around_a_number_do_not_change_it(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file("results", make_line(counts=" 0020 , 6"))

    assert receipt["created"] == 1
    assert (await caller.get("/results")).json()["items"][0]["participants"] == 20


async def test_text_of_the_register_is_stored_letter_by_letter(caller: Caller) -> None:
    name = "=СОШ № 1 «Ёлка» | O'Neil 00123 1e5 é ﬁ 𝟙"
    header, _, _ = make_schools("edu240001").partition(b"\n")
    content = header + f'\nedu240001,"{name}",04729000,Норильск,1,11\n'.encode()

    await caller.import_file("schools", content)

    assert (await caller.get("/schools/edu240001")).json()["school_name"] == name


async def test_a_byte_order_mark_is_no_part_of_the_header(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file("results", b"\xef\xbb\xbf" + make_line())

    assert receipt["created"] == 1
