"""Programmes as they are asked for, edited and read."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.http.orders import Order
from shared.http.schemas import RequestModel, ResponseModel
from shared.rules.definition import Code

Oktmo = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Sentences = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
CalendarYear = Annotated[int, Field(ge=2000, le=2100)]
Number = Annotated[int, Field(ge=1, le=99)]

EXAMPLE_PASSPORT: JsonDict = {
    "developers": ["Управление общего и дошкольного образования Администрации города Норильска"],
    "executors": ["МБУ «Методический центр»", "Общеобразовательные учреждения"],
    "basis": ["Стратегия социально-экономического развития Красноярского края до 2030 г."],
    "goal": "Повышение качества образования и сокращения разрыва в образовательных возможностях",
    "directions": [
        {
            "number": 2,
            "title": "Организация работы со школами, функционирующими в зоне риска",
            "goal": "повышение качества образования за счет выявления и устранения факторов риска",
            "tasks": ["оказать адресную ресурсную поддержку рисковым школам;"],
        }
    ],
    "tasks": [{"number": 6, "text": "Оказать адресную ресурсную поддержку рисковым школам.", "direction": 2}],
    "expected_results": ["обеспечен комплексный мониторинг качества образования;"],
    "control": "Контроль реализации программы осуществляет Управление (годовой план работы)",
    "information": "Сайт Управления образования Администрации города Норильска",
}
_HEAD: JsonDict = {
    "title": "Программа повышения качества образования в школах г. Норильска на 2022-2024 годы",
    "last_year": 2024,
    "passport": EXAMPLE_PASSPORT,
}


class ProgrammeState(StrEnum):
    """How far a programme has come."""

    draft = "draft"
    approved = "approved"
    """By an order; it never changes again."""


ProgrammeAction = Literal["update", "approve"]


class PassportDirection(RequestModel):
    """A direction (направление) of a programme."""

    number: Number
    title: Sentences
    goal: Sentences | None = None
    tasks: tuple[Sentences, ...] = Field((), max_length=100, description="Its own tasks, where it states any.")


class PassportTask(RequestModel):
    """A task (задача) of a programme."""

    number: Number
    text: Sentences
    direction: Number | None = Field(None, description="Number of the direction it belongs to.")


class ProgrammePassport(RequestModel):
    """What a programme is for (паспорт программы, 002 р. 1)."""

    developers: tuple[Sentences, ...] = Field((), max_length=50, description="Разработчики.")
    executors: tuple[Sentences, ...] = Field((), max_length=50, description="Исполнители.")
    basis: tuple[Sentences, ...] = Field((), max_length=50, description="Основания: laws, programmes, orders.")
    goal: Sentences | None = Field(None, description="Цель; needed for the approval.")
    directions: tuple[PassportDirection, ...] = Field((), max_length=50)
    tasks: tuple[PassportTask, ...] = Field((), max_length=99)
    expected_results: tuple[Sentences, ...] = Field((), max_length=100, description="Ожидаемые результаты.")
    control: Sentences | None = Field(None, description="Контроль реализации.")
    information: Sentences | None = Field(None, description="Информационная поддержка.")


class ProgrammeCreate(RequestModel):
    """A programme to take over from a pack for a municipality."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"pack": "norilsk-2022", "municipality": "04729000"}]},
    )

    pack: Code
    municipality: Oktmo = Field(description="ОКТМО, eight digits.")
    first_year: CalendarYear | None = Field(None, description="First calendar year; left out: as the pack says.")
    last_year: CalendarYear | None = Field(None, description="Last calendar year; left out: the same.")


class ProgrammeUpdate(RequestModel):
    """A draft of a programme as it shall be; the year it begins in stays."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_HEAD]}
    )

    title: Sentences
    last_year: CalendarYear
    passport: ProgrammePassport


class ProgrammeRead(ResponseModel):
    """A programme (программа) of a municipality: what for, in which years, by which order."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **_HEAD,
                    "id": "3a8b2f6e-5c0d-4e1b-9a53-0d5a9a1c2d07",
                    "municipality": "04729000",
                    "pack": "norilsk-2022",
                    "pack_version": "1.2.0",
                    "first_year": 2022,
                    "state": "draft",
                    "order": None,
                    "approved_at": None,
                    "created_at": "2022-06-01T03:00:00Z",
                    "updated_at": "2022-06-01T03:00:00Z",
                    "version": 1,
                    "allowed_actions": ["update", "approve"],
                }
            ]
        },
    )

    id: UUID
    municipality: str = Field(description="ОКТМО.")
    pack: str
    pack_version: str = Field(description="The version it was taken over from.")
    title: str
    first_year: int
    last_year: int = Field(description="Calendar years, both included.")
    passport: ProgrammePassport
    state: ProgrammeState
    order: Order | None
    approved_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Also in `ETag`.")
    allowed_actions: list[ProgrammeAction] = Field(description="What you may do with it now.")
