"""The cycle of the demo: schools and facts in, both rules over them, lists with reasons out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from opora.demo import municipality
from opora.demo.client import open_client
from opora.demo.conversation import Conversation, DemoFailed, open_conversation
from opora.demo.planned_school import AT_RISK, CURRENT, LOW_RESULTS
from opora.progress import Stages
from opora.running import running
from services.identification.imports.schemas import Dataset, ReceiptRead
from services.identification.runs.schemas import RunCreate, RunRead, RunTerritory, VerdictStatus, VerdictSummary
from services.identification.schools.schemas import SchoolRead
from shared.settings import Settings

STAGES = 5


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
class Report:
    """Everything the API answered."""

    schools: list[SchoolRead]
    receipts: list[ReceiptRead]
    low_results: Judged
    at_risk: Judged
    explanation: str


@asynccontextmanager
async def demonstration_place(settings: Settings, port: int) -> AsyncIterator[Place]:
    """Run everything with a key for the demo while the block runs; port 0 takes a free one.

    Raises OtherMunicipalities, with nothing changed, where the database is not the demo's own.
    """
    # Lines about requests and workers would only bury what the demo has to say.
    quiet = settings.model_copy(update={"log_level": "WARNING"})
    async with open_client(quiet) as key, running(quiet, port) as server:
        taken = server.servers[0].sockets[0].getsockname()[1]
        yield Place(f"http://127.0.0.1:{taken}", key)


async def run_cycle(place: Place, stages: Stages) -> Report:
    """Go through the whole cycle over HTTP and return what the API answered."""
    async with open_conversation(place.address, place.key) as conversation:
        stages.begin("Загружаю школы")
        schools = await conversation.import_file(Dataset.schools, municipality.write_schools())
        stages.begin("Загружаю результаты и контекст")
        # Both need the schools, neither needs the other.
        facts = await asyncio.gather(
            conversation.import_file(Dataset.results, municipality.write_results()),
            conversation.import_file(Dataset.context, municipality.write_context()),
        )
        stages.begin("Применяю правила")
        low_results, at_risk = await asyncio.gather(*(_judge(conversation, rule) for rule in (LOW_RESULTS, AT_RISK)))
        stages.begin("Читаю заключения")
        return Report(
            schools=await conversation.list_schools(),
            receipts=[schools, *facts],
            low_results=low_results,
            at_risk=at_risk,
            explanation=await _explain_boundary(conversation, low_results),
        )


async def _judge(conversation: Conversation, rule: str) -> Judged:
    territory = RunTerritory(level="municipality", code=municipality.OKTMO)
    run = await conversation.run_rule(RunCreate(rule=rule, academic_year=CURRENT, territory=territory))
    return Judged(run, await conversation.list_verdicts(run))


async def _explain_boundary(conversation: Conversation, judged: Judged) -> str:
    for verdict in judged.having(VerdictStatus.identified):
        if "boundary" in verdict.flags:
            return await conversation.explain_verdict(judged.run, verdict.school_code)
    raise DemoFailed("Среди выявленных нет школы ровно на пороге, а она задумана.")
