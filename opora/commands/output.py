"""Where a command prints, and how: the options that commands from files share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a result is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]
OutputOption = Annotated[Path | None, typer.Option(dir_okay=False, help="File to write; stdout without it.")]


def check_output(output_format: Format, output: Path | None) -> None:
    """Refuse, as wrong usage, a workbook without a file and a file without its folder."""
    if output_format is Format.xlsx and output is None:
        raise typer.BadParameter("xlsx is a file: say where with --output FILE", param_hint="--output")
    if output is not None and not output.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {output.parent}", param_hint="--output")
