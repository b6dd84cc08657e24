"""Shapes of effects: criteria before and after, with a measure and without."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.roadmap.effects.schemas.indicators import IndicatorEffect, SchoolIndicator
from shared.http.schemas import ResponseModel
from shared.reference.categories import Category

Standing = Literal["met", "not_met", "undetermined", "not_judged"]


class CriterionMove(ResponseModel):
    """Schools whose criterion (критерий) stood one way before and another way after."""

    before: Standing = Field(description="`not_judged`: no run in force looked at the school.")
    after: Standing
    schools: int


class EffectGroup(ResponseModel):
    """What became of a criterion in a group of schools; each school counts once."""

    schools: int
    decided: int = Field(description="Schools whose criterion is known (met or not met) in both years.")
    met_before: int = Field(description="Of these: the criterion was met in the earlier year.")
    no_longer_met: int = Field(description="Of those that met it: not met in the later year.")
    newly_met: int = Field(description="Of those that did not meet it: met in the later year.")
    moves: list[CriterionMove]


class MeasureKind(ResponseModel):
    """Measures of one kind (мероприятие): of one code of a pack, or of one wording."""

    code: str | None = Field(description="What the pack calls it; null of what people wrote.")
    title: str


_GROUP: JsonDict = {
    "schools": 6,
    "decided": 6,
    "met_before": 6,
    "no_longer_met": 4,
    "newly_met": 0,
    "moves": [{"before": "met", "after": "met", "schools": 2}, {"before": "met", "after": "not_met", "schools": 4}],
}


class EffectRead(ResponseModel):
    """One kind of measure and one criterion: schools that did it beside schools near the threshold that did nothing."""

    criterion: str = Field(description="`pack/rule/criterion`.")
    criterion_title: str
    measure: MeasureKind
    tasks_done: int = Field(description="Tasks of this kind done between the two lists.")
    with_measure: EffectGroup
    comparison: EffectGroup
    indicators: list[IndicatorEffect]
    verdict: Literal["counts", "cannot_tell"] = Field(
        description="`cannot_tell` (нельзя судить) where a group is too small; else counts stand side by side."
    )
    text: str = Field(description="The same in Russian; counts only, no causes.")


class EffectTerms(ResponseModel):
    """What the numbers mean, stated with every answer."""

    done_from: date = Field(description="Measures count that were done from this day on …")
    done_until: date = Field(description="… to this day, both included.")
    near_pupils: int = Field(
        description="The comparison: listed, or so few pupils away from the list (`distance.to_enter`), and no measure "
        "done that answers the criterion."
    )
    fewest_schools: int = Field(description="Fewer schools in a group: nobody can tell.")
    note: str = Field(description="The same in Russian.")


class EffectsRead(ResponseModel):
    """Criteria before and after (стало / было), by kind of measure; support needs, never a rating."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "category": "at_risk",
                    "academic_year": "2023/2024",
                    "earlier_academic_year": "2022/2023",
                    "terms": {
                        "done_from": "2022-09-01",
                        "done_until": "2023-08-31",
                        "near_pupils": 3,
                        "fewest_schools": 5,
                        "note": "Группа сравнения: школы рядом с порогом …",
                    },
                    "items": [
                        {
                            "criterion": "norilsk-2022/at-risk/material-base",
                            "criterion_title": "Материально-техническая база",
                            "measure": {"code": "material-base", "title": "Обеспечить школу оборудованием"},
                            "tasks_done": 6,
                            "with_measure": _GROUP,
                            "comparison": _GROUP,
                            "indicators": [],
                            "verdict": "counts",
                            "text": "С мерой: школ 6; было выполнено у 6, из них стало не выполнено у 4 …",
                        }
                    ],
                }
            ]
        }
    )

    category: Category
    academic_year: str = Field(description="The year of the later lists: what stands after.")
    earlier_academic_year: str
    terms: EffectTerms
    items: list[EffectRead] = Field(description="By criterion and measure, in the order of their codes.")


class DoneKind(ResponseModel):
    """A kind of measure that a school has done for a criterion."""

    code: str | None
    title: str
    tasks_done: int


class CriterionEffect(ResponseModel):
    """One criterion of one school in both years."""

    criterion: str
    criterion_title: str
    before: Standing
    after: Standing
    group: Literal["with_measure", "comparison"]
    measures: list[DoneKind]


class SchoolEffect(ResponseModel):
    """A school with its criteria before and after, and what it has done for them."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СШ № 1»",
                    "municipality_oktmo": "04729000",
                    "was_listed": True,
                    "to_enter": None,
                    "criteria": [
                        {
                            "criterion": "norilsk-2022/at-risk/material-base",
                            "criterion_title": "Материально-техническая база",
                            "before": "met",
                            "after": "not_met",
                            "group": "with_measure",
                            "measures": [{"code": "M-1", "title": "Обеспечить школу оборудованием", "tasks_done": 1}],
                        }
                    ],
                    "indicators": [
                        {
                            "indicator": "indicator-points/s-2.4.1",
                            "period_before": "2021/2022",
                            "before": {"numerator": 2, "denominator": 10, "percent": "20.00"},
                            "period_after": "2022/2023",
                            "after": {"numerator": 5, "denominator": 10, "percent": "50.00"},
                        }
                    ],
                }
            ]
        }
    )

    school_code: str
    school_name: str
    municipality_oktmo: str
    was_listed: bool = Field(description="On the list in force of the earlier year.")
    to_enter: int | None = Field(description="Pupils that would have listed it in the earlier year.")
    criteria: list[CriterionEffect]
    indicators: list[SchoolIndicator] = Field(description="Those that done measures name, by code.")
