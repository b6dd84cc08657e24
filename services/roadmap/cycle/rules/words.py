"""How findings are called in Russian: what is looked for, and what to do where it is not there."""

from typing import NamedTuple

from shared.roadmaps.cycles import Finding


class FindingWords(NamedTuple):
    """What is looked for, and what to do."""

    sought: str
    advice: str


FINDING_WORDS: dict[Finding, FindingWords] = {
    Finding.programme: FindingWords("утверждённая программа", "Утвердите программу муниципалитета приказом."),
    Finding.targets: FindingWords("целевые значения показателей", "Внесите целевые значения показателей на этот год."),
    Finding.indicators: FindingWords(
        "программа с показателями", "Утвердите программу с показателями и запланируйте по ней мониторинг."
    ),
    Finding.campaign_order: FindingWords("приказ о мониторинге", "Внесите приказ в кампанию мониторинга."),
    Finding.campaigns: FindingWords("завершённый мониторинг", "Проведите кампанию мониторинга и закройте её."),
    Finding.documents: FindingWords(
        "подтверждающие документы", "Попросите участников мониторинга приложить документы к ответам."
    ),
    Finding.computations: FindingWords("вычисленные показатели", "Вычислите показатели за период этого года."),
    Finding.lists: FindingWords("действующий список школ", "Утвердите приказом прогон или внесите чужой список."),
    Finding.risk_list: FindingWords("перечень школ «зоны риска»", "Определите рисковые школы и утвердите перечень."),
    Finding.reports: FindingWords("утверждённая аналитическая справка", "Составьте справку и утвердите её."),
    Finding.reports_in_time: FindingWords(
        "аналитическая справка, утверждённая в срок", "Утвердите справку до конца срока анализа, указанного в кампании."
    ),
    Finding.publications: FindingWords("публикация справки на сайте", "Опубликуйте справку и укажите её адрес."),
    Finding.recommendations: FindingWords("адресные рекомендации", "Внесите рекомендации в справку и утвердите её."),
    Finding.roadmaps: FindingWords("утверждённая дорожная карта", "Составьте дорожную карту и утвердите её приказом."),
    Finding.school_roadmaps: FindingWords(
        "утверждённые программы (дорожные карты) школ", "Составьте дорожные карты школ списка и утвердите их."
    ),
    Finding.measures_done: FindingWords(
        "выполненные мероприятия", "Отметьте выполненные мероприятия дорожной карты и приложите документы."
    ),
    Finding.support: FindingWords("меры поддержки школ", "Внесите оказанные меры поддержки."),
    Finding.agreements: FindingWords(
        "договоры о взаимодействии со школами-лидерами", "Заключите договор и внесите его номер и дату."
    ),
    Finding.decisions: FindingWords("приказы о принятых решениях", "Подготовьте решение и издайте его приказом."),
    Finding.school_decisions: FindingWords(
        "приказы школ о принятых решениях", "Попросите школы внести свои приказы об управленческих решениях."
    ),
    Finding.effectiveness: FindingWords(
        "справка об эффективности принятых мер", "Составьте справку об эффективности мер и утвердите её."
    ),
    Finding.amendments: FindingWords(
        "изменения дорожной карты с обоснованием", "Внесите изменения в утверждённую дорожную карту, указав причину."
    ),
    Finding.carry_over: FindingWords(
        "решения о переносе мер на следующий год", "Рассмотрите предложения в план следующего года."
    ),
}
