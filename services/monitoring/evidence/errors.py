"""What can go wrong with evidence."""

from shared.errors import Conflict, Invalid, NotFound


class EvidenceNotFound(NotFound):
    """Подтверждающий документ не найден или недоступен вам. Проверьте его номер."""

    code = "evidence-not-found"
    title = "Evidence document not found"


class ParticipantNotFound(NotFound):
    """Такого участника в этой кампании нет, или он недоступен вам. Проверьте код школы или ОКТМО."""

    code = "participant-not-found"
    title = "Participant not found"


class EvidenceRefused(Invalid):
    """Документ не принят: исправьте указанные места и отправьте снова."""

    code = "evidence-refused"
    title = "The document does not fit the campaign"


class EvidenceClosed(Conflict):
    """Документы этой кампании сейчас не меняются: она ещё не открыта или её итоги уже подведены."""

    code = "evidence-closed"
    title = "The campaign takes no documents now"


class EvidenceNotEditable(Conflict):
    """Документ принят или отозван, правка закрыта. Попросите вернуть принятый документ или приложите новый."""

    code = "evidence-not-editable"
    title = "The document is accepted or withdrawn"


class EvidenceNotDecidable(Conflict):
    """Решать пока не о чем: принимают приложенный документ с файлом, ссылкой или реквизитами, возвращают и принятый."""

    code = "evidence-not-decidable"
    title = "The document does not wait for this decision"


class ReferenceOnly(Conflict):
    """В этом документе названы педагоги и обучающиеся: файл и ссылка не хранятся, достаточно номера и даты (B58)."""

    code = "reference-only"
    title = "Only number and date of this document are kept"
