"""A municipality with answers to the indicators of 004, as the database keeps them."""

from collections.abc import Mapping

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.golden import parse_value
from shared.models import MonitoringValue, Municipality
from tests.factories.files import NORILSK

PACK = "indicator-points"
PERIOD = "2022/2023"


async def answer(
    session: AsyncSession,
    answers: Mapping[str, Mapping[str, str]],
    *,
    oktmo: str = NORILSK,
    pack: str = PACK,
    period: str = PERIOD,
    campaign_id: object = None,
) -> None:
    """Write answers as accepted: object code (a school, or the ОКТМО) → element → «да», «3 из 10», «7»."""
    municipality_id = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == oktmo))).one()
    key = {"municipality_id": municipality_id, "pack_code": pack, "period": period, "campaign_id": campaign_id}
    rows = []
    for code, given in answers.items():
        place = {"level": "municipality" if code == oktmo else "school", "object_code": code}
        for element, text in given.items():
            told, numerator, denominator = parse_value(text)
            value = {"answer": told, "numerator": numerator, "denominator": denominator}
            rows.append(key | place | {"element_code": element} | value)
    await session.execute(insert(MonitoringValue), rows)
