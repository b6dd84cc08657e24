"""Pure logic of verifications: what a difference means, and which facts it stands on."""

from collections.abc import Sequence
from typing import Protocol

from services.identification.runs.schemas import ChangedInput, InputState, VerificationResult
from shared.reference.academic_years import format_academic_year
from shared.rules.explanation import read_answer
from shared.rules.plan import Cell, CellKind, CellState, RulePlan


class StoredEvidence(Protocol):
    """What rows of verdicts and of differences both offer."""

    @property
    def cell_states(self) -> str: ...  # noqa: D102 - columns are described by the models
    @property
    def numerators(self) -> Sequence[int | None]: ...  # noqa: D102
    @property
    def denominators(self) -> Sequence[int | None]: ...  # noqa: D102


def classify(*, same_inputs: bool, same_result: bool, differing: int, unexplained: int) -> VerificationResult:
    """Say what a verification found; `unexplained` schools have another verdict on the same inputs.

    Where the inputs hash to the same and a stored row is different, it is the stored row that was tampered with.
    """
    if same_inputs:
        untouched = same_result and differing == 0
        return VerificationResult.identical if untouched else VerificationResult.result_differs
    return VerificationResult.result_differs if unexplained else VerificationResult.inputs_changed


def list_changed_inputs(plan: RulePlan, before: StoredEvidence, now: StoredEvidence) -> list[ChangedInput]:
    """List the facts of a school that are not what they were, in pack order."""
    changed = []
    for at, cell in enumerate(plan.cells):
        old, new = _read_input(cell, before, at), _read_input(cell, now, at)
        if old != new:
            changed.append(_name_input(cell, old, new))
    return changed


def _name_input(cell: Cell, before: InputState, now: InputState) -> ChangedInput:
    is_result = cell.kind is CellKind.result
    return ChangedInput(
        academic_year=format_academic_year(cell.academic_year),
        procedure=cell.code if is_result else None,
        element=None if is_result else cell.code,
        before=before,
        now=now,
    )


def _read_input(cell: Cell, evidence: StoredEvidence, at: int) -> InputState:
    state = CellState(evidence.cell_states[at])
    words = {CellState.missing: "missing", CellState.not_considered: "not_considered"}
    return InputState.model_validate(
        {
            "state": words.get(state, "given"),
            "answer": read_answer(cell, state),
            "numerator": evidence.numerators[at],
            "denominator": evidence.denominators[at],
        }
    )
