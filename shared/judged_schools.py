"""What the runs behind calculated lists in force say of each school, criterion by criterion.

A document prevails in who is listed (B13), but holds no criteria: how these stand only our own runs tell.
"""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, Text, case, column, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from shared.listed_schools import select_lists_in_force
from shared.models import Pack, Run, SchoolList, Verdict
from shared.reference.categories import Category


def select_runs_in_force(academic_year: int, category: Category) -> Subquery:
    """Return the run that counts: municipality_id, list_id, run_id, pack_code, pack_version, rule_code."""
    lists = select_lists_in_force(academic_year, categories=(category,), basis="calculated")
    return (
        select(
            lists.c.municipality_id,
            lists.c.list_id,
            func.coalesce(Run.same_as_id, Run.id).label("run_id"),
            Run.pack_code,
            Run.pack_version,
            Run.rule_code,
        )
        .join_from(lists, SchoolList, SchoolList.id == lists.c.list_id)
        .join(Run, Run.id == SchoolList.run_id)
        .subquery("runs_in_force")
    )


def select_criteria(academic_year: int, category: Category) -> Subquery:
    """Return every criterion of every judged school.

    municipality_id, school_code, run_id, rule (`pack/rule`), criterion (`pack/rule/criterion`), criterion_title,
    place (in the rule, from 1 on), state (met, not_met, undetermined), to_enter (of the verdict).
    """
    runs, names = select_runs_in_force(academic_year, category), select_criterion_names()
    state = Verdict.criteria[names.c.place]
    of_run = (Verdict.municipality_id == runs.c.municipality_id) & (Verdict.run_id == runs.c.run_id)
    return (
        select(
            Verdict.municipality_id,
            Verdict.school_code,
            Verdict.run_id,
            names.c.rule,
            names.c.criterion,
            names.c.criterion_title,
            names.c.place,
            case(
                (state.is_(True), _word("met")), (state.is_(False), _word("not_met")), else_=_word("undetermined")
            ).label("state"),
            Verdict.to_enter,
        )
        .join_from(runs, names, _same_rule(runs, names))
        .join(Verdict, of_run)
        .subquery("criteria")
    )


def select_criterion_names() -> Subquery:
    """Return the criteria of all rules: pack_code, pack_version, rule_code, rule, criterion, criterion_title, place."""
    rules = func.jsonb_array_elements(Pack.definition["identification"]["rules"])
    rule = rules.table_valued(column("value", JSONB), joins_implicitly=True).render_derived(name="pack_rule")
    criteria = func.jsonb_array_elements(rule.c.value["criteria"])
    criterion = criteria.table_valued(
        column("value", JSONB), with_ordinality="place", joins_implicitly=True
    ).render_derived(name="rule_criterion")
    path = func.concat_ws("/", Pack.code, rule.c.value["code"].astext)
    return (
        select(
            Pack.code.label("pack_code"),
            Pack.version.label("pack_version"),
            rule.c.value["code"].astext.label("rule_code"),
            path.label("rule"),
            func.concat_ws("/", path, criterion.c.value["code"].astext).label("criterion"),
            criterion.c.value["title"].astext.label("criterion_title"),
            criterion.c.place,
        )
        .select_from(Pack)
        .join(rule, literal(value=True))
        .join(criterion, literal(value=True))
        .subquery("criterion_names")
    )


def _same_rule(runs: Subquery, names: Subquery) -> ColumnElement[Any]:
    keys = ("pack_code", "pack_version", "rule_code")
    first, *rest = (runs.c[key] == names.c[key] for key in keys)
    for condition in rest:
        first &= condition
    return first


def _word(word: str) -> ColumnElement[str]:
    return literal(word, Text)
