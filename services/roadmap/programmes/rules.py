"""Pure logic of programmes: what is taken over from a pack, what contradicts itself, what may be done."""

from collections.abc import Iterator

from services.roadmap.programmes.schemas import PassportDirection, PassportTask, ProgrammeAction, ProgrammePassport
from shared.errors import FieldIssue
from shared.packs.definition import Pack

LONGEST = 20
"""Years of one programme: those of the sources last one to three."""
_ACTIONS: tuple[tuple[ProgrammeAction, str], ...] = (("update", "roadmap:write"), ("approve", "roadmap:approve"))


def make_passport(pack: Pack) -> ProgrammePassport:
    """Return the passport as the pack's header and its roadmap.yaml write it."""
    printed = pack.roadmap.passport if pack.roadmap else None
    programme = pack.programme
    authors = {
        "developers": programme.developers if programme else (),
        "executors": programme.executors if programme else (),
        "basis": pack.basis,
    }
    if printed is None:
        return ProgrammePassport(**authors, control=programme.control if programme else None)
    return ProgrammePassport(
        **authors,
        goal=printed.goal,
        directions=tuple(
            PassportDirection(number=one.number, title=one.title, goal=one.goal, tasks=one.tasks)
            for one in printed.directions
        ),
        tasks=tuple(
            PassportTask(number=task.number, text=task.text, direction=task.direction) for task in printed.tasks
        ),
        expected_results=printed.expected_results,
        control=printed.control,
        information=printed.information,
    )


def list_year_faults(first_year: int | None, last_year: int | None) -> Iterator[FieldIssue]:
    """List what is wrong with the years of a programme; None is one that neither people nor the pack name."""
    for name, year in (("first_year", first_year), ("last_year", last_year)):
        if year is None:
            yield FieldIssue(f"/body/{name}", "missing", "Программа не печатает своих лет: укажите первый и последний.")
    if first_year is not None and last_year is not None and not 0 <= last_year - first_year < LONGEST:
        detail = f"Последний год — не раньше первого ({first_year}) и не больше {LONGEST} лет вместе с ним."
        yield FieldIssue("/body/last_year", "wrong-years", detail)


def list_passport_faults(passport: ProgrammePassport) -> Iterator[FieldIssue]:
    """List what of a passport contradicts itself: numbers given twice, tasks of directions that are not there."""
    directions = [direction.number for direction in passport.directions]
    tasks = [task.number for task in passport.tasks]
    for name, numbers in (("directions", directions), ("tasks", tasks)):
        for at, number in enumerate(numbers):
            if number in numbers[:at]:
                detail = f"Номер {number} уже занят: выберите другой."
                yield FieldIssue(f"/body/passport/{name}/{at}/number", "repeated-number", detail)
    for at, task in enumerate(passport.tasks):
        if task.direction is not None and task.direction not in directions:
            detail = f"Направления {task.direction} в паспорте нет."
            yield FieldIssue(f"/body/passport/tasks/{at}/direction", "unknown-direction", detail)


def list_actions(state: str, scopes: frozenset[str]) -> list[ProgrammeAction]:
    """List what may be done with a programme in this state by whom has these scopes."""
    return [action for action, scope in _ACTIONS if scope in scopes] if state == "draft" else []
