"""Annexes of a report: what every school needs and how it moved, by its code."""

from services.monitoring.reports.rules.words import number_of
from services.monitoring.reports.schemas import ReportContent
from shared.documents.model import Annex, Block, Column, Table


def list_annexes(content: ReportContent) -> tuple[Annex, ...]:
    """Return the annexes that have something to say."""
    annexes = (
        Annex("Потребности школ в поддержке", _list_needs(content)),
        Annex("Изменения по школам", _list_changes(content)),
    )
    return tuple(annex for annex in annexes if annex.blocks)


def _list_needs(content: ReportContent) -> tuple[Block, ...]:
    """Tell every school's deficits by their numbers in the table of deficits."""
    needs: dict[str, list[str]] = {}
    overcome: dict[str, list[str]] = {}
    for number, deficit in enumerate(content.deficits, start=1):
        for found, schools in ((needs, deficit.schools), (overcome, deficit.overcome)):
            for school in schools:
                found.setdefault(school, []).append(str(number))
    columns = [Column("Код", 5), Column("Школа", 9), Column("Перечни", 6), Column("Дефициты", 5, numeric=True)]
    columns += [Column("Преодолены", 5, numeric=True)] if overcome else []
    rows = tuple(
        (
            *(school.printed_code, school.name, ", ".join(school.categories) or "—"),
            ", ".join(needs.get(school.code, [])) or "—",
            *([", ".join(overcome.get(school.code, [])) or "—"] if overcome else []),
        )
        for school in content.schools
        if school.code in needs or school.code in overcome
    )
    caption = "Школы и номера их дефицитов из раздела «Выявленные дефициты», по коду школы"
    return (Table(caption, tuple(columns), rows),) if rows else ()


def _list_changes(content: ReportContent) -> tuple[Block, ...]:
    improved: dict[str, list[str]] = {}
    worsened: dict[str, list[str]] = {}
    for factor in content.factors:
        for found, schools in ((improved, factor.improved), (worsened, factor.worsened)):
            for school in schools:
                found.setdefault(school, []).append(number_of(factor.indicator))
    columns = (Column("Код", 4), Column("Школа", 7), Column("Улучшились", 7), Column("Ухудшились", 7))
    rows = tuple(
        (
            *(school.printed_code, school.name),
            *(", ".join(found.get(school.code, [])) or "—" for found in (improved, worsened)),
        )
        for school in content.schools
        if school.code in improved or school.code in worsened
    )
    return (Table("Показатели, по которым вклад школы изменился", columns, rows),) if rows else ()
