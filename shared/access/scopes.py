"""The registry of scopes: what a client may be allowed to do."""

from shared.errors import FieldIssue, Invalid

SCOPES: dict[str, str] = {
    "identification:read": "Читать реестр школ, прогоны и списки",
    "identification:write": "Загружать школы, результаты и контекст, готовить списки",
    "identification:run": "Запускать выявление школ",
    "identification:approve": "Утверждать приказом и публиковать списки школ",
    "identification:configure": "Вносить и утверждать программы, вести сеансы процедур: для всей страны сразу",
    "identification:operate": "Следить за заданиями службы выявления, повторять и отменять их: для всей страны сразу",
    "monitoring:read": "Читать показатели и отчёты мониторинга",
    "monitoring:write": "Отвечать за школы: вносить показатели и прикладывать документы",
    "monitoring:conduct": "Вести кампании мониторинга: планировать, принимать ответы, вычислять показатели",
    "monitoring:approve": "Утверждать и публиковать отчёты мониторинга",
    "monitoring:operate": "Следить за заданиями службы мониторинга, повторять и отменять их: для всей страны сразу",
    "roadmap:read": "Читать дорожные карты",
    "roadmap:write": "Вести дорожные карты, отмечать исполнение, вносить меры поддержки",
    "roadmap:approve": "Утверждать программы и дорожные карты приказом, менять утверждённые, выносить решения",
    "roadmap:operate": "Следить за заданиями службы дорожных карт, повторять и отменять их: для всей страны сразу",
}
"""Scope (`<service>:<verb>`) → what it allows, for the methodist who gives it."""


class UnknownScope(Invalid):
    """Такого права нет. Выберите права из перечня."""

    code = "unknown-scope"
    title = "Unknown scope"


def check_scopes(scopes: frozenset[str]) -> None:
    """Raise UnknownScope if any of them is not in the registry."""
    unknown = sorted(scopes - SCOPES.keys())
    if unknown:
        raise UnknownScope(
            f"Нет такого права: {', '.join(unknown)}. Есть: {', '.join(SCOPES)}.",
            errors=[FieldIssue("/scopes", UnknownScope.code, f"Нет права «{scope}».") for scope in unknown],
        )
