"""`opora identify`: which schools need support, from files."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.commands.options import read_options
from opora.commands.output import Format, FormatOption, OutputOption, check_output
from opora.identify.identification import Request
from opora.identify.identification import identify as run_identification
from opora.identify.writers import write_identification
from opora.progress import show_stages
from shared.packs.loading import find_pack_folder, list_pack_folders, load_pack
from shared.reference.academic_years import parse_academic_year
from shared.reference.procedures import load_procedures
from shared.rules.errors import OptionsRefused, RuleNotInPack
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule
from shared.settings import Settings, get_settings


def identify(  # noqa: PLR0913, PLR0917  # one parameter an option of the contract
    rule: Annotated[str, typer.Option(help="Pack and rule, for example norilsk-2022/low-results.")],
    year: Annotated[str, typer.Option(help="Academic year in which the list is made, for example 2022/2023.")],
    schools: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, readable=True, help="CSV or XLSX: the schools.")
    ],
    results: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, readable=True, help="CSV or XLSX: results.")
    ] = None,
    context: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, readable=True, help="CSV or XLSX: context elements.")
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option(help="Option of the rule, name=value; may be repeated. See `opora pack show`.")
    ] = None,
    output_format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Tell which schools need support, and why, from files; nothing is stored anywhere.

    Files are UTF-8 CSV with a header, or XLSX (by extension) with the same columns on its only filled sheet:

    - schools: school_code,school_name,municipality_oktmo,municipality_name[,grades_from,grades_to]
    - results: school_code,academic_year,procedure,participants,below_threshold
    - context: school_code,academic_year,element,answer,numerator,denominator

    `opora identify --rule norilsk-2022/low-results --year 2022/2023 --schools S.csv --results R.csv`
    """
    settings = get_settings()
    request = Request(rule, year, schools, results, context, read_options(option or []))
    check_output(output_format, output)
    with refusing(settings):
        _check_usage(request, _resolve(request))
        asyncio.run(_identify(request, settings, output_format, output))


async def _identify(request: Request, settings: Settings, output_format: Format, output: Path | None) -> None:
    with show_stages(total=len(request.files) + 3) as stages:
        async with run_identification(request, settings, stages, say) as identification:
            await write_identification(identification, output_format.value, output)


def _resolve(request: Request) -> RulePlan:
    """Make the rule definite before any server starts; what is wrong with the words is wrong usage."""
    pack_code, slash, rule_code = request.rule.partition("/")
    folder = find_pack_folder(pack_code)
    if not slash or folder is None:
        known = ", ".join(
            f"{pack.code}/{rule.code}" for pack in map(load_pack, list_pack_folders()) for rule in pack.rules
        )
        raise typer.BadParameter(f"there is no rule {request.rule!r}; known: {known}", param_hint="--rule")
    try:
        academic_year = parse_academic_year(request.academic_year)
    except ValueError as error:
        raise typer.BadParameter(
            f"{request.academic_year!r} is not an academic year; write it as 2022/2023", param_hint="--year"
        ) from error
    pack = load_pack(folder)
    try:
        rule = pack.get_rule(rule_code)
        return resolve_rule(rule, request.options, academic_year, pack.elements, load_procedures())
    except RuleNotInPack as error:
        raise typer.BadParameter(error.detail, param_hint="--rule") from error
    except OptionsRefused as error:
        details = "; ".join(issue.detail for issue in error.errors) or error.detail
        raise typer.BadParameter(details, param_hint="--option") from error


def _check_usage(request: Request, plan: RulePlan) -> None:
    if plan.reads_results and request.results is None:
        raise typer.BadParameter(f"{request.rule} reads results: give --results FILE", param_hint="--results")
    if plan.reads_context and request.context is None:
        raise typer.BadParameter(f"{request.rule} reads context: give --context FILE", param_hint="--context")
