"""Puts the commands together; each is loaded when it is called, so that a small one does not wait for the large."""

from importlib import import_module
from typing import Any, Literal

import typer
from typer.core import TyperGroup
from typer.main import get_command as to_command

_MARKUP: Literal["markdown"] = "markdown"
_COMMANDS = ("up", "demo", "identify", "indicators", "plan", "migrate", "serve", "work", "openapi")
"""Functions of the modules of the same name."""
_GROUPS = {"client": "client_app", "pack": "pack_app"}
"""Groups of commands: module and what it calls its group."""


class _Commands(TyperGroup):
    """The commands by name, in the order in which help lists them."""

    # Typer keeps the types of contexts and commands to itself.
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  # the group asks so
        return [*_COMMANDS, *_GROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"opora.commands.{cmd_name}")
        if cmd_name in _GROUPS:
            found = getattr(module, _GROUPS[cmd_name])
        else:
            found = typer.Typer(rich_markup_mode=_MARKUP, add_completion=False)
            found.command()(getattr(module, cmd_name))
        command = to_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="opora",
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=_MARKUP,
    pretty_exceptions_show_locals=False,
    add_completion=False,
)


@app.callback()
def opora() -> None:
    """Opora (Опора): finds the schools that need support and explains every verdict.

    Begin with `opora demo`: the whole cycle once on a synthetic municipality.

    Exit codes: 0 done, 1 the input was refused, 2 wrong usage.
    """
