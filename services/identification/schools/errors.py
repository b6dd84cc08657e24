"""What can go wrong with schools."""

from shared.errors import NotFound


class SchoolNotFound(NotFound):
    """Школа не найдена или недоступна вам. Проверьте код: вид и шесть цифр, например edu240001."""

    code = "school-not-found"
    title = "School not found"
