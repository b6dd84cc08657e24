"""`opora indicators`: what the indicators of a programme say, from files."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.commands.options import read_options
from opora.commands.output import Format, FormatOption, OutputOption, check_output
from opora.indicators.computation import Request, compute_indicators
from opora.indicators.writers import write_values
from opora.progress import show_stages
from shared.errors import Invalid
from shared.indicators.periods import MonitoredPeriod, parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.packs.definition import Pack
from shared.packs.loading import find_pack_folder, list_pack_folders, load_pack
from shared.reference.procedures import load_procedures
from shared.rules.errors import OptionsRefused
from shared.settings import Settings, get_settings


class PackWithoutIndicators(Invalid):
    """В этой программе своих показателей нет: считать нечего."""

    code = "pack-without-indicators"
    title = "The pack has no indicators"


def indicators(  # noqa: PLR0913, PLR0917  # one parameter an option of the contract
    pack: Annotated[str, typer.Option(help="Pack, for example indicator-points.")],
    period: Annotated[str, typer.Option(help="Academic year (2022/2023) or month of a half-yearly one (2023-01).")],
    schools: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, readable=True, help="CSV or XLSX: the schools.")
    ],
    values: Annotated[Path, typer.Option(exists=True, dir_okay=False, readable=True, help="CSV or XLSX: values.")],
    lists: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, readable=True, help="CSV or XLSX: lists of schools.")
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option(help="Option of the indicators, name=value; may be repeated.")
    ] = None,
    output_format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Compute the indicators of a programme from files; nothing is stored anywhere.

    Files are UTF-8 CSV with a header, or XLSX (by extension) with the same columns on its only filled sheet:

    - schools: school_code,school_name,municipality_oktmo,municipality_name[,grades_from,grades_to]
    - values: level,code,element,answer,numerator,denominator
    - lists: school_code,academic_year,category

    `opora indicators --pack indicator-points --period 2022/2023 --schools S.csv --values V.csv --lists L.csv`
    """
    settings = get_settings()
    check_output(output_format, output)
    with refusing(settings):
        loaded, plan = _resolve(pack, period, read_options(option or []))
        request = Request(loaded, plan, schools, values, lists)
        asyncio.run(_compute(request, settings, output_format, output))


async def _compute(request: Request, settings: Settings, output_format: Format, output: Path | None) -> None:
    with show_stages(total=4 + (request.lists is not None)) as stages:
        async with compute_indicators(request, settings, stages, say) as computation:
            await write_values(computation, output_format.value, output)


def _resolve(code: str, period: str, options: dict[str, str]) -> tuple[Pack, IndicatorPlan]:
    """Make the indicators definite before any server starts; what is wrong with the words is wrong usage."""
    folder = find_pack_folder(code)
    if folder is None:
        known = ", ".join(path.name for path in list_pack_folders())
        raise typer.BadParameter(f"there is no pack {code!r}; known: {known}", param_hint="--pack")
    try:
        monitored = parse_period(period)
    except ValueError as error:
        raise typer.BadParameter(
            f"{period!r} is neither an academic year (2022/2023) nor a month (2023-01)", param_hint="--period"
        ) from error
    pack = load_pack(folder)
    if pack.monitoring is None:
        raise PackWithoutIndicators(f"В программе «{code}» своих показателей нет: считать нечего.")
    return pack, _plan(pack, monitored, options)


def _plan(pack: Pack, period: MonitoredPeriod, options: dict[str, str]) -> IndicatorPlan:
    try:
        plan = resolve_indicators(pack, period, options, load_procedures())
    except OptionsRefused as error:
        details = "; ".join(issue.detail for issue in error.errors) or error.detail
        raise typer.BadParameter(details, param_hint="--option") from error
    if not plan.items:
        assert pack.monitoring is not None, "asked before"
        known = [
            "an academic year" if one.period.kind == "academic_year" else f"months {sorted(one.period.months)}"
            for one in pack.monitoring.sets
        ]
        told = "; ".join(dict.fromkeys(known))
        raise typer.BadParameter(f"{pack.code} is not monitored then; it is for: {told}", param_hint="--period")
    return plan
