"""The cycle of the demo: schools and facts in, both rules over them, lists with reasons out, two years compared."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from opora.demo import municipality
from opora.demo.client import open_client
from opora.demo.conversation import Conversation
from opora.demo.monitoring import Monitored, monitor
from opora.demo.orders import (
    APPROVALS,
    AT_RISK_APPROVAL,
    DISADVANTAGED,
    DISADVANTAGED_SCHOOLS,
    DOCUMENT,
    list_documented_schools,
)
from opora.demo.planned_school import AT_RISK, CURRENT, LOW_RESULTS, NEXT
from opora.demo.requests import DemoFailed, open_requests
from opora.progress import Stages
from opora.running import running
from services.identification.imports.schemas import Dataset, ReceiptRead
from services.identification.lists.schemas import ListComparison, ListDifference, ListRead
from services.identification.runs.schemas import RunCreate, RunRead, RunTerritory, VerdictStatus, VerdictSummary
from services.identification.schools.schemas import SchoolRead
from shared.reference.categories import Category
from shared.settings import Settings

STAGES = 7


@dataclass(frozen=True, slots=True)
class Place:
    """Where the demo's API answers, and to which key."""

    address: str
    key: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A finished run with its verdicts."""

    run: RunRead
    verdicts: list[VerdictSummary]

    def having(self, status: VerdictStatus) -> list[VerdictSummary]:
        """Return the verdicts of one status."""
        return [verdict for verdict in self.verdicts if verdict.status is status]


@dataclass(frozen=True, slots=True)
class Published:
    """The lists of two years: calculated and by document, what differs, what became of it a year later."""

    calculated: ListRead
    document: ListRead
    difference: ListDifference
    at_risk: ListRead
    disadvantaged: ListRead
    next: ListRead
    comparison: ListComparison


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the API answered."""

    schools: list[SchoolRead]
    receipts: list[ReceiptRead]
    low_results: Judged
    at_risk: Judged
    explanation: str
    low_results_next: Judged
    published: Published
    monitored: Monitored


@asynccontextmanager
async def demonstration_place(settings: Settings, port: int) -> AsyncIterator[Place]:
    """Run everything with a key for the demo while the block runs; port 0 takes a free one.

    Raises OtherMunicipalities, with nothing changed, where the database is not the demo's own.
    """
    # Lines about requests and workers would only bury what the demo has to say.
    quiet = settings.model_copy(update={"log_level": "ERROR"})
    async with open_client(quiet) as key, running(quiet, port) as server:
        taken = server.servers[0].sockets[0].getsockname()[1]
        yield Place(f"http://127.0.0.1:{taken}", key)


async def run_cycle(place: Place, stages: Stages) -> Report:
    """Go through the whole cycle over HTTP and return what the API answered."""
    async with open_requests(place.address, place.key) as requests:
        conversation = Conversation(requests)
        stages.begin("Загружаю школы")
        schools = await conversation.import_file(Dataset.schools, municipality.write_schools())
        stages.begin("Загружаю результаты и контекст")
        # Both need the schools, neither needs the other.
        facts = await asyncio.gather(
            conversation.import_file(Dataset.results, municipality.write_results()),
            conversation.import_file(Dataset.context, municipality.write_context()),
        )
        stages.begin("Применяю правила")
        wanted = ((LOW_RESULTS, CURRENT), (AT_RISK, CURRENT), (LOW_RESULTS, NEXT))
        low_results, at_risk, low_results_next = await asyncio.gather(*(_judge(conversation, *one) for one in wanted))
        stages.begin("Читаю заключения")
        explanation = await _explain_boundary(conversation, low_results)
        stages.begin("Утверждаю перечни")
        published = await _publish(conversation, low_results.run, at_risk.run, low_results_next.run)
        stages.begin("Провожу мониторинг")
        monitored = await monitor(requests)
        return Report(
            schools=await conversation.list_schools(),
            receipts=[schools, *facts],
            low_results=low_results,
            at_risk=at_risk,
            explanation=explanation,
            low_results_next=low_results_next,
            published=published,
            monitored=monitored,
        )


async def _judge(conversation: Conversation, rule: str, academic_year: str) -> Judged:
    territory = RunTerritory(level="municipality", code=municipality.OKTMO)
    run = await conversation.run_rule(RunCreate(rule=rule, academic_year=academic_year, territory=territory))
    return Judged(run, await conversation.list_verdicts(run))


async def _publish(conversation: Conversation, run: RunRead, risk_run: RunRead, next_run: RunRead) -> Published:
    """Approve the lists of both years by orders, enter the documents of the first, and compare."""
    return Published(
        calculated=await conversation.approve_run(run, APPROVALS[CURRENT]),
        document=await conversation.publish_document(DOCUMENT, list_documented_schools()),
        difference=await conversation.list_differences(Category.low_results, CURRENT),
        at_risk=await conversation.approve_run(risk_run, AT_RISK_APPROVAL),
        disadvantaged=await conversation.publish_document(DISADVANTAGED, list(DISADVANTAGED_SCHOOLS)),
        next=await conversation.approve_run(next_run, APPROVALS[NEXT]),
        comparison=await conversation.compare_years(Category.low_results, CURRENT, NEXT),
    )


async def _explain_boundary(conversation: Conversation, judged: Judged) -> str:
    for verdict in judged.having(VerdictStatus.identified):
        if "boundary" in verdict.flags:
            return await conversation.explain_verdict(judged.run, verdict.school_code)
    raise DemoFailed("Среди выявленных нет школы ровно на пороге, а она задумана.")
