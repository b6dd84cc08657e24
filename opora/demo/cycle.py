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
from opora.demo.roadmaps import Outcome, Planned, Roadmaps, plan_support
from opora.progress import Stages
from opora.running import running
from services.identification.imports.schemas import Dataset, ReceiptRead
from services.identification.lists.schemas import ListComparison, ListDifference, ListRead
from services.identification.runs.schemas import RunCreate, RunRead, RunTerritory, VerdictStatus, VerdictSummary
from services.identification.schools.schemas import SchoolRead
from shared.reference.categories import Category
from shared.settings import Settings

STAGES = 10


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
    planned: Planned
    monitored: Monitored
    outcome: Outcome


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
        conversation, roadmaps = Conversation(requests), Roadmaps(requests)
        receipts = await _import(conversation, stages)
        stages.begin("Применяю правила")
        wanted = ((LOW_RESULTS, CURRENT), (AT_RISK, CURRENT), (LOW_RESULTS, NEXT))
        low_results, at_risk, low_results_next = await asyncio.gather(*(_judge(conversation, *one) for one in wanted))
        stages.begin("Читаю заключения")
        explanation = await _explain_boundary(conversation, low_results)
        stages.begin("Утверждаю программу")
        programme = await roadmaps.adopt_programme()
        stages.begin("Утверждаю перечни")
        calculated = await conversation.approve_run(low_results.run, APPROVALS[CURRENT])
        # The document comes weeks later: by then every school that the rule found has the draft of a roadmap.
        await roadmaps.await_drafts(_list_identified(low_results), CURRENT)
        published = await _publish(conversation, calculated, at_risk.run, low_results_next.run)
        stages.begin("Веду дорожные карты")
        listed = _list_identified(at_risk) | set(list_documented_schools()) | set(DISADVANTAGED_SCHOOLS)
        planned = await plan_support(requests, programme, published.document, listed)
        stages.begin("Провожу мониторинг")
        monitored = await monitor(requests)
        stages.begin("Подвожу итоги года")
        return Report(
            schools=await conversation.list_schools(),
            receipts=receipts,
            low_results=low_results,
            at_risk=at_risk,
            explanation=explanation,
            low_results_next=low_results_next,
            published=published,
            planned=planned,
            monitored=monitored,
            outcome=await roadmaps.sum_up(),
        )


async def _import(conversation: Conversation, stages: Stages) -> list[ReceiptRead]:
    stages.begin("Загружаю школы")
    schools = await conversation.import_file(Dataset.schools, municipality.write_schools())
    stages.begin("Загружаю результаты и контекст")
    # Both need the schools, neither needs the other.
    facts = await asyncio.gather(
        conversation.import_file(Dataset.results, municipality.write_results()),
        conversation.import_file(Dataset.context, municipality.write_context()),
    )
    return [schools, *facts]


async def _judge(conversation: Conversation, rule: str, academic_year: str) -> Judged:
    territory = RunTerritory(level="municipality", code=municipality.OKTMO)
    run = await conversation.run_rule(RunCreate(rule=rule, academic_year=academic_year, territory=territory))
    return Judged(run, await conversation.list_verdicts(run))


def _list_identified(judged: Judged) -> set[str]:
    return {verdict.school_code for verdict in judged.having(VerdictStatus.identified)}


async def _publish(conversation: Conversation, calculated: ListRead, risk_run: RunRead, next_run: RunRead) -> Published:
    """Approve the other lists of both years by orders, enter the documents of the first, and compare."""
    return Published(
        calculated=calculated,
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
