"""Proposals from the recommendations of a report: one statement over all its schools."""

from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, column, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.proposals.queries.writing import Proposing, add_proposals
from services.roadmap.proposals.rules import RESPONSIBLE
from shared.models import Report, ReportRecommendation


async def add_recommended(session: AsyncSession, report: Report, proposing: Proposing) -> int:
    """Propose what a report recommends, to each of the schools it names; return how many are new."""
    of = ReportRecommendation
    schools = func.unnest(of.schools).table_valued(column("code", Text), joins_implicitly=True)
    school = schools.render_derived(name="advised")
    key = func.concat_ws(
        "/", "recommendation", cast(of.report_id, Text), cast(of.position, Text), func.coalesce(school.c.code, "-")
    )
    none = func.jsonb_build_array()
    deficit = literal(f"{report.pack_code}/") + of.deficit_code
    content = func.jsonb_build_object(
        *("title", of.text, "responsible", _find_responsible(of.addressee)),
        # The measure of the programme that the recommendation stands on.
        *("items", case((of.measure.is_(None), none), else_=func.jsonb_build_array(of.measure))),
        *(
            "deficits",
            case((of.deficit_code.is_(None), none), else_=func.jsonb_build_array(deficit)),
        ),
    )
    columns: dict[str, Any] = {
        "reason_key": key,
        "school_code": school.c.code,
        "reason": literal(f"Рекомендация опубликованной справки за {report.period}."),
        "content": content,
        "report_id": of.report_id,
    }
    wanted = select(*[value.label(name) for name, value in columns.items()]).select_from(of)
    wanted = wanted.outerjoin(school, literal(value=True)).where(
        of.municipality_id == report.municipality_id, of.report_id == report.id
    )
    return await add_proposals(session, wanted, proposing)


def _find_responsible(addressee: Any) -> ColumnElement[Any]:  # noqa: ANN401  # a column of a table
    parties = {word: cast(given, JSONB) for word, given in RESPONSIBLE.items()}
    return case(*[(addressee == word, given) for word, given in parties.items()])
