"""Shapes of definitions as other programs read them."""

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from shared.http.schemas import ResponseModel
from shared.indicators.documents import Document
from shared.support.derived import DerivedElement

LevelName = Literal["school", "municipality"]
KindName = Literal["share", "count", "answer"]


class ReadingRead(ResponseModel):
    """A place of the source that can be read in more than one way (разночтение), and the options that choose."""

    code: str = Field(description="Its number, B1–B64.")
    options: dict[str, dict[str, str]] = Field(
        description="Option of the computation → choice → its meaning in Russian; empty where the reading is fixed."
    )


class PointsRead(ResponseModel):
    """When the row scores (баллы), as printed."""

    answer: Literal["yes", "no"] | None
    operator: Literal["at-least", "more-than"] | None
    threshold: str | None = Field(description="Percent, compared exactly.")
    gap_from: str | None = Field(description="Percent; from here to the threshold the source prints nothing (B33).")
    wording: str
    source: str


class IndicatorEvidenceRead(ResponseModel):
    """A document that confirms the indicator (подтверждающий документ)."""

    kind: Document
    by: LevelName
    title: str
    source: str


class IndicatorItemRead(ResponseModel):
    """A part of an indicator (B28) or a factor it lists."""

    code: str
    title: str


_INDICATOR: JsonDict = {
    "code": "2.3.1.1",
    "set": "low-results",
    "group": {"code": "2.3.1", "title": "По выявлению динамики образовательных результатов"},
    "title": "Доля школ от общего числа школ ШНОР, достигших положительной динамики в результатах ГИА по математике",
    "level": "municipality",
    "kind": "share",
    "unit": "percent",
    "asked": False,
    "support": None,
    "over": "listed",
    "numerator": "improved(gia_math, years=(-1, 0), zero_stays_zero=zero_stays_zero)",
    "denominator": None,
    "applies": None,
    "direction": "up",
    "counted": None,
    "formula": None,
    "reconstructed": None,
    "points": None,
    "parts": [],
    "factors": [],
    "evidence": [],
    "readings": [{"code": "B25", "options": {"zero_stays_zero": {"yes": "0 → 0 засчитывается"}}}],
    "source": "002 §2.3, показатель 2.3.1.1",
}


class IndicatorRead(ResponseModel):
    """An indicator (показатель) in the words of its source, and how it is computed."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_INDICATOR]})

    code: str
    set: str
    group: IndicatorItemRead = Field(description="The heading of the source it stands under.")
    title: str
    level: LevelName
    kind: KindName
    unit: Literal["percent", "count"] | None = Field(description="Null for an answer.")
    asked: bool = Field(description="The object answers it itself; otherwise it is derived.")
    support: DerivedElement | None = Field(
        description="What records of support and measures (меры поддержки) go before its own answer."
    )
    over: str | None = Field(description="The schools summed over: `all`, or a set of schools of the pack.")
    numerator: str | None = Field(description="What a school adds, in the language of the rules.")
    denominator: str | None
    applies: str | None = Field(description="Where this is false the row leaves the maximum (B40).")
    direction: Literal["up", "down"] | None = Field(description="Which way is better, where the source says so.")
    counted: str | None = Field(description="Whom or what both numbers count.")
    formula: str | None = Field(description="«Методика расчёта» as printed.")
    reconstructed: str | None = Field(description="What of the title was lost in print and restored.")
    points: PointsRead | None
    parts: list[IndicatorItemRead]
    factors: list[IndicatorItemRead]
    evidence: list[IndicatorEvidenceRead]
    readings: list[ReadingRead]
    source: str


class IndicatorSetRead(ResponseModel):
    """A set of indicators (набор показателей) that are monitored together."""

    code: str
    title: str
    period: Literal["academic_year", "month"]
    months: list[int]
    calendar: str | None = Field(description="Rule of the programme's calendar, CAL-….")
    order_required: bool
    analysis_days: int | None = Field(description="Calendar days within which results are analysed (B48).")
    indicators: list[str]
    source: str


class PackIndicatorsRead(ResponseModel):
    """The sets of one programme (наборы показателей программы)."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "pack": "norilsk-2022",
                    "pack_version": "1.1.0",
                    "title": "Муниципальная программа",
                    "sets": [
                        {
                            "code": "low-results",
                            "title": "Показатели мониторинга по работе со ШНОР",
                            "period": "academic_year",
                            "months": [9],
                            "calendar": "CAL-3",
                            "order_required": False,
                            "analysis_days": None,
                            "indicators": ["2.3.1.1"],
                            "source": "002 §2.3",
                        }
                    ],
                }
            ]
        },
    )

    pack: str
    pack_version: str
    title: str
    sets: list[IndicatorSetRead]


class PackDefinitionsRead(ResponseModel):
    """Every indicator of one version of a programme (показатели программы), in its order."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={"examples": [{"pack": "norilsk-2022", "pack_version": "1.1.0", "indicators": [_INDICATOR]}]},
    )

    pack: str
    pack_version: str
    indicators: list[IndicatorRead]
