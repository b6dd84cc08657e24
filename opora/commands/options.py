"""Options of rules and indicators on the command line: `--option name=value`."""

import typer


def read_options(pairs: list[str]) -> dict[str, str]:
    """Read `name=value` pairs; each name once."""
    options: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"{pair!r} is not name=value", param_hint="--option")
        if name in options:
            raise typer.BadParameter(f"{name!r} is given twice", param_hint="--option")
        options[name] = value
    return options
