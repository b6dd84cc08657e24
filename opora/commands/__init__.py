"""The command line: one module a command."""

import sys

# What a shell reports of a program that Ctrl-C ended.
_INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    try:
        # Importing everything takes a second, in which people press Ctrl-C too.
        from opora.commands.application import app  # noqa: PLC0415

        app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
