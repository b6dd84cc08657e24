"""The command line: one module a command."""

from opora.commands.application import app


def main() -> None:
    """Run the command line."""
    app()


__all__ = ["app", "main"]
