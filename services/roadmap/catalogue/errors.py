"""What can go wrong with reading the catalogue."""

from shared.errors import NotFound


class CatalogueEntryNotFound(NotFound):
    """Такой программы нет, или в ней нет ни планов, ни мер, ни цикла. Проверьте код программы."""

    code = "catalogue-entry-not-found"
    title = "No such programme in the catalogue"
