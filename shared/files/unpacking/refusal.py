"""Why a workbook is refused, in words for its sender."""


class WorkbookRefused(Exception):
    """A workbook that is not taken apart any further; its text is the Russian sentence for the sender."""
