"""The shape in which a pack writes what its programme is for: the passport (002 р. 1)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.roadmaps.parties import PartyRole
from shared.rules.definition import Ambiguity, Part, Sentence


class Direction(Part):
    """One direction of a programme (направление)."""

    number: Annotated[int, Field(ge=1, le=99)]
    title: Sentence
    goal: Sentence | None = None
    tasks: tuple[Sentence, ...] = ()
    """Its own tasks where the programme prints them again, as printed (002 §2.2, §3.1, §4.2)."""
    source: Sentence


class ProgrammeTask(Part):
    """One task of a programme (задача), as printed."""

    number: Annotated[int, Field(ge=1, le=99)]
    text: Sentence
    direction: int | None = None
    source: Sentence


class OrderClause(Part):
    """One point of the order that approves the programme (001, приказ)."""

    number: Sentence
    text: Sentence
    role: PartyRole | None = None


class ApprovingOrder(Part):
    """The order that approved the programme's plan, as printed."""

    number: Sentence
    date: date
    title: Sentence
    basis: tuple[Sentence, ...] = ()
    clauses: tuple[OrderClause, ...] = ()
    source: Sentence


class Passport(Part):
    """Goal, tasks, expected results, control of a programme; title, developers and years stand in pack.yaml."""

    goal: Sentence
    directions: tuple[Direction, ...] = ()
    tasks: tuple[ProgrammeTask, ...] = ()
    term: Sentence | None = None
    expected_results: tuple[Sentence, ...] = ()
    control: Sentence | None = None
    information: Sentence | None = None
    order: ApprovingOrder | None = None
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()
