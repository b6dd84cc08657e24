"""Puts the commands together."""

import typer

from opora.commands.client import client_app
from opora.commands.demo import demo
from opora.commands.identify import identify
from opora.commands.indicators import indicators
from opora.commands.migrate import migrate
from opora.commands.openapi import openapi
from opora.commands.pack import pack_app
from opora.commands.plan import plan
from opora.commands.serve import serve
from opora.commands.up import up
from opora.commands.work import work

app = typer.Typer(
    name="opora",
    help="Opora (Опора): finds the schools that need support and explains every verdict.\n\n"
    "Begin with `opora demo`: the whole cycle once on a synthetic municipality.\n\n"
    "Exit codes: 0 done, 1 the input was refused, 2 wrong usage.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    add_completion=False,
)
app.command()(up)
app.command()(demo)
app.command()(identify)
app.command()(indicators)
app.command()(plan)
app.command()(migrate)
app.command()(serve)
app.command()(work)
app.command()(openapi)
app.add_typer(client_app, name="client")
app.add_typer(pack_app, name="pack")
