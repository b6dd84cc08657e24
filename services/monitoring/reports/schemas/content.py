"""What a report says: facts, factors, deficits, practices and groups, as they were computed."""

from typing import Literal

from pydantic import Field
from pydantic.config import JsonDict

from shared.http.schemas import ResponseModel
from shared.indicators.deficits import Addressee, Area

Change = Literal["improved", "worsened", "unchanged"]
SchoolCode = str
_EXAMPLE_SCHOOL: JsonDict = {
    "code": "edu240001",
    "printed_code": "edu240001",
    "name": "МБОУ «СОШ № 1»",
    "categories": ["ШНОР"],
}
_EXAMPLE_FACT: JsonDict = {
    "indicator": "4.3.1",
    "title": "Доля ОУ, в которых сформирована внутришкольная система профилактики учебной неуспешности",
    "part_of": None,
    "value": {"numerator": 30, "denominator": 40, "percent": "75.00", "answer": None},
    "reason": None,
    "notes": [],
    "missing_schools": 0,
    "comparisons": [
        {
            "period": "2023-01",
            "value": {"numerator": 28, "denominator": 40, "percent": "70.00", "answer": None},
            "change": "improved",
        }
    ],
    "target": None,
    "target_met": None,
    "factors": [],
}
EXAMPLE_CONTENT: JsonDict = {
    "municipality": "Норильск",
    "programme": "Программа повышения качества образования",
    "subject": "Показатели мониторинга профилактики учебной неуспешности",
    "period": "2023-06",
    "order": "приказ от 01.06.2023 № 45",
    "document": None,
    "analysed_by": None,
    "previous_period": "2023-01",
    "participation": {"schools": 40, "in_time": 38, "late": [], "silent": [], "municipality_answered": None},
    "schools": [_EXAMPLE_SCHOOL],
    "facts": [_EXAMPLE_FACT],
    "factors": [],
    "deficits": [
        {
            "code": "no-prevention-system",
            "title": "Не сформирована внутришкольная система профилактики учебной неуспешности",
            "area": "management",
            "source": "002 §4.3, показатель 1",
            "schools": ["edu240001"],
            "undecided": [],
            "overcome": [],
        }
    ],
    "practices": [],
    "groups": [{"areas": ["management"], "schools": ["edu240001"]}],
}


class Number(ResponseModel):
    """One value: a share, a count (numerator alone) or an answer."""

    numerator: int | None = None
    denominator: int | None = None
    percent: str | None = Field(default=None, description="Two decimals, half up; for display only.")
    answer: str | None = None


class Comparison(ResponseModel):
    """The same value in an earlier period."""

    period: str
    value: Number
    change: Change | None = Field(description="Null where the source does not say which way is better.")


class FactorCount(ResponseModel):
    """One item of what the source wants listed."""

    title: str
    schools: int


class Fact(ResponseModel):
    """One indicator (статистический факт)."""

    indicator: str
    title: str
    part_of: str | None
    value: Number | None
    reason: str | None = Field(description="Why there is no value.")
    notes: list[str] = Field(description="What to know of it: incomplete answers, a missing list.")
    missing_schools: int
    comparisons: list[Comparison]
    target: str | None = Field(description="The territory's own target, percent or number.")
    target_met: bool | None
    factors: list[FactorCount]


class Factor(ResponseModel):
    """An indicator that moved and the schools that moved it (фактор)."""

    indicator: str
    title: str
    change: Change
    improved: list[SchoolCode]
    worsened: list[SchoolCode]


class FoundDeficit(ResponseModel):
    """A deficit (дефицит) and whose it is."""

    code: str
    title: str
    area: Area
    source: str
    schools: list[SchoolCode]
    undecided: list[SchoolCode] = Field(description="What is missing leaves it open: not counted.")
    overcome: list[SchoolCode] = Field(description="Had it in the period before and have it no more.")


class Practice(ResponseModel):
    """A school that improved most (успешная практика), and what was done there."""

    school: SchoolCode
    indicators: list[str]
    done: list[str]


class Group(ResponseModel):
    """Schools whose deficits lie in the same areas (кластер)."""

    areas: list[Area]
    schools: list[SchoolCode]


class Participation(ResponseModel):
    """Who answered; told from the submissions."""

    schools: int
    in_time: int
    late: list[SchoolCode]
    silent: list[SchoolCode] = Field(description="Have not answered at all.")
    municipality_answered: bool | None = Field(description="Null where the municipality is asked nothing.")


class ReportedSchool(ResponseModel):
    """A school of the report, and on which lists it is."""

    code: SchoolCode
    printed_code: str
    name: str
    categories: list[str] = Field(description="Short names as the programme calls them.")


class ReportContent(ResponseModel):
    """Everything that was computed for a report; schools are sorted by code, never by a value."""

    municipality: str
    programme: str
    subject: str = Field(description="Title of the set of indicators, or of the list.")
    period: str
    order: str | None = Field(description="The order it stands on, as it is cited.")
    document: str | None = Field(description="What comes out, in the words of the source.")
    analysed_by: str | None
    previous_period: str | None
    participation: Participation | None
    schools: list[ReportedSchool]
    facts: list[Fact]
    factors: list[Factor]
    deficits: list[FoundDeficit]
    practices: list[Practice]
    groups: list[Group]


class Advice(ResponseModel):
    """A recommendation as it stands in a report (адресная рекомендация)."""

    addressee: Addressee
    text: str
    measure: str | None
    deficit: str | None = Field(description="Code of the deficit in the pack.")
    schools: list[SchoolCode]
