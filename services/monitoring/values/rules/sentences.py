"""What senders are told of a faulty row, in Russian; `{}` stands for what it says. Imports tell the same in SQL."""

UNKNOWN_LEVEL = "Уровень «{}»: нужен school или municipality."
UNKNOWN_ELEMENT = "Элемента «{}» в программе нет{}."
DERIVED_ELEMENT = "Показатель «{}» вычисляется, его не присылают: удалите строку."
WRONG_LEVEL = "На «{}» отвечает {}: исправьте level."
LEVEL_NAMES = {"school": "школа", "municipality": "муниципалитет"}

UNKNOWN_ANSWER = "Ответ «{}» не читается: нужен yes, no или not_applicable."
NUMBER_NOT_EXPECTED = "Это вопрос да/нет: заполните ответ, а числитель и знаменатель оставьте пустыми."
ANSWER_NOT_EXPECTED = "Здесь нужно число: заполните числитель, а ответ оставьте пустым."
COUNT_MISSING = "Число не заполнено."
NOT_A_COUNT = "«{}» — не число: нужно целое от 0 до 9999999."
DENOMINATOR_NOT_EXPECTED = "Это количество: знаменатель оставьте пустым."
NUMERATOR_EXCEEDS_DENOMINATOR = "Числитель {} больше знаменателя {}: проверьте обе ячейки."
