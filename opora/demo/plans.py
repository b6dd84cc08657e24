"""What the demo's orders of programmes and roadmaps say, and what is done of them."""

from datetime import date

from opora.demo.municipality import OKTMO
from opora.demo.planned_school import CURRENT
from services.roadmap.decisions.schemas import DecisionClause
from services.roadmap.support.schemas import SupportActionCreate, SupportDocument, SupportedPerson
from shared.http.orders import Order, OrderParty
from shared.indicators.documents import Document
from shared.support.kinds import DiagnosticsKind, PersonRole, SupportKind

PACK, PLAN = "norilsk-2022", "prevention"
CYCLE = "municipal-cycle"
_OFFICE = OrderParty(role="controls", name="Заместитель начальника Управления образования")


def write_order(number: str, on: date, title: str) -> Order:
    """Write the head of an order of the department."""
    return Order(number=number, date=on, title=title, parties=(_OFFICE,))


PROGRAMME_ORDER = write_order("280", date(2022, 8, 29), "Об утверждении программы повышения качества образования")
PLAN_ORDER = write_order("301", date(2022, 9, 5), "Об утверждении плана мер и мероприятий")
SCHOOLS_ORDER = write_order("325", date(2022, 11, 14), "Об утверждении дорожных карт школ")
DECISION_ORDER = write_order("326", date(2022, 11, 14), "О мерах поддержки школ перечня")
DECISION_CLAUSES = [
    DecisionClause(
        text="Закрепить за школами перечня школы-лидеры.", responsible="Методический центр", due_on=date(2022, 12, 20)
    ),
    DecisionClause(text="Утвердить дорожные карты школ перечня.", responsible="Руководители школ"),
]
SCHOOL_DECISION_ORDER = Order(number="41-од", date=date(2022, 11, 18), title="О мерах по итогам года", parties=())
SCHOOL_DECISION_CLAUSES = [
    DecisionClause(text="Ввести индивидуальные занятия.", responsible="Заместитель директора", due_on=date(2022, 12, 1))
]
DECIDING_SCHOOL = "edu249005"
CHECKED_ON = date(2023, 6, 10)

AMENDED_MEASURE = "3."
AMENDED_TERM = "Ноябрь"
AMENDMENT = "В октябре школы проводили диагностические работы: собрания перенесены на ноябрь."

DONE_ON = date(2023, 5, 19)
WORKING_SCHOOLS = ("edu249003", "edu249005", "edu249007", "edu249014", "edu249018", "edu249028")
"""Listed schools that carried their roadmaps out; the others on the list did not."""
CONFIRMED_MEASURES = ("2.", "5.")
"""Measures of the plan that these schools confirm with a document."""


def list_support_actions() -> list[SupportActionCreate]:
    """Return what was done for the working schools: a lead school for each, diagnostics of the same two teachers."""
    return [action for place, code in enumerate(WORKING_SCHOOLS, start=1) for action in _support(place, code)]


def _support(place: int, code: str) -> tuple[SupportActionCreate, SupportActionCreate]:
    lead = SupportActionCreate(
        school_code=code,
        academic_year=CURRENT,
        kind=SupportKind.lead_school,
        starts_on=date(2022, 11, 21),
        provider="МАОУ «Гимназия № 1»",
        provider_school_code="edu249001",
        document=SupportDocument(kind=Document.agreement, number=f"{place}/22", date=date(2022, 11, 21)),
    )
    # The second teacher works in all of these schools: once in the municipality, once in each of them (B29).
    persons = [
        SupportedPerson(role=PersonRole.teacher, key=f"teacher-{place:03}"),
        SupportedPerson(role=PersonRole.teacher, key="teacher-shared"),
    ]
    diagnostics = SupportActionCreate(
        school_code=code,
        academic_year=CURRENT,
        kind=SupportKind.diagnostics,
        subkind=DiagnosticsKind.subject,
        starts_on=date(2022, 12, 5),
        ends_on=date(2022, 12, 9),
        teachers_total=34,
        persons=persons,
        provider="Методический центр",
    )
    return lead, diagnostics


PLACE = {"municipality": OKTMO}
