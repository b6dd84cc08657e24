"""What can go wrong with lists."""

from shared.errors import Conflict, Invalid, NotFound


class ListNotFound(NotFound):
    """Список не найден или недоступен вам. Проверьте его номер."""

    code = "list-not-found"
    title = "List not found"


class ListNotDraft(Conflict):
    """Список уже не черновик и не меняется. Чтобы исправить опубликованный список, внесите новый по новому приказу."""

    code = "list-not-draft"
    title = "The list is no draft any more"


class ListWithoutSchools(Conflict):
    """Школы ещё не внесены: опубликовать нечего. Внесите их (PUT …/schools), хотя бы пустым перечнем."""

    code = "list-without-schools"
    title = "Nobody has entered the schools yet"


class ListNotCalculated(Conflict):
    """Этот список внесён по документу, заключений за ним нет. Посмотрите расхождения с расчётом (…/difference)."""

    code = "list-not-calculated"
    title = "The list was entered from a document"


class ListsNotComparable(Conflict):
    """Списки разных категорий сравнивать нельзя. Выберите два списка одной категории."""

    code = "lists-not-comparable"
    title = "Lists of different categories cannot be compared"


class ListNotPublished(Conflict):
    """Список не опубликован, сравнивать его рано. Опубликуйте его или выберите другой."""

    code = "list-not-published"
    title = "The list is not published"


class RunAlreadyApproved(Conflict):
    """Этот прогон уже утверждён. Посмотрите список, который по нему опубликован."""

    code = "run-already-approved"
    title = "The run is approved already"


class SameRunApproved(Conflict):
    """Этот прогон во всём совпадает с более ранним, а тот уже утверждён. Новый приказ по тем же данным не нужен."""

    code = "same-run-approved"
    title = "The run is the same as an approved one"


class CategoryByDocumentOnly(Conflict):
    """Такие школы определяют только по документу, расчётом этот список не утверждают (B22)."""

    code = "category-by-document-only"
    title = "Lists of this category come from documents only"


class OrderBeforeCurrent(Conflict):
    """Действует список по более позднему приказу: более ранний его не заменит. Проверьте дату приказа."""

    code = "order-before-current"
    title = "The list in force has a later order"


class PublicationInProgress(Conflict):
    """Такой же список сейчас публикует кто-то другой. Посмотрите, что действует, и решите, нужна ли ещё замена."""

    code = "publication-in-progress"
    title = "Another list of the same kind is being published"


class ListedSchoolsRefused(Invalid):
    """Перечень школ не принят, ничего не сохранено: исправьте указанные строки и отправьте его снова."""

    code = "listed-schools-refused"
    title = "The schools of the list are refused"
