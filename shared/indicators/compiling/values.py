"""The values of single schools, and of municipalities from the sums over their schools."""

from sqlalchemy import BigInteger, ColumnElement, FromClause, Subquery, Text, case, cast, func, null, or_, select

from shared.indicators.compiling.contributions import is_number, is_unlisted
from shared.indicators.compiling.derived import find_supported, is_repeated
from shared.indicators.compiling.rows import Value
from shared.indicators.plan import IndicatorPlan, Item
from shared.rules.compiling.constants import Column, integer, truth, word


def describe_school_value(at: int, item: Item, row: FromClause) -> Value:
    """Describe the value of a school's item over a row of contributions."""
    value = Value(item)
    if item.own is not None:
        _take_own(value, item.own, row)
    else:
        unlisted = is_unlisted(item, row)
        value.answer = _answer(row.c[f"holds{at}"])
        value.reasons.append((unlisted, "no_list"))
        value.flags.append(("incomplete", unlisted))
    if item.applies is not None:
        value.applies = row.c[f"applies{at}"]
        value.flags.append(("incomplete", value.applies.is_(None)))
        value.reasons = [(value.applies.is_(False), "not_applicable"), *value.reasons]
        value.reasons.append((value.applies.is_(None), "no_list"))
    return value


def select_sums(plan: IndicatorPlan, contributions: FromClause) -> Subquery:
    """Sum up what the schools add: one row a municipality, per item i all{i}, add{i}, of{i}, gap{i}."""
    columns: list[Column] = [contributions.c.municipality_id]
    for at, item in plan.list_items("municipality"):
        if item.numerator is not None:
            columns += _sums(at, item, contributions)
    return select(*columns).group_by(contributions.c.municipality_id).subquery("sums")


def describe_municipal_value(at: int, item: Item, row: FromClause) -> Value:
    """Describe the value of a municipality's item over a row of its sums and own answers."""
    value = Value(item)
    if item.numerator is not None:
        _take_sums(value, at, row)
    each_once = _count_once(value, at, row) if f"s{at}" in row.c else truth(value=False)
    if item.own is None:
        return value
    if item.numerator is None:
        _take_own(value, item.own, row)
        return value
    _prefer_own(value, item.own, row, each_once)
    return value


def _count_once(value: Value, at: int, row: FromClause) -> ColumnElement[bool]:
    """Take off whoever is known by key in several schools; say whether then everybody is counted once (B29).

    It is done where the sums hold all whom the records of the municipality know by key: then it is known who repeats.
    """
    keyed = row.c[f"keyed{at}"]
    is_known = func.coalesce(keyed == row.c[f"s{at}"], False) & (keyed > integer(0))
    repeated = case((is_known, row.c[f"s{at}"] - row.c[f"q{at}"]), else_=integer(0))
    value.numerator = value.numerator - repeated
    value.denominator = value.denominator - repeated
    return is_known & (row.c[f"add{at}"] == keyed)


def _take_own(value: Value, cell: int, row: FromClause) -> None:
    kind = value.item.kind
    value.answer = row.c[f"a{cell}"] if kind == "answer" else value.answer
    value.numerator = row.c[f"n{cell}"] if kind != "answer" else value.numerator
    value.denominator = row.c[f"d{cell}"] if kind == "share" else value.denominator
    known = value.answer if kind == "answer" else value.numerator
    value.answered = truth(value=True)
    if f"x{cell}" in row.c:
        value.answered = row.c[f"x{cell}"].is_(None)
        value.flags += [("not_deduplicated", is_repeated(cell, row))] if kind == "share" else []
    value.reasons = [(known.is_(None), "unanswered"), (value.denominator == integer(0), "nobody")]


def _prefer_own(value: Value, cell: int, row: FromClause, each_once: ColumnElement[bool]) -> None:
    """Let the municipality's own answer go before the sum over its schools, which is flagged (B29)."""
    own = Value(value.item)
    _take_own(own, cell, row)
    given = (own.answer if value.item.kind == "answer" else own.numerator).is_not(None)
    value.numerator = case((given, own.numerator), else_=value.numerator)
    value.denominator = case((given, own.denominator), else_=value.denominator)
    value.answer = case((given, own.answer), else_=value.answer)
    value.answered = given
    value.missing = case((given, integer(0)), else_=value.missing)
    value.flags = [(flag, raised & ~given) for flag, raised in value.flags]
    if value.item.derived_flag is not None:
        value.flags.append((value.item.derived_flag, ~given & ~each_once))
    summed = [(holds & ~given, code) for holds, code in value.reasons]
    value.reasons = [(given & (own.denominator == integer(0)), "nobody"), *summed]


def _sums(at: int, item: Item, schools: FromClause) -> list[Column]:
    inside = schools.c[f"in{at}"].is_(True)
    named: dict[str, Column] = {
        "all": func.count().filter(inside),
        "gap": func.count().filter(inside & schools.c[f"gap{at}"]),
        "unlisted": func.count().filter(is_unlisted(item, schools)),
        "partly": func.count().filter(_is_partly_listed(item, schools)),
        "add": _sum(schools.c[f"add{at}"], inside),
        "of": _sum(schools.c[f"of{at}"], inside),
    }
    if (cell := find_supported(item, schools)) is not None:
        named["keyed"] = _sum(schools.c[f"u{cell}"], inside)
        named["repeated"] = func.count().filter(inside & is_repeated(cell, schools))
    if item.kind == "answer":
        named["holds"] = func.bool_or(schools.c[f"holds{at}"]).filter(inside)
    columns: list[Column] = [column.label(f"{name}{at}") for name, column in named.items()]
    for position in range(len(item.factors)):
        counted = func.count().filter(inside & schools.c[f"f{at}_{position}"])
        columns.append(counted.label(f"f{at}_{position}"))
    return columns


def _sum(numbers: Column, inside: ColumnElement[bool]) -> Column:
    return cast(func.coalesce(func.sum(numbers).filter(inside), integer(0)), BigInteger)


def _is_partly_listed(item: Item, schools: FromClause) -> ColumnElement[bool]:
    return or_(truth(value=False), *[schools.c[f"h{roll}"] for roll in item.rolls])


def _take_sums(value: Value, at: int, row: FromClause) -> None:
    item = value.item
    unlisted = row.c[f"unlisted{at}"] > integer(0)
    silent = row.c[f"gap{at}"] == row.c[f"all{at}"]
    nobody = row.c[f"all{at}"] == integer(0)
    if item.kind == "answer":
        # Yes as soon as one school says so, no only if every school has answered (B63).
        complete = (row.c[f"gap{at}"] == integer(0)) & ~nobody
        value.answer = case((row.c[f"holds{at}"], word("yes")), (complete, word("no")), else_=cast(null(), Text))
        value.reasons = [(unlisted, "no_list"), (nobody, "no_schools"), (value.answer.is_(None), "unanswered")]
    elif item.kind == "count":
        value.numerator = _unless(unlisted | silent & ~nobody, row.c[f"add{at}"])
        value.reasons = [(unlisted, "no_list"), (silent & ~nobody, "unanswered")]
    else:
        value.numerator = _unless(unlisted, row.c[f"add{at}"])
        value.denominator = _unless(unlisted, row.c[f"of{at}"])
        empty = value.denominator == integer(0)
        silence = [(empty & silent, "unanswered")] if is_number(item.numerator) else []
        value.reasons = [(unlisted, "no_list"), (nobody, "no_schools"), *silence, (empty, "nobody")]
    value.missing = case((unlisted, integer(0)), else_=row.c[f"gap{at}"])
    value.flags = [
        ("incomplete", value.missing > integer(0)),
        ("list_missing", (row.c[f"partly{at}"] > integer(0)) & ~unlisted),
    ]
    if f"keyed{at}" in row.c:
        value.flags.append(("not_deduplicated", row.c[f"repeated{at}"] > integer(0)))
    value.factors = [case((unlisted, integer(0)), else_=row.c[f"f{at}_{place}"]) for place in range(len(item.factors))]


def _unless(unknown: ColumnElement[bool], number: Column) -> Column:
    return case((unknown, null()), else_=number)


def _answer(holds: ColumnElement[bool]) -> Column:
    return case((holds.is_(True), word("yes")), (holds.is_(False), word("no")), else_=cast(null(), Text))
