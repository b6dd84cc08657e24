"""What effects, eliminations and exits stand on: criteria in two years, and what was done between them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Text,
    column,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.judged_schools import select_criteria
from shared.listed_schools import select_listed_schools
from shared.models import Measure, MeasureTask, Municipality, Roadmap
from shared.reference.academic_years import first_day_of
from shared.reference.categories import Category

NOT_JUDGED = "not_judged"
"""No run in force looked at the school for this criterion."""


@dataclass(frozen=True, slots=True)
class YearFilters:
    """Two years of one category of lists: the later one (its first calendar year) and the one before."""

    category: Category
    academic_year: int
    rule: str | None = None
    region: str | None = None
    municipality: str | None = None

    @property
    def earlier(self) -> int:
        """The academic year of the lists before; measures count that were done in it."""
        return self.academic_year - 1

    @property
    def done_from(self) -> date:
        """The first day on which a measure between the two lists is done."""
        return first_day_of(self.earlier)

    @property
    def done_before(self) -> date:
        """The first day after."""
        return first_day_of(self.academic_year)


async def avoid_nested_loops(session: AsyncSession) -> None:
    """Ask for hashes and sorts until the transaction ends.

    Of what was just written the planner has no statistics, and a nested loop over two whole territories takes minutes.
    """
    await session.execute(text("SET LOCAL enable_nestloop = off"))
    # What is left of nested loops costs so much on paper now that the server would compile the statement first.
    await session.execute(text("SET LOCAL jit = off"))


def select_moves(principal: Principal, wanted: YearFilters) -> CTE:
    """Return every criterion of every school the principal sees, as it stood in the earlier year and in the later.

    A full join: of what was just written the planner has no statistics, and it is never done as a nested loop.
    """
    before = _criteria(principal, wanted, wanted.earlier, "criteria_before")
    after = _criteria(principal, wanted, wanted.academic_year, "criteria_after")
    keys = ("municipality_id", "school_code", "criterion")
    same = [before.c[key] == after.c[key] for key in keys]
    shared = ("municipality_id", "school_code", "rule", "criterion", "criterion_title", "place")
    return (
        select(
            *[func.coalesce(before.c[name], after.c[name]).label(name) for name in shared],
            func.coalesce(before.c.state, _word(NOT_JUDGED)).label("before"),
            func.coalesce(after.c.state, _word(NOT_JUDGED)).label("after"),
            before.c.run_id.label("run_before"),
            after.c.run_id.label("run_after"),
            before.c.to_enter,
        )
        .select_from(before.join(after, same[0] & same[1] & same[2], full=True))
        .cte("moves")
    )


def select_done(principal: Principal, wanted: YearFilters) -> CTE:
    """Return what schools have done between the two lists: a row for each task and criterion that its measure answers.

    `measure` is what measures of one kind share: the code of their pack, or the words of those that people wrote.
    """
    answered = func.unnest(Measure.criteria).table_valued(column("path", Text), joins_implicitly=True)
    criterion = answered.render_derived(name="answered")
    statement = (
        select(
            MeasureTask.municipality_id,
            MeasureTask.school_code,
            criterion.c.path.label("criterion"),
            func.coalesce(Roadmap.pack_code + "/" + Measure.code, Measure.title).label("measure"),
            Measure.code.label("measure_code"),
            Measure.title.label("measure_title"),
            Measure.indicators,
            Measure.id.label("measure_id"),
            Measure.roadmap_id,
            MeasureTask.id.label("task_id"),
            MeasureTask.done_on,
        )
        .join_from(MeasureTask, Measure, _same_place(Measure) & (Measure.id == MeasureTask.measure_id))
        .join(Roadmap, _same_place(Roadmap) & (Roadmap.id == Measure.roadmap_id))
        .join(Municipality, Municipality.id == MeasureTask.municipality_id)
        # One without criteria still was done.
        .outerjoin(criterion, literal(value=True))
        .where(
            MeasureTask.state == "done",
            MeasureTask.school_code.is_not(None),
            MeasureTask.done_on >= wanted.done_from,
            MeasureTask.done_on < wanted.done_before,
            visible_to(principal, MeasureTask.municipality_id, MeasureTask.school_code),
            *narrow_territory(wanted),
        )
    )
    return statement.cte("done")


def select_listed(wanted: YearFilters, academic_year: int, name: str) -> CTE:
    """Return who is listed in a year, a document before a calculation (B13): municipality_id, school_code."""
    listed = select_listed_schools(academic_year, categories=(wanted.category,))
    return select(listed.c.municipality_id, listed.c.school_code).cte(name)


def narrow_territory(wanted: YearFilters) -> list[ColumnElement[bool]]:
    """Return the conditions on the municipality of a row."""
    columns = {Municipality.region_code: wanted.region, Municipality.oktmo: wanted.municipality}
    return [column == value for column, value in columns.items() if value is not None]


def same_school(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Return the condition that two rows are of one school."""
    return (one.c.municipality_id == other.c.municipality_id) & (one.c.school_code == other.c.school_code)


def same_criterion(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Return the condition that two rows are of one criterion of one school."""
    return same_school(one, other) & (one.c.criterion == other.c.criterion)


def _criteria(principal: Principal, wanted: YearFilters, academic_year: int, name: str) -> CTE:
    criteria = select_criteria(academic_year, wanted.category)
    statement = (
        select(criteria)
        .join(Municipality, Municipality.id == criteria.c.municipality_id)
        .where(visible_to(principal, criteria.c.municipality_id, criteria.c.school_code), *narrow_territory(wanted))
    )
    if wanted.rule is not None:
        statement = statement.where(criteria.c.rule == wanted.rule)
    return statement.cte(name)


def _same_place(model: type[Measure] | type[Roadmap]) -> ColumnElement[bool]:
    return model.municipality_id == MeasureTask.municipality_id


def _word(word: str) -> ColumnElement[str]:
    return literal(word, Text)
