"""The command line: one module a command."""

import signal
import sys

# What a shell reports of a program that Ctrl-C ended.
_INTERRUPTED = 130
_TERMINATED = 143


def main() -> None:
    """Run the command line; SIGTERM ends a command like Ctrl-C does: what it started and made for itself goes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    try:
        # Importing everything takes a second, in which people press Ctrl-C too.
        from opora.commands.application import app  # noqa: PLC0415

        app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
