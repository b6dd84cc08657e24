"""Resolves the question "how many pupils away": which groups move and what one low group needs to be enough."""

from shared.rules.definition import Criterion, Rule
from shared.rules.errors import RuleFault
from shared.rules.families import Groups
from shared.rules.interpreter import Interpreter
from shared.rules.parsing import parse_expression
from shared.rules.plan import AtLeast, CellHolds, Condition, CriterionHolds, DistanceGroup, DistancePlan
from shared.rules.scope import read_year
from shared.rules.syntax import Call

_MOST_GROUPS = 12  # the statement names every pair of groups
_MOST_NEEDED = 3


def resolve_distance(rule: Rule, interpreter: Interpreter, verdict: Condition) -> DistancePlan | None:
    """Resolve the rule's distance block; raise `RuleFault` where its criteria have another shape."""
    if rule.distance is None:
        return None
    if verdict != AtLeast(1, (CriterionHolds(0), CriterionHolds(1))) or len(rule.criteria) != 2:  # noqa: PLR2004 - count, repeat
        raise RuleFault("Расстояние считается для правила с итогом any(criteria) из двух критериев.")
    needed, family = _read_count(_get_criterion(rule, rule.distance.count), rule, interpreter)
    groups = interpreter.families.place_groups(family, rule.distance.year)
    repeats = _read_repeats(_get_criterion(rule, rule.distance.repeat), rule, interpreter, family)
    interpreter.registry.take_evidence()
    if len(groups) > _MOST_GROUPS or needed > _MOST_NEEDED:
        raise RuleFault(f"Расстояние: не более {_MOST_GROUPS} процедур и {_MOST_NEEDED} низких результатов.")
    return DistancePlan(needed, tuple(DistanceGroup(cells, repeats[at]) for at, cells in enumerate(groups)))


def _get_criterion(rule: Rule, code: str) -> Criterion:
    for criterion in rule.criteria:
        if criterion.code == code:
            return criterion
    raise RuleFault(f"Расстояние ссылается на критерий «{code}», которого нет.")


def _read_count(criterion: Criterion, rule: Rule, interpreter: Interpreter) -> tuple[int, str]:
    """Read `at_least(k, family(year=…))` of the distance year."""
    call = parse_expression(criterion.when)
    family = call.arguments[-1] if isinstance(call, Call) and call.arguments else None
    if (
        isinstance(call, Call)
        and isinstance(family, Call)
        and (call.function, len(call.arguments)) == ("at_least", 2)
        and family.function in rule.families
        and rule.distance is not None
        and read_year(family) == rule.distance.year
    ):
        return int(interpreter.scope.read_number(call.arguments[0])), family.function
    raise RuleFault(f"Расстояние ждёт критерий «{criterion.code}» вида at_least(k, семейство(year=…)) того же года.")


def _read_repeats(
    criterion: Criterion, rule: Rule, interpreter: Interpreter, family: str
) -> tuple[Condition | None, ...]:
    """Say for each group of the distance year what the other years must show for it to be enough alone."""
    call = parse_expression(criterion.when)
    if isinstance(call, Call) and call.function == "repeated" and rule.distance is not None:
        name, offsets, same = interpreter.families.read_repetition(call)
        if name == family and rule.distance.year in offsets:
            others = [offset for offset in offsets if offset != rule.distance.year]
            years = [interpreter.families.place_groups(family, offset) for offset in others]
            return tuple(_repeat(years, at if same else None) for at in range(len(years[0])))
    raise RuleFault(f"Расстояние ждёт критерий «{criterion.code}» вида repeated(семейство, years=…) с тем же годом.")


def _repeat(years: list[Groups], position: int | None) -> Condition:
    """All other years low: by the group at `position`, or by any."""
    low = []
    for groups in years:
        cells = [cell for group in groups for cell in group] if position is None else list(groups[position])
        low.append(AtLeast(1, tuple(CellHolds(cell) for cell in cells)))
    return low[0] if len(low) == 1 else AtLeast(len(low), tuple(low))
