"""Why a file is refused, in words for its sender."""


class FileRefused(Exception):
    """A file that is not taken apart any further; its text is the Russian sentence for the sender."""
