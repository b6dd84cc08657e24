"""What merges want to know besides the rows: how far their sender reaches, and which elements there are."""

from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sender may write: everything, or regions, municipalities (ОКТМО) and schools by code."""

    everywhere: bool
    regions: list[str] = field(default_factory=list)
    oktmos: list[str] = field(default_factory=list)
    schools: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Elements:
    """Context elements that installed packs know, by kind."""

    answer_elements: list[str]
    share_elements: list[str]


async def list_elements(session: AsyncSession) -> Elements:
    """Return the context elements of every published pack, by kind."""
    statement = text(
        "SELECT DISTINCT element ->> 'code' AS code, element ->> 'kind' AS kind "
        "FROM pack, jsonb_array_elements(pack.definition -> 'identification' -> 'elements') AS element"
    )
    rows = (await session.execute(statement)).all()
    return Elements(
        answer_elements=[code for code, kind in rows if kind == "answer"],
        share_elements=[code for code, kind in rows if kind == "share"],
    )
