"""What can go wrong with schedules of campaigns, beside what can with any."""

from shared.errors import Invalid


class MonthRefused(Invalid):
    """У этого пункта календаря несколько сроков: укажите месяц одного из них, на каждый заводят своё расписание."""

    code = "month-refused"
    title = "The calendar entry has no window in this month, or several to choose from"


class PeriodNotBegun(Invalid):
    """Этот мониторинг ещё не начался. Запланировать его заранее можно кампанией (POST /campaigns)."""

    code = "period-not-begun"
    title = "The period has not begun"
