"""Checks of a loaded pack that no single field shows: everything named must exist and make sense."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import comb, prod

from shared.indicators.checking import list_indicator_faults
from shared.packs.definition import Pack
from shared.packs.golden import GoldenCase, GoldenFile, merge_given, parse_value
from shared.packs.issues import PackIssue
from shared.reference.academic_years import parse_academic_year
from shared.reference.procedures import ProcedureCatalogue, load_procedures
from shared.roadmaps.checking import list_roadmap_faults
from shared.rules.definition import Element, Option, Rule
from shared.rules.errors import OptionsRefused, RuleFault
from shared.rules.options import parse_option, parse_options
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule
from shared.rules.suggesting import suggest

_HEADER = "pack.yaml"
_PART = "identification.yaml"
_MOST_COMBINATIONS = 1000  # each is resolved when a pack comes in; of groups, each is a summand of the statement
_MOST_CELLS = 150  # a cell takes up to seven columns of the statement, and Postgres has 1664


def check_pack(pack: Pack, case_files: Sequence[str] = ()) -> list[PackIssue]:
    """Return every fault of the pack's contents; an empty list is a good pack.

    `case_files` names the file of each golden case, where the pack comes from a folder.
    """
    known = load_procedures()
    issues = [*_repeats(_PART, "elements", [element.code for element in pack.elements])]
    issues += _repeats(_PART, "rules", [rule.code for rule in pack.rules])
    issues += _repeats(_HEADER, "calendar", [entry.code for entry in pack.calendar])
    issues += _check_calendar(pack)
    issues += [issue for at, element in enumerate(pack.elements) for issue in _check_element(at, element)]
    for at, rule in enumerate(pack.rules):
        issues += _check_rule(at, rule, pack, known)
    issues += _check_indicators(pack, known)
    issues += _check_roadmap(pack)
    if not issues:
        files = case_files or [f"cases/{at}" for at in range(len(pack.cases))]
        for file, golden in zip(files, pack.cases, strict=True):
            issues += _check_golden(file, golden, pack, known)
    return issues


def _check_indicators(pack: Pack, catalogue: ProcedureCatalogue) -> list[PackIssue]:
    faults = list_indicator_faults(pack, catalogue)
    return [PackIssue("monitoring.yaml", fault.pointer, fault.code, fault.detail) for fault in faults]


def _check_roadmap(pack: Pack) -> list[PackIssue]:
    faults = list_roadmap_faults(pack)
    return [PackIssue("roadmap.yaml", fault.pointer, fault.code, fault.detail) for fault in faults]


def _repeats(part: str, field: str, codes: list[str]) -> Iterator[PackIssue]:
    for at, code in enumerate(codes):
        if code in codes[:at]:
            yield PackIssue(part, f"/{field}/{at}/code", "repeated-code", f"Код «{code}» уже занят: выберите другой.")


def _check_calendar(pack: Pack) -> Iterator[PackIssue]:
    rules = [rule.code for rule in pack.rules]
    sets = {one.code: one for one in pack.monitoring.sets} if pack.monitoring else {}
    for at, entry in enumerate(pack.calendar):
        rule, name = entry.starts.rule, entry.starts.set
        if rule is not None and rule not in rules:
            detail = f"Нет правила «{rule}»{suggest(rule, rules)}."
            yield PackIssue(_HEADER, f"/calendar/{at}/starts/rule", "unknown-rule", detail)
        if name is not None and name not in sets:
            detail = f"Нет набора показателей «{name}»{suggest(name, sets)}."
            yield PackIssue(_HEADER, f"/calendar/{at}/starts/set", "unknown-set", detail)
        elif name is not None and set(sets[name].period.months) != {window.month for window in entry.windows}:
            detail = f"Набор «{name}» собирают в другие месяцы (period.months): исправьте сроки или набор."
            yield PackIssue(_HEADER, f"/calendar/{at}/windows", "other-months", detail)


def _check_element(at: int, element: Element) -> Iterator[PackIssue]:
    given = [element.unit, element.numerator, element.denominator]
    if element.kind == "share" and None in given:
        detail = f"Доле «{element.code}» нужны unit, numerator и denominator."
        yield PackIssue(_PART, f"/elements/{at}", "share-incomplete", detail)
    if element.kind == "answer" and any(given):
        detail = f"У ответа «{element.code}» нет unit, numerator и denominator: уберите их."
        yield PackIssue(_PART, f"/elements/{at}", "answer-with-share", detail)


def _check_rule(at: int, rule: Rule, pack: Pack, catalogue: ProcedureCatalogue) -> list[PackIssue]:
    place = f"/rules/{at}"
    issues = list(_check_options(place, rule))
    issues += [
        PackIssue(_PART, f"{place}/criteria/{position}/code", "repeated-code", f"Критерий «{code}» назван дважды.")
        for position, code in enumerate(criterion.code for criterion in rule.criteria)
        if code in [criterion.code for criterion in rule.criteria[:position]]
    ]
    issues += [issue for name in rule.families for issue in _check_alternatives(place, rule, name, catalogue)]
    issues += [issue for name in rule.families for issue in _check_numbers(place, rule, name)]
    if not issues:
        issues += _check_resolution(place, rule, pack, catalogue)
    return issues


def _check_options(place: str, rule: Rule) -> Iterator[PackIssue]:
    for name, option in rule.options.items():
        pointer = f"{place}/options/{name}"
        if (option.kind == "choice") != bool(option.choices):
            yield PackIssue(_PART, pointer, "option-choices", "Варианты (choices) нужны параметру choice и только ему.")
        elif not _is_canonical(option):
            detail = f"Значение по умолчанию «{option.default}» не из допустимых или записано не в простейшей форме."
            yield PackIssue(_PART, f"{pointer}/default", "option-default", detail)
        if name in rule.values or name in rule.families:
            yield PackIssue(_PART, pointer, "repeated-code", f"Слово «{name}» в правиле уже занято.")


def _is_canonical(option: Option) -> bool:
    try:
        return parse_option(option, option.default) == option.default
    except ValueError:
        return False


def _check_alternatives(place: str, rule: Rule, name: str, catalogue: ProcedureCatalogue) -> Iterator[PackIssue]:
    """Require all procedures of an alternative group: a row of the other one says that this one was not taken."""
    listed = rule.families[name].procedures
    for code in listed:
        procedure = catalogue.find_procedure(code)
        if procedure is None:
            hint = suggest(code, catalogue.procedures)
            pointer = f"{place}/families/{name}/procedures/{listed.index(code)}"
            yield PackIssue(_PART, pointer, "unknown-procedure", f"Нет процедуры «{code}»{hint}.")
            continue
        group = procedure.alternative_group
        same = [other.code for other in catalogue.procedures.values() if group and other.alternative_group == group]
        for other in same:
            if other not in listed:
                detail = f"Вместо «{code}» сдают «{other}»: назовите обе."
                yield PackIssue(_PART, f"{place}/families/{name}/procedures", "alternative-missing", detail)


def _check_numbers(place: str, rule: Rule, name: str) -> Iterator[PackIssue]:
    family = rule.families[name]
    for code in family.numbers.keys() - set(family.procedures):
        detail = f"Номер дан процедуре «{code}», а её в procedures нет."
        yield PackIssue(_PART, f"{place}/families/{name}/numbers/{code}", "number-of-nothing", detail)


def _check_resolution(place: str, rule: Rule, pack: Pack, catalogue: ProcedureCatalogue) -> Iterator[PackIssue]:
    """Resolve the rule under every combination of its choices, as far as one statement can judge them."""
    year = parse_academic_year(pack.valid_from)
    choices = [[(name, choice) for choice in option.choices] for name, option in rule.options.items() if option.choices]
    if prod(len(values) for values in choices) > _MOST_COMBINATIONS:
        detail = f"Сочетаний вариантов больше {_MOST_COMBINATIONS}: оставьте меньше параметров choice."
        yield PackIssue(_PART, f"{place}/options", "too-many-combinations", detail)
        return
    for combination in product(*choices):
        try:
            plan = resolve_rule(rule, dict(combination), year, pack.elements, catalogue)
        except RuleFault as fault:
            yield _fault_issue(place, rule, fault)
            return
        if _is_too_large(plan):
            detail = "Правило читает слишком много значений за раз: разделите его."
            yield PackIssue(_PART, f"{place}/criteria", "rule-too-large", detail)
            return


def _is_too_large(plan: RulePlan) -> bool:
    groups, needed = (len(plan.distance.groups), plan.distance.needed) if plan.distance else (0, 0)
    return len(plan.cells) > _MOST_CELLS or comb(groups, min(needed, groups)) > _MOST_COMBINATIONS


def _fault_issue(place: str, rule: Rule, fault: RuleFault) -> PackIssue:
    column = f" (знак {fault.column})" if fault.column else ""
    for at, criterion in enumerate(rule.criteria):
        if f"«{criterion.code}»:" in fault.detail:
            return PackIssue(_PART, f"{place}/criteria/{at}/when", "rule-fault", f"{fault.detail}{column}")
    field = "distance" if "асстояни" in fault.detail else "verdict"
    return PackIssue(_PART, f"{place}/{field}", "rule-fault", f"{fault.detail}{column}")


def _check_golden(file: str, golden: GoldenFile, pack: Pack, catalogue: ProcedureCatalogue) -> list[PackIssue]:
    rule = next((rule for rule in pack.rules if rule.code == golden.rule), None)
    if rule is None:
        hint = suggest(golden.rule, [rule.code for rule in pack.rules])
        return [PackIssue(file, "/rule", "unknown-rule", f"Нет правила «{golden.rule}»{hint}.")]
    try:
        parse_options(rule, golden.options)
    except OptionsRefused as refusal:
        return [PackIssue(file, fault.pointer, fault.code, fault.detail) for fault in refusal.errors]
    return [
        PackIssue(file, f"/cases/{position}", "unknown-code", detail)
        for position, case in enumerate(golden.cases)
        for detail in _case_faults(golden, case, rule, pack, catalogue)
    ]


def _case_faults(
    golden: GoldenFile, case: GoldenCase, rule: Rule, pack: Pack, catalogue: ProcedureCatalogue
) -> Iterator[str]:
    given = merge_given(golden.given, case)
    kinds = {element.code: element.kind for element in pack.elements}
    for code in [code for cells in given.results.values() for code in cells]:
        if catalogue.find_procedure(code) is None:
            yield f"Нет процедуры «{code}»{suggest(code, catalogue.procedures)}."
    for code, text in [cell for cells in given.context.values() for cell in cells.items()]:
        if code not in kinds:
            yield f"Нет элемента «{code}»{suggest(code, kinds)}."
        elif (kinds[code] == "answer") != isinstance(parse_value(text), str):
            yield f"Значение «{text}» не подходит элементу «{code}»."
    criteria = [criterion.code for criterion in rule.criteria]
    for code in case.expect.criteria:
        if code not in criteria:
            yield f"Нет критерия «{code}»{suggest(code, criteria)}."
