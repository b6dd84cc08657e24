"""What a faulty row is told in Russian; `{}` stands for the column of the fault."""

from shared.files.rows import RowFault

CELL_SENTENCES = {
    RowFault.formula_cell: "В ячейке формула: вставьте вместо неё значение.",
    RowFault.error_cell: "В ячейке ошибка (#ССЫЛКА!, #ДЕЛ/0! или другая): впишите значение.",
    RowFault.inexact_number: "Таблица хранит лишь 15 цифр числа: сделайте ячейку текстовой и впишите его снова.",
}
"""Faults of one cell."""
ROW_SENTENCES = {
    RowFault.wrong_cell_count: "В строке не столько ячеек, сколько столбцов в заголовке.",
    RowFault.broken_quotes: "Кавычки внутри ячейки расставлены неверно: удвойте внутренние.",
    RowFault.not_an_object: "Строка — не объект JSON.",
    RowFault.unknown_field: "Неизвестное поле «{}».",
    RowFault.repeated_field: "Поле «{}» встречается дважды.",
    RowFault.wrong_type: "Поле «{}» должно быть строкой или числом.",
    RowFault.broken_character: "В строке обрывок символа (непарный суррогат Unicode): запишите значение заново.",
}
"""Faults of a row as a whole."""
DUPLICATE_ROW = "Та же запись уже была в строке {} этого файла: оставьте одну."
"""The key of the row came before; the number is that of the first row."""
