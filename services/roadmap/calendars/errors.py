"""What can go wrong with calendar feeds."""

from shared.errors import NotFound


class FeedNotFound(NotFound):
    """Такого календаря нет, или он недоступен вам. Проверьте его номер."""

    code = "calendar-feed-not-found"
    title = "Calendar feed not found"


class CalendarNotFound(NotFound):
    """Календаря по этому адресу нет: адрес неверен или отозван. Попросите выдать новый."""

    # One sentence for all causes: a stranger must not learn which addresses were valid.
    code = "calendar-not-found"
    title = "No calendar at this address"
