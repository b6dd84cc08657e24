"""`opora demo`: the whole cycle once on a synthetic municipality."""

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from opora.commands.failing import refusing, say
from opora.demo.cycle import STAGES, Place, Report, demonstration_place, run_cycle
from opora.demo.printing import print_report
from opora.progress import show_stages
from opora.running import provided_servers, require_free_port, wait_for_signal
from shared.errors import Conflict
from shared.settings import Settings, get_settings

Serve = Annotated[bool, typer.Option("--serve", help="Go on serving the API after printing, until Ctrl-C.")]
DataDir = Annotated[
    Path | None, typer.Option(file_okay=False, help="Folder that keeps the servers' data; a temporary one without.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port of the gateway on 127.0.0.1; 0: a free one.")]
ReportFile = Annotated[
    Path, typer.Option("--report", dir_okay=False, help="Where the report of the monitoring is written, as DOCX.")
]


def demo(
    serve: Serve = False,  # noqa: FBT002  # a flag of the line
    data_dir: DataDir = None,
    port: Port = 0,
    report: ReportFile = Path("opora-demo-report.docx"),
) -> None:
    """Run the whole cycle once on a synthetic municipality, through the real API; exit 0.

    Forty schools with three years of results go in, both rules run, and the lists with their reasons are printed.
    Orders approve the lists of two years, one is held against a list by document, and the two years are compared.
    A programme is approved, listed schools get drafts of roadmaps, a plan is carried out, confirmed and amended.
    A monitoring follows: a campaign, answers in time, late and never, every programme's indicators, and its report,
    written as DOCX to a file whose path is printed.
    A year later: criteria before and after, who left the list and why, the next plan, the management cycle.
    With OPORA_DATABASE_URL and OPORA_REDIS_URL set, those servers are used; the database must be migrated and hold no
    other municipality.
    """
    settings = get_settings()
    # Workers warn of messages that their service does not read yet; beside what the demo says that is noise.
    with refusing(settings, log_level="ERROR"), ExitStack() as servers:
        require_free_port(port)
        with show_stages(total=1) as stages:
            stages.begin("Запускаю Postgres и Redis")
            provided = servers.enter_context(provided_servers(settings, data_dir, temporary=data_dir is None))
        asyncio.run(_run(provided.settings, port, report, serve=serve))


class ReportNotWritten(Conflict):
    """Справку не записать в файл. Укажите другой: opora demo --report ФАЙЛ."""

    code = "report-not-written"
    title = "The report cannot be written"


async def _run(settings: Settings, port: int, target: Path, *, serve: bool) -> None:
    async with demonstration_place(settings, port) as place:
        with show_stages(total=STAGES) as stages:
            report = await run_cycle(place, stages)
        print_report(report, sys.stdout)
        _keep_document(report, target)
        sys.stdout.flush()
        if serve:
            _tell_place(place, report)
            await wait_for_signal()
            say("Останавливаюсь…")


def _keep_document(report: Report, target: Path) -> None:
    try:
        target.write_bytes(report.monitored.document)
    except OSError as error:
        raise ReportNotWritten(
            f"Справку не записать в {target}: {error.strerror}. Укажите другой файл: opora demo --report ФАЙЛ."
        ) from error
    print(f"\nАналитическая справка мониторинга: {target.resolve()}")  # noqa: T201  # what the demo has made


def _tell_place(place: Place, report: Report) -> None:
    path = f"/identification/v1/runs/{report.low_results.run.id}/verdicts?status=identified"
    say(
        f"\nОпора работает: {place.address}/ — остановить: Ctrl-C.\n"
        f"Описание API: {place.address}/identification/docs\n"
        "Ключ действует, пока идёт показ, и видит только его школы. Попробуйте:\n\n"
        f"curl -H 'Authorization: Bearer {place.key}' '{place.address}{path}'\n"
    )
