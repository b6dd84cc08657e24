"""Renders a stored verdict in the contract's form: criteria with their evidence, what is missing, flags, distance."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NotRequired, Protocol, TypedDict

from shared.reference.academic_years import format_academic_year
from shared.rules.options import format_decimal
from shared.rules.plan import AnswerTest, Cell, CellKind, CellState, RulePlan, ShareTest, SumTest

CriterionState = Literal["met", "not_met", "undetermined"]
Status = Literal["identified", "not_identified", "undetermined"]
Flag = Literal["small_n", "boundary", "partial"]

_STATES: dict[bool | None, CriterionState] = {True: "met", False: "not_met", None: "undetermined"}
_OPPOSITE = {"yes": "no", "no": "yes"}
_MET: dict[str, bool | None] = {CellState.holds: True, CellState.missing: None, CellState.known: None}
_KIND_KEYS = {CellKind.result: "procedure", CellKind.share: "element", CellKind.answer: "element"}


class StoredVerdict(Protocol):
    """What a row of the table `verdict` offers."""

    @property
    def school_code(self) -> str: ...  # noqa: D102 - columns are described by the model
    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def criteria(self) -> Sequence[bool | None]: ...  # noqa: D102
    @property
    def cell_states(self) -> str: ...  # noqa: D102
    @property
    def numerators(self) -> Sequence[int | None]: ...  # noqa: D102
    @property
    def denominators(self) -> Sequence[int | None]: ...  # noqa: D102
    @property
    def small_n(self) -> bool: ...  # noqa: D102
    @property
    def boundary(self) -> bool: ...  # noqa: D102
    @property
    def partial(self) -> bool: ...  # noqa: D102
    @property
    def to_enter(self) -> int | None: ...  # noqa: D102
    @property
    def to_leave(self) -> int | None: ...  # noqa: D102


class Evidence(TypedDict):
    """One cell a criterion looks at, or the sum of several."""

    academic_year: str
    procedure: NotRequired[str]
    element: NotRequired[str]
    answer: str | None
    numerator: int | None
    denominator: int | None
    percent: str | None
    threshold: str | None
    operator: str | None
    met: bool | None


class MissingCell(TypedDict):
    """A cell that is due and not there."""

    academic_year: str
    procedure: NotRequired[str]
    element: NotRequired[str]


class CriterionRead(TypedDict):
    """A criterion with its state, its place in the source and what it stands on."""

    code: str
    state: CriterionState
    source: str
    evidence: list[Evidence]


class DistanceRead(TypedDict):
    """Pupils into the list and out of it; null where no number can, or the rule has no distance."""

    to_enter: int | None
    to_leave: int | None


class VerdictRead(TypedDict):
    """A verdict as other programs read it."""

    school_code: str
    status: str
    flags: list[Flag]
    missing: list[MissingCell]
    criteria: list[CriterionRead]
    distance: DistanceRead


def render_verdict(plan: RulePlan, verdict: StoredVerdict, school_code: str | None = None) -> VerdictRead:
    """Render a verdict of the plan; `school_code` is the code as the sender printed it."""
    cells = _render_cells(plan, verdict)
    criteria: list[CriterionRead] = [
        {
            "code": criterion.code,
            "state": _STATES[verdict.criteria[at]],
            "source": criterion.source,
            "evidence": _list_evidence(plan, criterion.evidence, cells, verdict),
        }
        for at, criterion in enumerate(plan.criteria)
    ]
    return {
        "school_code": school_code or verdict.school_code,
        "status": verdict.status,
        "flags": list_flags(verdict),
        "missing": list_missing(plan, verdict),
        "criteria": criteria,
        "distance": {"to_enter": verdict.to_enter, "to_leave": verdict.to_leave},
    }


def list_flags(verdict: StoredVerdict) -> list[Flag]:
    """List the flags of a verdict."""
    flags: list[tuple[Flag, bool]] = [
        ("small_n", verdict.small_n),
        ("boundary", verdict.boundary),
        ("partial", verdict.partial),
    ]
    return [flag for flag, raised in flags if raised]


def list_missing(plan: RulePlan, verdict: StoredVerdict) -> list[MissingCell]:
    """List all missing cells in pack order, also those that cannot change the verdict."""
    if CellState.missing not in verdict.cell_states:
        return []
    return [
        {"academic_year": format_academic_year(cell.academic_year), _KIND_KEYS[cell.kind]: cell.code}  # type: ignore[misc]  # the key is one of the two that the type allows
        for cell, state in zip(plan.cells, verdict.cell_states, strict=True)
        if state == CellState.missing
    ]


def _list_evidence(
    plan: RulePlan, parts: Sequence[int | SumTest], cells: Sequence[Evidence], verdict: StoredVerdict
) -> list[Evidence]:
    """List what a criterion looked at, in pack order; what was not considered is left out."""
    evidence: list[Evidence] = []
    for part in parts:
        if isinstance(part, SumTest):
            evidence.append(_render_sum(plan, part, verdict))
        elif verdict.cell_states[part] != CellState.not_considered:
            evidence.append(cells[part])
    return evidence


def format_percent(numerator: int, denominator: int) -> str | None:
    """Write a share in percent with two decimals, half up; for display only. Null where there is nobody."""
    if denominator == 0:
        return None
    hundredths = (2 * numerator * 10_000 + denominator) // (2 * denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def add_known_shares(total: SumTest, verdict: StoredVerdict) -> Fraction:
    """Add the known shares of a sum, exact; 1 is 100 %."""
    known = [at for at in total.cells if verdict.cell_states[at] == CellState.known]
    return sum((Fraction(verdict.numerators[at] or 0, verdict.denominators[at] or 1) for at in known), Fraction(0))


def decide_sum(total: SumTest, verdict: StoredVerdict) -> bool | None:
    """Say whether a sum passes its threshold, whatever the missing shares are; null while that is open."""
    return _decide(total, add_known_shares(total, verdict), verdict)


def _decide(total: SumTest, known: Fraction, verdict: StoredVerdict) -> bool | None:
    missing = sum(verdict.cell_states[at] == CellState.missing for at in total.cells)
    if total.test.accepts(known):
        return True
    return None if total.test.accepts(known + missing) else False


@lru_cache(maxsize=32)  # what is the same for all schools of a run is put together once
def _list_blanks(plan: RulePlan) -> tuple[Evidence, ...]:
    """Prepare the evidence of each cell, its numbers left blank."""
    return tuple(_make_blank(cell) for cell in plan.cells)


def _make_blank(cell: Cell) -> Evidence:
    test = cell.test if isinstance(cell.test, ShareTest) else None
    return {
        "academic_year": format_academic_year(cell.academic_year),
        _KIND_KEYS[cell.kind]: cell.code,  # type: ignore[misc]  # the key is one of the two that the type allows
        "answer": None,
        "numerator": None,
        "denominator": None,
        "percent": None,
        "threshold": format_decimal(test.threshold) if test else None,
        "operator": test.operator.value if test else None,
        "met": None,
    }


def _render_cells(plan: RulePlan, verdict: StoredVerdict) -> list[Evidence]:
    cells: list[Evidence] = []
    for at, (cell, blank) in enumerate(zip(plan.cells, _list_blanks(plan), strict=True)):
        state = verdict.cell_states[at]
        numerator, denominator = verdict.numerators[at], verdict.denominators[at]
        evidence = blank.copy()
        if numerator is not None and denominator is not None:
            evidence["numerator"] = numerator
            evidence["denominator"] = denominator
            evidence["percent"] = format_percent(numerator, denominator)
        if cell.kind is CellKind.answer:
            evidence["answer"] = read_answer(cell, CellState(state))
        if cell.test is not None:
            evidence["met"] = _MET.get(state, False)
        cells.append(evidence)
    return cells


def _render_sum(plan: RulePlan, total: SumTest, verdict: StoredVerdict) -> Evidence:
    known = add_known_shares(total, verdict)
    return {
        "academic_year": format_academic_year(plan.cells[total.cells[0]].academic_year),
        "element": "sum",
        "answer": None,
        "numerator": known.numerator,
        "denominator": known.denominator,
        "percent": format_percent(known.numerator, known.denominator),
        "threshold": format_decimal(total.test.threshold),
        "operator": total.test.operator.value,
        "met": _decide(total, known, verdict),
    }


def read_answer(cell: Cell, state: CellState) -> str | None:
    """Read the answer back from the state of its cell."""
    if not isinstance(cell.test, AnswerTest) or state is CellState.missing:
        return None
    if state is CellState.not_applicable:
        return "not_applicable"
    return cell.test.answer if state is CellState.holds else _OPPOSITE[cell.test.answer]
