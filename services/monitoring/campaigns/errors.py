"""What can go wrong with campaigns."""

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class CampaignNotFound(NotFound):
    """Кампания мониторинга не найдена или недоступна вам. Проверьте её номер."""

    code = "campaign-not-found"
    title = "Campaign not found"


class CampaignNotYours(Forbidden):
    """Кампанию ведёт муниципалитет, а ваш ключ действует для отдельных школ. Обратитесь к муниципалитету."""

    code = "campaign-not-yours"
    title = "The campaign is conducted by the municipality"


class CampaignExists(Conflict):
    """Кампания по этому набору показателей за этот период уже есть. Найдите её в списке и измените."""

    code = "campaign-exists"
    title = "The campaign exists already"


class SetUnknown(Invalid):
    """Такого набора показателей нет. Укажите программу и набор, например norilsk-2022 и low-results."""

    code = "set-unknown"
    title = "Unknown set of indicators"


class PeriodRefused(Invalid):
    """За такой период этот набор не собирают. Укажите учебный год (2022/2023) или месяц (2023-01), как в программе."""

    code = "period-refused"
    title = "The set is not monitored for such a period"


class OrderRequired(Invalid):
    """Этот мониторинг проводят по приказу (003): укажите его номер и дату, без него кампанию не начать."""

    code = "order-required"
    title = "The programme asks for an order"


class DatesRefused(Invalid):
    """Сроки не приняты: исправьте указанные даты и отправьте снова."""

    code = "dates-refused"
    title = "The dates are refused"


class ParticipantsRefused(Invalid):
    """Участники не приняты: исправьте перечень школ и отправьте снова."""

    code = "participants-refused"
    title = "The participants are refused"


class ParticipantsAnswered(Conflict):
    """Эти школы уже начали отвечать, убрать их нельзя: их ответы пропали бы. Оставьте их в перечне."""

    code = "participants-answered"
    title = "Participants that have answered cannot be removed"


class CampaignNotEditable(Conflict):
    """Кампания завершена и больше не меняется. Менять её можно, пока она запланирована или открыта."""

    code = "campaign-not-editable"
    title = "The campaign is closed"


class CampaignNotPlanned(Conflict):
    """Открыть можно только запланированную кампанию. Посмотрите её состояние."""

    code = "campaign-not-planned"
    title = "The campaign is not waiting to be opened"


class CampaignNotOpen(Conflict):
    """Завершить можно только открытую кампанию. Посмотрите её состояние."""

    code = "campaign-not-open"
    title = "The campaign is not open"


class CampaignNotClosed(Conflict):
    """Анализ утверждают, когда сбор ответов завершён. Сначала завершите кампанию."""

    code = "campaign-not-closed"
    title = "The campaign still collects answers, or is analysed already"


class CampaignNotAnalysed(Conflict):
    """Публикуют утверждённый анализ. Сначала утвердите отчёт этой кампании."""

    code = "campaign-not-analysed"
    title = "The campaign has no approved analysis, or is published already"
