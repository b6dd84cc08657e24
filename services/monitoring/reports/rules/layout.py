"""Lays a report out as a document: sections, tables, a chart, the schools by their needs in an annex."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from services.monitoring.reports.rules.annexes import list_annexes
from services.monitoring.reports.rules.words import (
    ADDRESSEES,
    AREAS,
    CHANGES,
    name_date,
    name_schools,
    number_of,
    plain,
    tell_number,
)
from services.monitoring.reports.schemas import Fact, Protocol, ReportContent, ReportKind, ReportText
from shared.documents.model import (
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Heading,
    NumberedList,
    Paragraph,
    Table,
)
from shared.indicators.periods import name_period

_MOST_BARS = 16
_ANSWERS = {"yes": "да", "no": "нет"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text of a report."""

    kind: ReportKind
    letterhead: tuple[str, ...]
    signatory: str
    protocol: Protocol | None
    approved_on: date | None
    """None while it is a draft."""
    dated_on: date
    extract_for: str | None = None
    """The school for which this is an extract."""


def lay_out(report: ReportText, frame: Frame) -> Document:
    """Lay a report out; sections without content are left out, the others counted on."""
    sections = [
        ("Общие сведения", _passage(report.texts.introduction) + _silence(report.content)),
        ("Статистические факты", _passage(report.texts.facts) + _facts(report.content)),
        ("Факторы, влияющие на результаты", _passage(report.texts.factors) + _factors(report.content)),
        ("Выявленные дефициты", _passage(report.texts.deficits) + _deficits(report.content)),
        ("Успешные практики", _passage(report.texts.practices) + _practices(report.content)),
        ("Группы школ со сходными дефицитами", _passage(report.texts.groups) + _groups(report.content)),
        ("Адресные рекомендации", _recommendations(report)),
        ("Вывод", _passage(report.texts.conclusion)),
    ]
    blocks: list[Block] = []
    for number, (title, found) in enumerate((section for section in sections if section[1]), start=1):
        blocks += [Heading(f"{number}. {title}"), *found]
    return Document(
        letterhead=frame.letterhead,
        approval=_stamp(report.content, frame),
        kind="ВЫПИСКА ИЗ АНАЛИТИЧЕСКОЙ СПРАВКИ" if frame.extract_for else "АНАЛИТИЧЕСКАЯ СПРАВКА",
        title=_title(report.content, frame),
        blocks=tuple(blocks),
        signature=frame.signatory,
        dated_on=frame.dated_on,
        annexes=list_annexes(report.content),
    )


def _title(content: ReportContent, frame: Frame) -> str:
    period = name_period(content.period)
    titles = {
        ReportKind.campaign: f"по итогам мониторинга за {period}: {content.subject}",
        ReportKind.effectiveness: f"об эффективности принятых мер за {period}: {content.subject}",
        ReportKind.risk_list: f"{content.subject}: {period}",
    }
    return titles[frame.kind] + (f" (для {frame.extract_for})" if frame.extract_for else "")


def _stamp(content: ReportContent, frame: Frame) -> tuple[str, ...]:
    if frame.approved_on is None:
        return ("ПРОЕКТ",)
    if frame.protocol is None:
        return ("УТВЕРЖДЕНО", name_date(frame.approved_on))
    body = "рабочей группы" if content.analysed_by in {None, "рабочая группа"} else f"({content.analysed_by})"
    line = f"протоколом заседания {body}"
    return ("УТВЕРЖДЕНО", line, f"от {name_date(frame.protocol.date)} № {frame.protocol.number}")


def _passage(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _silence(content: ReportContent) -> list[Block]:
    found = content.participation
    if found is None:
        return []
    lines = {"Ответили позже срока": found.late, "Не представили сведения": found.silent}
    told: list[Block] = [
        Paragraph(f"{line}: {name_schools(content, codes)}.") for line, codes in lines.items() if codes
    ]
    if found.municipality_answered is False:
        told.append(Paragraph("Муниципалитет на свои вопросы не ответил."))
    return told


def _facts(content: ReportContent) -> list[Block]:
    if not content.facts:
        return []
    periods = list(dict.fromkeys(one.period for fact in content.facts for one in fact.comparisons))
    has_targets = any(fact.target for fact in content.facts)
    columns = [Column("№", 4), Column("Показатель", 15), Column(name_period(content.period), 7, numeric=True)]
    columns += [Column(name_period(period), 7, numeric=True) for period in periods]
    columns += [Column("Динамика", 7, numeric=True)] if periods else []
    columns += [Column("Цель", 7, numeric=True)] if has_targets else []
    rows = [_fact_row(fact, periods, has_targets=has_targets) for fact in content.facts]
    return [Table("Значения показателей", tuple(columns), tuple(rows)), *_listed_factors(content), *_chart(content)]


def _fact_row(fact: Fact, periods: list[str], *, has_targets: bool) -> tuple[str, ...]:
    code = number_of(fact.indicator) if fact.part_of is None else "в т. ч."
    notes = [fact.reason] if fact.reason else []
    notes += [f"нет ответа школ: {fact.missing_schools}"] if fact.missing_schools else []
    value = tell_number(fact.value) + (f"; {', '.join(notes)}" if notes and fact.value else "")
    if fact.value is None and notes:
        value = f"— ({', '.join(notes)})"
    known = {one.period: one for one in fact.comparisons}
    cells = [code, plain(fact.title), value]
    cells += [tell_number(known[period].value) if period in known else "—" for period in periods]
    if periods:
        first = known.get(periods[0])
        cells.append(CHANGES[first.change] if first and first.change else "—")
    if has_targets:
        cells.append(_tell_target(fact))
    return tuple(cells)


def _tell_target(fact: Fact) -> str:
    if fact.target is None:
        return "—"
    told = _ANSWERS.get(fact.target, fact.target.replace(".", ","))
    is_share = fact.value is not None and fact.value.denominator is not None
    met = {True: "; достигнута", False: "; не достигнута", None: ""}[fact.target_met]
    return (f"{told}\N{NO-BREAK SPACE}%" if is_share else told) + met


def _listed_factors(content: ReportContent) -> list[Block]:
    """Print what the source wants listed («с перечислением …»)."""
    lines = []
    for fact in content.facts:
        found = [f"{factor.title} — {factor.schools}" for factor in fact.factors if factor.schools]
        if found:
            lines.append(f"Показатель {number_of(fact.indicator)}, школ с фактором: {'; '.join(found)}.")
    return [Paragraph(line) for line in lines]


def _chart(content: ReportContent) -> list[Block]:
    bars = []
    for fact in content.facts:
        number = fact.value
        if fact.part_of or number is None or number.numerator is None or not number.denominator or not number.percent:
            continue
        value = Fraction(number.numerator, number.denominator)
        bars.append(
            Bar(f"{number_of(fact.indicator)}. {plain(fact.title)}", value, f"{number.percent.replace('.', ',')} %")
        )
    bars = bars[:_MOST_BARS]
    if not bars:
        return []
    told = "; ".join(f"{bar.label} — {bar.text}" for bar in bars)
    return [BarChart(f"Доли по показателям, {name_period(content.period)}", tuple(bars), f"Столбцы: {told}")]


def _factors(content: ReportContent) -> list[Block]:
    if not content.factors:
        return []
    columns = (
        Column("№", 3),
        Column("Динамика показателя", 5),
        Column("Школ с улучшением", 4, numeric=True),
        Column("Школ с ухудшением", 4, numeric=True),
    )
    rows = tuple(
        (number_of(factor.indicator), CHANGES[factor.change], str(len(factor.improved)), str(len(factor.worsened)))
        for factor in content.factors
    )
    return [Table("Показатели, которые изменились", columns, rows)]


def _deficits(content: ReportContent) -> list[Block]:
    if not content.deficits:
        return []
    columns = (
        Column("№", 2),
        Column("Дефицит", 9),
        Column("Область", 6),
        *(Column("Школ", 3, numeric=True), Column("Нет данных", 4, numeric=True)),
        Column("Преодолели", 5, numeric=True),
    )
    rows = tuple(
        (
            str(number),
            deficit.title,
            AREAS[deficit.area],
            *(str(len(schools)) for schools in (deficit.schools, deficit.undecided, deficit.overcome)),
        )
        for number, deficit in enumerate(content.deficits, start=1)
    )
    return [Table("Дефициты школ", columns, rows)]


def _practices(content: ReportContent) -> list[Block]:
    if not content.practices:
        return []
    columns = (Column("Школа", 5), Column("Улучшились показатели", 5), Column("Что сделано", 6))
    rows = tuple(
        (
            name_schools(content, [practice.school]),
            ", ".join(map(number_of, practice.indicators)),
            "; ".join(practice.done) or "уточнить у школы",
        )
        for practice in content.practices
    )
    return [Table("Школы, опыт которых предлагается изучить", columns, rows)]


def _groups(content: ReportContent) -> list[Block]:
    if not content.groups:
        return []
    columns = (Column("Области дефицитов", 6), Column("Школ", 2, numeric=True), Column("Школы", 8))
    rows = tuple(
        (
            "; ".join(AREAS[area] for area in group.areas),
            str(len(group.schools)),
            name_schools(content, group.schools),
        )
        for group in content.groups
    )
    return [Table("Группы школ", columns, rows)]


def _recommendations(report: ReportText) -> list[Block]:
    blocks: list[Block] = []
    for addressee, title in ADDRESSEES.items():
        items = [
            one.text
            + (f" Мера программы: «{one.measure}»." if one.measure else "")
            + (f" Школы: {name_schools(report.content, one.schools)}." if one.schools else "")
            for one in report.recommendations
            if one.addressee == addressee
        ]
        if items:
            blocks += [Heading(title, 2), NumberedList(tuple(items))]
    return blocks
