"""What a support action must say to be one of its kind."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from services.roadmap.support.schemas import SupportActionUpdate
from shared.errors import FieldIssue
from shared.indicators.documents import Document
from shared.reference.academic_years import first_day_of, format_academic_year, parse_academic_year
from shared.support.kinds import LEVELS, NAMING_PUPILS, PersonRole, SupportKind

HEADS = {PersonRole.teacher: "teachers", PersonRole.leader: "leaders", PersonRole.pupil: "pupils"}
"""Role → the field that counts it; with `_total` the field of all of them."""


def list_faults(wanted: SupportActionUpdate, school_code: str) -> list[FieldIssue]:
    """List what is wrong with a support action for a school."""
    found = (
        _list_kind_faults(wanted),
        _list_day_faults(wanted),
        _list_head_faults(wanted),
        _list_document_faults(wanted),
        _list_leader_faults(wanted, school_code),
    )
    return [FieldIssue(f"/body/{field}", "support-action-refused", detail) for each in found for field, detail in each]


def count_heads(wanted: SupportActionUpdate) -> dict[str, int | None]:
    """Return the head counts: where persons are told by keys, how many there are of each role."""
    keyed = Counter(person.role for person in set(wanted.persons))
    return {field: keyed[role] if role in keyed else getattr(wanted, field) for role, field in HEADS.items()}


def _list_kind_faults(wanted: SupportActionUpdate) -> Iterator[tuple[str, str]]:
    if (wanted.kind is SupportKind.diagnostics) != (wanted.subkind is not None):
        yield "subkind", "Вид диагностики указывают у диагностики и только у неё: subject, methodical, psychological."
    levels = LEVELS.get(wanted.kind, ())
    if wanted.level not in (levels or (None,)):
        words = f"Нужен уровень: {', '.join(levels)}." if levels else "У таких мер уровня нет: уберите поле."
        yield "level", words
    if wanted.productive_form is not None and wanted.kind is not SupportKind.event:
        yield "productive_form", "Продуктивное участие бывает только в мероприятии."


def _list_day_faults(wanted: SupportActionUpdate) -> Iterator[tuple[str, str]]:
    year = parse_academic_year(wanted.academic_year)
    for field in ("starts_on", "ends_on"):
        day: date | None = getattr(wanted, field)
        if day is not None and not first_day_of(year) <= day < first_day_of(year + 1):
            yield field, f"День вне {format_academic_year(year)} учебного года: исправьте день или учебный год."
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        yield "ends_on", "Мера не может закончиться раньше, чем началась."


def _list_head_faults(wanted: SupportActionUpdate) -> Iterator[tuple[str, str]]:
    if len(set(wanted.persons)) < len(wanted.persons):
        yield "persons", "Один ключ назван дважды: оставьте каждого человека один раз."
    for field, heads in count_heads(wanted).items():
        given, total = getattr(wanted, field), getattr(wanted, f"{field}_total")
        if given not in {None, heads}:
            yield field, f"Сказано {given}, а ключей {heads}: исправьте число или уберите его."
        if heads is not None and total is not None and heads > total:
            yield f"{field}_total", f"Охвачено {heads}, а всего {total}: целое не меньше части."


def _list_document_faults(wanted: SupportActionUpdate) -> Iterator[tuple[str, str]]:
    document = wanted.document
    if document is None or wanted.kind not in NAMING_PUPILS:
        return
    if document.link is not None:
        yield (
            "document/link",
            "В таком документе названы обучающиеся: ссылка не хранится, достаточно номера и даты (B58).",
        )
    if document.number is None or document.date is None:
        yield (
            "document",
            "Укажите номер и дату документа: сам он не хранится, потому что в нём названы обучающиеся (B58).",
        )


def _list_leader_faults(wanted: SupportActionUpdate, school_code: str) -> Iterator[tuple[str, str]]:
    if wanted.provider_school_code == school_code:
        yield "provider_school_code", "Школа не оказывает поддержку сама себе: укажите другую школу."
    if wanted.kind is not SupportKind.lead_school:
        return
    if wanted.provider_school_code is None:
        yield "provider_school_code", "Укажите код школы-лидера."
    if wanted.document is None or wanted.document.kind is not Document.agreement:
        yield "document", "Школу-лидера определяет соглашение: укажите документ вида agreement (004 §2.4, строка 9)."
