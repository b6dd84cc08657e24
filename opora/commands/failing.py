"""How a command ends: 0 done, 1 the input was refused, 2 wrong usage; messages go to stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
import typer
from sqlalchemy.exc import DBAPIError

from shared.errors import OporaError
from shared.logging import configure_logging
from shared.settings import Settings


def say(message: str) -> None:
    """Tell a person something on stderr; stdout is for data.

    What is quoted from a file must not steer the terminal: unprintable characters are shown as one sign.
    """
    harmless = "".join(
        letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in message
    )
    print(harmless, file=sys.stderr)  # noqa: T201  # this is the command line's voice


@contextmanager
def refusing(settings: Settings, *, log_level: str = "WARNING") -> Iterator[None]:
    """Turn errors of ours into a sentence and exit code 1; a command that ends by itself logs warnings only."""
    configure_logging(level=log_level, log_format=settings.log_format)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        yield
    except OporaError as error:
        say(error.detail)
        for issue in error.errors:
            say(f"  {issue.pointer}: {issue.detail} [{issue.code}]")
        raise typer.Exit(1) from error
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except (DBAPIError, ConnectionError, TimeoutError) as error:
        structlog.get_logger(__name__).debug("command_failed", exc_info=True)
        say(f"Сервер недоступен: {error}. Проверьте адреса OPORA_… и повторите.")
        raise typer.Exit(1) from error
    except OSError as error:
        say(f"Файл недоступен: {error}. Проверьте путь, права и место на диске и повторите.")
        raise typer.Exit(1) from error
