"""What can go wrong with schedules."""

from shared.errors import Conflict, Invalid, NotFound


class ScheduleNotFound(NotFound):
    """Расписание не найдено или недоступно вам. Проверьте его номер."""

    code = "schedule-not-found"
    title = "Schedule not found"


class ScheduleExists(Conflict):
    """Для этого муниципалитета и пункта календаря расписание уже есть. Найдите его в списке и измените."""

    code = "schedule-exists"
    title = "The schedule exists already"


class CalendarEntryUnknown(Invalid):
    """Такого пункта нет в календаре программы. Укажите программу и пункт, например norilsk-2022 и CAL-2."""

    code = "calendar-entry-unknown"
    title = "Unknown calendar entry"


class DayOutsideWindow(Invalid):
    """Программа назначает другие дни. Выберите день внутри срока."""

    code = "day-outside-window"
    title = "The day lies outside the window of the calendar"
