"""Makes a rule definite: its text, the chosen options and the academic year become a plan."""

from collections.abc import Iterable, Mapping

from shared.reference.procedures import ProcedureCatalogue
from shared.rules.definition import Criterion, Element, Rule
from shared.rules.distances import resolve_distance
from shared.rules.errors import RuleFault
from shared.rules.interpreter import Interpreter, read_quantifier
from shared.rules.options import parse_options
from shared.rules.parsing import parse_expression
from shared.rules.plan import AtLeast, Condition, CriterionHolds, CriterionPlan, Quantifier, RulePlan
from shared.rules.registry import CellRegistry, Vocabulary
from shared.rules.syntax import Call, Name


def resolve_rule(
    rule: Rule,
    options: Mapping[str, str],
    academic_year: int,
    elements: Iterable[Element],
    catalogue: ProcedureCatalogue,
) -> RulePlan:
    """Resolve a rule for the list made in `academic_year` (its first calendar year).

    Raises `OptionsRefused` for options; a rule that cannot be read raises `RuleFault`, which a checked pack never does.
    """
    chosen = parse_options(rule, options)
    registry = CellRegistry(Vocabulary(catalogue, {element.code: element for element in elements}), academic_year)
    interpreter = Interpreter(rule, chosen, registry)
    criteria = tuple(_resolve_criterion(criterion, interpreter) for criterion in rule.criteria)
    verdict = _resolve_verdict(rule, interpreter)
    return RulePlan(
        rule=rule.code,
        title=rule.title,
        source=rule.source,
        academic_year=academic_year,
        options=tuple(chosen.items()),
        cells=registry.finish(),
        criteria=criteria,
        verdict=verdict,
        quantifier=_find_quantifier(rule),
        distance=resolve_distance(rule, interpreter, verdict),
    )


def _resolve_criterion(criterion: Criterion, interpreter: Interpreter) -> CriterionPlan:
    try:
        condition = interpreter.read_condition(parse_expression(criterion.when))
    except RuleFault as fault:
        raise RuleFault(f"Критерий «{criterion.code}»: {fault.detail}", fault.column) from fault
    evidence = interpreter.registry.take_evidence()
    return CriterionPlan(criterion.code, criterion.title, criterion.wording, criterion.source, condition, evidence)


def _resolve_verdict(rule: Rule, interpreter: Interpreter) -> Condition:
    verdict = interpreter.read_condition(parse_expression(rule.verdict))
    if not _only_criteria(verdict) or interpreter.registry.take_evidence():
        raise RuleFault("Итог складывается только из критериев: any(criteria) или enough(параметр, criteria).")
    return verdict


def _only_criteria(condition: Condition) -> bool:
    if isinstance(condition, AtLeast):
        return all(_only_criteria(item) for item in condition.items)
    return isinstance(condition, CriterionHolds)


def _find_quantifier(rule: Rule) -> Quantifier | None:
    call = parse_expression(rule.verdict)
    if not isinstance(call, Call) or call.function != "enough" or not isinstance(call.arguments[0], Name):
        return None
    option = call.arguments[0].identifier
    total = len(rule.criteria)
    choices = rule.options[option].choices
    return Quantifier(option, tuple((choice, read_quantifier(choice, total)) for choice in choices))
