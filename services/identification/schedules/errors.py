"""What can go wrong with schedules of runs, beside what can with any."""

from shared.errors import Invalid


class PeriodNotBegun(Invalid):
    """Этот учебный год ещё не начался: списка за него быть не может. Укажите текущий или прошедший."""

    code = "period-not-begun"
    title = "The period has not begun"
