"""The first wording of a report's sections; people go on from there."""

from services.monitoring.reports.rules.words import number_of
from services.monitoring.reports.schemas import ReportContent, ReportKind, Texts
from shared.indicators.periods import name_period

_NO_RATING = "Справка показывает, в какой поддержке нуждаются школы, и не является рейтингом."


def word_sections(kind: ReportKind, content: ReportContent) -> Texts:
    """Word every section that has something to say."""
    return Texts(
        introduction=word_introduction(kind, content),
        facts=_word_facts(content),
        factors=_word_factors(content),
        deficits=_word_deficits(kind, content),
        practices=_word_practices(content),
        groups=_word_groups(content),
        conclusion=_conclude(content),
    )


def word_introduction(kind: ReportKind, content: ReportContent) -> str:
    """Word what the report is about and who took part; it names no school."""
    return " ".join([*_introduce(kind, content), _NO_RATING])


def _introduce(kind: ReportKind, content: ReportContent) -> list[str]:
    period = name_period(content.period)
    if kind is ReportKind.risk_list:
        first = f"Школ муниципалитета в перечне на {period}: {len(content.schools)}. Программа: «{content.programme}»."
    elif kind is ReportKind.effectiveness:
        first = f"Эффективность принятых мер проанализирована по показателям мониторинга за {period}."
    else:
        first = f"Мониторинг проведён за {period} по программе «{content.programme}»."
    sentences = [first]
    if content.order:
        sentences.append(f"Основание: {content.order}.")
    found = content.participation
    if found is not None:
        sentences.append(
            f"Школ-участниц: {found.schools}; ответили в срок: {found.in_time}; "
            f"позже срока: {len(found.late)}; не ответили: {len(found.silent)}."
        )
    return sentences


def _word_facts(content: ReportContent) -> str:
    if not content.facts:
        return ""
    whole = [fact for fact in content.facts if fact.part_of is None]
    known = [fact for fact in whole if fact.value is not None]
    sentences = [f"Показателей: {len(whole)}; значения получены по показателям: {len(known)}."]
    if content.previous_period is None:
        return " ".join([*sentences, "Значений прошлого периода нет: сравнить не с чем."])
    changes: dict[str, list[str]] = {"improved": [], "worsened": [], "unchanged": []}
    for fact in whole:
        change = fact.comparisons[0].change if fact.comparisons else None
        if change is not None:
            changes[change].append(number_of(fact.indicator))
    names = {"improved": "улучшились", "worsened": "ухудшились", "unchanged": "не изменились"}
    told = [f"{names[change]}: {', '.join(codes)}" for change, codes in changes.items() if codes]
    since = name_period(content.previous_period)
    sentences.append(
        f"По сравнению с прошлым периодом ({since}) " + ("; ".join(told) or "сравнимых значений нет") + "."
    )
    return " ".join(sentences)


def _word_factors(content: ReportContent) -> str:
    if not content.factors:
        return ""
    return (
        "Показатель меняют школы, вклад которых стал лучше или хуже, чем в прошлом периоде. Сколько их, показывает "
        "таблица; школы названы в приложении."
    )


def _word_deficits(kind: ReportKind, content: ReportContent) -> str:
    if not content.deficits and not content.schools:
        return ""
    schools = {school for deficit in content.deficits for school in deficit.schools}
    sentences = [f"Дефициты выявлены у школ: {len(schools)}."]
    if kind is ReportKind.risk_list:
        sentences.append("Основание — критерии, по которым школа вошла в перечень.")
    if any(deficit.undecided for deficit in content.deficits):
        sentences.append("Где сведений не хватает, дефицит не отмечен: неизвестное дефицитом не считается.")
    if any(deficit.overcome for deficit in content.deficits):
        sentences.append("Дефицит преодолён, если в прошлом периоде он был, а теперь его нет.")
    return " ".join(sentences)


def _word_practices(content: ReportContent) -> str:
    if not content.practices:
        return ""
    return "Школы из таблицы улучшили больше всего показателей и не ухудшили ни одного; их опыт предлагается изучить."


def _word_groups(content: ReportContent) -> str:
    if not content.groups:
        return ""
    return "Школы со сходными дефицитами объединены в группы, чтобы поддерживать их вместе."


def _conclude(content: ReportContent) -> str:
    if not any(deficit.schools for deficit in content.deficits):
        return "Дефицитов, требующих адресных мер, по имеющимся сведениям не выявлено."
    return "Рекомендации учитываются при составлении дорожных карт; сроки и ответственных определяют в них."
