"""Which schools were found: the lists that count in the municipality."""

from sqlalchemy import func, select

from services.roadmap.cycle.queries.questions import Dated, Question, Rows, join_text, name_by, tell
from services.roadmap.cycle.schemas import EvidenceKind
from shared.listed_schools import select_lists_in_force
from shared.models import ListedSchool, SchoolList
from shared.reference.categories import Category

_CATEGORIES = {
    Category.low_results.value: "Список школ с низкими результатами обучения",
    Category.disadvantaged.value: "Список школ, функционирующих в неблагоприятных социальных условиях",
    Category.at_risk.value: "Перечень школ «зоны риска»",
}


def select_lists(asked: Question) -> Rows:
    """Select the lists of the year that are in force in the municipality."""
    return _tell_lists(asked, *Category)


def select_risk_lists(asked: Question) -> Rows:
    """Select the list of at-risk schools that is in force."""
    return _tell_lists(asked, Category.at_risk)


def _tell_lists(asked: Question, *categories: Category) -> Rows:
    in_force = select_lists_in_force(asked.academic_year, categories=categories)
    schools = (
        select(func.count())
        .where(ListedSchool.municipality_id == asked.municipality_id, ListedSchool.list_id == SchoolList.id)
        .scalar_subquery()
    )
    paper = Dated(SchoolList.order_number, SchoolList.order_date)
    address = join_text("/identification/v1/lists/", SchoolList.id)
    return (
        tell(EvidenceKind.list, name_by(SchoolList.category, _CATEGORIES), paper, address, schools)
        .join_from(SchoolList, in_force, in_force.c.list_id == SchoolList.id)
        .where(in_force.c.municipality_id == asked.municipality_id)
    )
