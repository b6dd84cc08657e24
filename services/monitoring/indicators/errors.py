"""What can go wrong with reading indicators."""

from shared.errors import NotFound


class DefinitionsNotFound(NotFound):
    """Такой программы или её версии нет, или показателей в ней нет. Проверьте код программы и версию."""

    code = "definitions-not-found"
    title = "No such pack, version or indicators"


class DefinitionNotFound(NotFound):
    """В этой версии программы такого показателя нет. Проверьте его код."""

    code = "definition-not-found"
    title = "No such indicator"
