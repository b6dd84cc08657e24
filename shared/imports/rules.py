"""Pure logic of imports: what control totals say, and in which words a whole import is refused."""

from collections.abc import Mapping, Sequence

from shared.imports.schemas import ControlTotal

BATCH_MEDIA_TYPE = "application/json"
ROW_TOTALS = {"rows": "принятых строк"}
"""The control total that every dataset has, in Russian words."""


def compare_totals(declared: Mapping[str, int], accepted: Mapping[str, int]) -> list[ControlTotal]:
    """Put every declared total beside that of the accepted rows, which is not there before they are counted."""
    return [
        ControlTotal(
            name=name,
            declared=expected,
            accepted=accepted.get(name),
            agrees=accepted[name] == expected if name in accepted else None,
        )
        for name, expected in declared.items()
    ]


def explain_refusal(received: int, faulty: int, totals: Sequence[ControlTotal], words: Mapping[str, str]) -> str:
    """Say in Russian why nothing of an import was taken that asked for all or nothing; `words` names the totals."""
    reasons = [f"строк с ошибками {faulty} из {received}"] if faulty else []
    reasons += [
        f"{words[total.name]}: заявлено {total.declared}, получилось {total.accepted}"
        for total in totals
        if total.agrees is False
    ]
    return (
        f"Ничего не сохранено: загрузка заказана целиком (atomic=all), а {'; '.join(reasons)}. "
        "Исправьте и отправьте снова."
    )


def point_at(media_type: str, row: int, column: str | None) -> str | None:
    """Return the JSON Pointer of a row of a batch, or of its field; files have none."""
    if media_type != BATCH_MEDIA_TYPE:
        return None
    place = f"/body/rows/{row - 1}"
    return place if column is None else f"{place}/{column}"
