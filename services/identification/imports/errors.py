"""What can go wrong with imports."""

from shared.errors import Invalid, NotFound


class ReceiptNotFound(NotFound):
    """Квитанция не найдена. Проверьте её номер: видны только квитанции вашего ключа."""

    code = "receipt-not-found"
    title = "Receipt not found"


class MediaTypeUnsupported(Invalid):
    """Формат не поддерживается. Отправьте CSV (text/csv), NDJSON (application/x-ndjson) или XLSX."""

    code = "media-type-unsupported"
    title = "Unsupported media type"
    status = 415
