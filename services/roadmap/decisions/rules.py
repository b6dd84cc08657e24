"""Pure logic of decisions: what may be done with one, and what a change of its basis means in words."""

from datetime import date
from typing import Literal

from services.roadmap.decisions.schemas import FlagCode
from shared.errors import FieldIssue

DecisionAction = Literal["update", "approve", "withdraw", "check"]

# State → what may be done, and by whom.
_ACTIONS: dict[str, tuple[tuple[DecisionAction, str], ...]] = {
    "draft": (("update", "roadmap:write"), ("approve", "roadmap:approve"), ("withdraw", "roadmap:approve")),
    "issued": (("withdraw", "roadmap:approve"), ("check", "roadmap:approve")),
    "checked": (("withdraw", "roadmap:approve"),),
    "withdrawn": (),
}
_FLAGS = {
    FlagCode.list_superseded: (
        "Список, на котором стоит решение, заменён новым.",
        "Сверьте школы нового списка с решением: подтвердите его, измените новым приказом или отмените.",
    ),
    FlagCode.list_overruled: (
        "Решение стоит на расчётном списке, а для муниципалитета действует список по документу.",
        "Сверьте школы списка по документу с решением: подтвердите его, измените новым приказом или отмените.",
    ),
    FlagCode.run_corrected: (
        "Данные исправлены: новый прогон того же правила за тот же год дал другой результат.",
        "Сравните прогоны. Если школы изменились, утвердите новый прогон приказом и пересмотрите решение.",
    ),
    FlagCode.computation_renewed: (
        "Показатели вычислены заново по другим данным.",
        "Сравните значения показателя. Если они изменились, пересмотрите решение.",
    ),
    FlagCode.pack_renewed: (
        "Утверждена новая версия программы, по которой получено основание.",
        "Выполните прогон или вычисление по новой версии и сверьте с решением.",
    ),
}


def list_actions(state: str, scopes: frozenset[str]) -> list[DecisionAction]:
    """List what may be done with a decision in this state by whom has these scopes."""
    return [action for action, scope in _ACTIONS[state] if scope in scopes]


def explain_flag(code: FlagCode) -> tuple[str, str]:
    """Return what has happened to the basis and what to do, in Russian."""
    return _FLAGS[code]


def tell_missing_basis(name: str) -> FieldIssue:
    """Return the fault of a basis that is not there, not ready, or foreign: which of them is not told."""
    words = {
        "run_id": "Завершённого прогона по этому муниципалитету",
        "list_id": "Опубликованного списка, который охватывает муниципалитет,",
        "report_id": "Утверждённой справки этого муниципалитета",
        "computation_id": "Завершённого вычисления по этому муниципалитету",
    }
    return FieldIssue(f"/body/{name}", "basis-not-found", f"{words[name]} с таким номером нет. Проверьте номер.")


def list_date_faults(order_date: date, check_effect_on: date) -> list[FieldIssue]:
    """List what is wrong with the day of an order: the effect is checked after it."""
    if order_date <= check_effect_on:
        return []
    detail = f"Эффект решения проверяют {check_effect_on:%d.%m.%Y}, раньше приказа. Исправьте одну из дат."
    return [FieldIssue("/body/date", "after-check", detail)]
