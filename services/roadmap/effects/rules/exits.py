"""Says in Russian why a school is not on the list any more: how its criteria stand, never whose doing it is."""

from collections.abc import Sequence

_NOW = {
    "met": "всё ещё выполнен",
    "not_met": "не выполнен",
    "undetermined": "не определён: не хватает данных",
    "not_judged": "не рассчитан",
}


def tell_exit(criteria: Sequence[tuple[str, str]], *, is_judged: bool, document: bool) -> str:
    """Return a sentence; `criteria` are titles of what was met before, with how each stands now."""
    if not is_judged:
        return "Список по документу: критерии прошлого года не рассчитаны."
    prefix = "Список по документу. " if document else ""
    if not criteria:
        return f"{prefix}По расчёту прошлого года ни один критерий не был выполнен."
    parts = [f"{title} — был выполнен, сейчас {_NOW[state]}" for title, state in criteria]
    return f"{prefix}{'; '.join(parts)}."
