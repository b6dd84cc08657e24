"""Runs a rule over files in a database of its own and hands the verdicts out one by one."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from opora.identify.intake import FileRefused, InputFile, InputRefused, take_in
from opora.own_database import open_own_database
from opora.progress import Stages
from services.identification.imports.schemas import Dataset
from services.identification.runs import queries
from services.identification.runs.jobs import execute_run
from services.identification.runs.schemas import RunCreate, RunRead, RunState, RunTerritory
from services.identification.runs.use_cases import create_run, describe_run, get_plan, get_run
from shared.database.session import Database
from shared.errors import OporaError
from shared.queue.draining import run_ready_jobs
from shared.rules.plan import RulePlan
from shared.settings import Settings


class RunFailed(OporaError):
    """Правило не удалось применить: это ошибка программы. Сообщите о ней вместе с текстом ниже."""

    code = "run-failed"
    title = "The run failed"


@dataclass(frozen=True, slots=True)
class Request:
    """What `opora identify` is asked for."""

    rule: str
    academic_year: str
    schools: Path
    results: Path | None = None
    context: Path | None = None
    options: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> list[InputFile]:
        """The files given, in the order in which they depend on each other."""
        given = {Dataset.schools: self.schools, Dataset.results: self.results, Dataset.context: self.context}
        return [InputFile(dataset, path) for dataset, path in given.items() if path is not None]


@dataclass(frozen=True, slots=True)
class Identification:
    """A finished run over the files: its header, its plan and its verdicts."""

    run: RunRead
    plan: RulePlan
    verdicts: Callable[[], AsyncIterator[Row[*tuple[Any, ...]]]]


@asynccontextmanager
async def identify(
    request: Request, settings: Settings, stages: Stages, report: Callable[[str], None]
) -> AsyncIterator[Identification]:
    """Import the files, run the rule, yield the finished run; raise InputRefused after reporting every fault."""
    stages.begin("Готовлю базу данных")
    async with open_own_database(settings) as database:
        await _take_in_all(database, request.files, stages, report)
        stages.begin("Применяю правило")
        wanted = RunCreate(
            rule=request.rule,
            academic_year=request.academic_year,
            territory=RunTerritory(level="federal"),
            options=request.options,
        )
        async with database.transaction() as session:
            run = await create_run(session, wanted, client_id=None)
        await run_ready_jobs(database, [execute_run])
        async with database.transaction() as session:
            run = await get_run(session, run.id)
            plan = await get_plan(session, run)
            described = await describe_run(session, run)
        if described.state is not RunState.finished:
            raise RunFailed(described.failure)
        stages.begin("Вывожу заключения")
        yield Identification(described, plan, lambda: _read_verdicts(database, described))


async def _take_in_all(
    database: Database, files: Sequence[InputFile], stages: Stages, report: Callable[[str], None]
) -> None:
    names = {Dataset.schools: "школы", Dataset.results: "результаты", Dataset.context: "контекст"}
    faults = 0
    ignored: frozenset[str] = frozenset()
    for file in files:
        stages.begin(f"Читаю: {names[file.dataset]}")
        try:
            async for fault in take_in(database, file, ignored):
                report(fault)
                faults += 1
        except FileRefused as refused:
            for fault in refused.tell(file):
                report(fault)
                faults += 1
            if file.dataset is Dataset.schools:
                # Without the schools every row of the other files would be called unknown.
                ignored = frozenset({"unknown_school"})
    if faults:
        raise InputRefused(f"Файлы не приняты, замечаний: {faults}. Исправьте указанные места и запустите снова.")


async def _read_verdicts(database: Database, run: RunRead) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    async with database.transaction() as session:
        async for row in queries.stream_verdicts(session, run.id, None):
            yield row
