"""`opora plan`: the measures of a plan, with dates, from a file."""

from pathlib import Path
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.commands.output import Format, FormatOption, OutputOption, check_output
from opora.plan.writers import tell_issue, write_plan
from services.roadmap.plans.schemas import PlanForm
from services.roadmap.plans.use_cases import read_plan
from shared.packs.parties import list_known_parties
from shared.settings import get_settings
from shared.terms import PlanYear, parse_plan_year


def plan(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, readable=True, metavar="PLAN", help="CSV, XLSX or DOCX (by extension)."
        ),
    ],
    year: Annotated[str, typer.Option(help="Year of the plan: academic 2021/2022, or calendar 2023.")],
    output_format: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Read a table of measures (план мероприятий, дорожная карта) and print them with the dates of their terms.

    The words of the header say what a column holds, wherever the header stands:

    - `№ п/п`, `№ п.п.`, `№`
    - `Наименование мероприятия` or `Меры, мероприятия`
    - `Сроки` or `Срок`
    - whatever begins with `Ответственн`
    - `Ожидаемый результат` or `Результат`

    A row with one cell, or with one text in all cells, is a section. Terms are read as people write them («Октябрь»,
    «Сентябрь – октябрь ежегодно», «с 1 по 10 июня», «до 15 октября», «II квартал 2022», «В течение учебного года»);
    months without a year belong to the plan's year. What cannot be read for certain gets no dates and is an issue with
    its row: in the JSON, on stderr otherwise; the exit code stays 0. Nothing is stored anywhere.

    `opora plan plan.docx --year 2021/2022`
    """
    plan_year, form = _parse_year(year), _find_form(file)
    check_output(output_format, output)
    with refusing(get_settings()):
        with file.open("rb") as source:
            found = read_plan(source, form, plan_year, list_known_parties())
        write_plan(found, output_format.value, output)
    if output_format is not Format.json:
        for issue in found.issues:
            say(tell_issue(file, issue))


def _parse_year(year: str) -> PlanYear:
    try:
        return parse_plan_year(year)
    except ValueError as error:
        detail = f"{year!r} is no year of a plan; write an academic year as 2021/2022, a calendar year as 2023"
        raise typer.BadParameter(detail, param_hint="--year") from error


def _find_form(file: Path) -> PlanForm:
    extension = file.suffix.lower().removeprefix(".")
    if extension not in list(PlanForm):
        raise typer.BadParameter(f"{file.name} is neither .csv nor .xlsx nor .docx", param_hint="PLAN")
    return PlanForm(extension)
