"""What can go wrong with computations."""

from shared.errors import Conflict, Invalid, NotFound


class ComputationNotFound(NotFound):
    """Вычисление не найдено или недоступно вам. Проверьте его номер."""

    code = "computation-not-found"
    title = "Computation not found"


class ComputationNotFinished(Conflict):
    """Значений ещё нет. Посмотрите состояние: queued и running — подождите, failed — запустите новое вычисление."""

    code = "computation-not-finished"
    title = "The computation is not finished"


class IndicatorsUnknown(Invalid):
    """Таких показателей нет: проверьте программу (pack) и набор показателей (set)."""

    code = "indicators-unknown"
    title = "Unknown pack or set of indicators"


class PeriodUnfit(Invalid):
    """За такой период показателей программы не собирают: посмотрите сроки наборов."""

    code = "period-unfit"
    title = "Nothing is monitored in such a period"


class IndicatorNotFound(NotFound):
    """В этом вычислении такого показателя нет или он не складывается из школ. Проверьте его код."""

    code = "indicator-not-found"
    title = "Indicator not found"


class CampaignNotComputable(Conflict):
    """Показатели кампании вычисляют, пока она открыта или завершена, а её анализ ещё не утверждён."""

    code = "campaign-not-computable"
    title = "The campaign is not open, or its analysis is approved"
