"""What the demo's orders say, and the list of a document that is not quite what the rule finds (B13)."""

from datetime import date

from opora.demo.municipality import OKTMO, plan_schools
from opora.demo.planned_school import CURRENT, NEXT
from services.identification.lists.schemas import ListWrite
from services.identification.runs.schemas import RunTerritory
from shared.http.orders import Order, OrderParty
from shared.reference.categories import Category

_PARTIES = (
    OrderParty(role="approves", name="Управление образования"),
    OrderParty(role="carries_out", name="Руководители школ"),
    OrderParty(role="accompanies", name="Методический центр"),
    OrderParty(role="controls", name="Заместитель начальника Управления образования"),
)
APPROVALS = {
    CURRENT: Order(number="310", date=date(2022, 10, 17), title="Об утверждении перечня школ", parties=_PARTIES),
    NEXT: Order(number="298", date=date(2023, 10, 16), title="Об утверждении перечня школ", parties=_PARTIES),
}
DOCUMENT = ListWrite(
    category=Category.low_results,
    academic_year=CURRENT,
    territory=RunTerritory(level="municipality", code=OKTMO),
    source="ФИОКО",
    order=Order(number="04-112", date=date(2022, 11, 1), title="О перечне ШНОР", parties=()),
)
AT_RISK_APPROVAL = Order(
    number="311", date=date(2022, 10, 17), title="Об утверждении перечня рисковых школ", parties=_PARTIES
)
DISADVANTAGED = ListWrite(
    category=Category.disadvantaged,
    academic_year=CURRENT,
    territory=RunTerritory(level="municipality", code=OKTMO),
    source="Министерство образования края",
    order=Order(number="518-11-05", date=date(2022, 10, 3), title="О перечне ШНСУ", parties=()),
)
DISADVANTAGED_SCHOOLS = ("edu249009", "edu249018", "edu249024")
# One pupil decides about school 14 and about school 16; of school 26 the document knows what was not sent to us.
_NOT_ON_THE_DOCUMENT = {14}
_ONLY_ON_THE_DOCUMENT = {16, 26}


def list_documented_schools() -> list[str]:
    """Return the codes of the schools on the document."""
    return [
        school.code
        for school in plan_schools()
        if school.number in _ONLY_ON_THE_DOCUMENT
        or (school.low_results.status == "identified" and school.number not in _NOT_ON_THE_DOCUMENT)
    ]
