"""How a command ends: 0 done, 1 the input was refused, 2 wrong usage; messages go to stderr."""

import logging
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
    """Tell a person something on stderr; stdout is for data."""
    print(message, file=sys.stderr)  # noqa: T201  # this is the command line's voice


@contextmanager
def refusing(settings: Settings, *, quiet: bool = True) -> Iterator[None]:
    """Turn errors of ours into a sentence and exit code 1; quiet commands log warnings only."""
    configure_logging(level="WARNING" if quiet else settings.log_level, log_format=settings.log_format)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        yield
    except OporaError as error:
        say(error.detail)
        for issue in error.errors:
            say(f"  {issue.pointer}: {issue.detail} [{issue.code}]")
        raise typer.Exit(1) from error
    except (DBAPIError, OSError) as error:
        structlog.get_logger(__name__).debug("command_failed", exc_info=True)
        say(f"Сервер или файл недоступен: {error}. Проверьте адреса OPORA_… и права, затем повторите.")
        raise typer.Exit(1) from error
