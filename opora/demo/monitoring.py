"""The monitoring of the demo: a campaign with answers in time, late and never, every indicator, and the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from opora.demo import answers
from opora.demo.municipality import OKTMO
from opora.demo.planned_school import CURRENT, PlannedSchool
from opora.demo.requests import DemoFailed, Requests
from services.monitoring.campaigns.schemas import CampaignCreate, CampaignRead, CampaignState, ParticipationCounts
from services.monitoring.computations.schemas import (
    ComputationCreate,
    ComputationRead,
    ComputationTerritory,
    ObjectRead,
)
from services.monitoring.evidence.schemas import EvidenceContract, EvidenceCounts, EvidenceWrite
from services.monitoring.indicators.schemas import PackDefinitionsRead
from services.monitoring.reports.schemas import ReportKind, ReportRead, ReportState
from shared.clock import utc_now
from shared.http.orders import Order, OrderParty
from shared.imports.schemas import ReceiptDescription, ReceiptState

PACK, SET = "indicator-points", "points"
COMPUTED = (
    (PACK, CURRENT),
    ("norilsk-2022", CURRENT),
    ("norilsk-2022", "2023-06"),
    ("ulchsky", "2023-07"),
    ("municipal-cycle", CURRENT),
)
"""Every programme's indicators, and for which period."""
_ROOT = "/monitoring/v1"
_ADDRESS = "https://example.org/monitoring/2022-2023"
_CONFIRMING = 12  # schools
_ANY_VERSION = {"If-Match": "*"}


@dataclass(frozen=True, slots=True)
class Monitored:
    """Everything that monitoring answered."""

    campaign: CampaignRead
    participation: ParticipationCounts
    evidence: EvidenceCounts
    computed: list[tuple[ComputationRead, ObjectRead]]
    """Of each computation the municipality's own values."""
    titles: dict[str, str]
    """What the indicators of the campaign's programme are called, by code."""
    report: ReportRead
    document: bytes
    """The report as DOCX."""


class Monitoring:
    """What is asked of monitoring."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def conduct_campaign(self) -> CampaignRead:
        """Plan a campaign, take in answers, close it, take in late ones; one that was conducted is left alone."""
        async for known in self._requests.list_items(f"{_ROOT}/campaigns", {"pack": PACK, "period": CURRENT}):
            if known["state"] not in {CampaignState.planned, CampaignState.open}:
                return CampaignRead.model_validate(known)
        planned = await self._requests.send("POST", f"{_ROOT}/campaigns", json=_plan().model_dump(mode="json"))
        # Its first day is today: the worker opens it.
        campaign = await self._requests.follow(planned, CampaignRead, {CampaignState.open})
        address = f"{_ROOT}/campaigns/{campaign.id}"
        await self._import_answers(address)
        await self._attach_orders(address)
        await self._requests.send("POST", f"{address}/closing", headers=_ANY_VERSION)
        for school in answers.list_late_schools():
            await self._answer_late(address, school)
        await self._requests.send("POST", f"{address}/acceptance")
        return await self._get_campaign(campaign)

    async def count_participation(self, campaign: CampaignRead) -> ParticipationCounts:
        """Count who answered in time, late and never."""
        reply = await self._requests.send("GET", f"{_ROOT}/campaigns/{campaign.id}/participation")
        return ParticipationCounts.model_validate(reply.json()["counts"])

    async def count_evidence(self, campaign: CampaignRead) -> EvidenceCounts:
        """Count which documents are there and which are missing."""
        reply = await self._requests.send("GET", f"{_ROOT}/campaigns/{campaign.id}/evidence-contract")
        return EvidenceContract.model_validate(reply.json()).counts

    async def compute_indicators(self, pack: str, period: str) -> tuple[ComputationRead, ObjectRead]:
        """Compute the indicators of a programme and return those of the municipality."""
        territory = ComputationTerritory(level="municipality", code=OKTMO)
        wanted = ComputationCreate(pack=pack, period=period, territory=territory)
        asked = await self._requests.send("POST", f"{_ROOT}/computations", json=wanted.model_dump(mode="json"))
        done = await self._requests.follow(asked, ComputationRead, {"finished", "failed"})
        if done.state != "finished":
            raise DemoFailed(done.failure)
        values = self._requests.list_items(f"{_ROOT}/computations/{done.id}/values", {"level": "municipality"})
        async for one in values:
            return done, ObjectRead.model_validate(one)
        raise DemoFailed(f"У вычисления {pack} за {period} нет значений муниципалитета.")

    async def list_titles(self, pack: str) -> dict[str, str]:
        """Return the titles of a programme's indicators by code."""
        reply = await self._requests.send("GET", f"{_ROOT}/indicators/{pack}")
        known = PackDefinitionsRead.model_validate(reply.json())
        return {indicator.code: indicator.title for indicator in known.indicators}

    async def publish_report(self, campaign: CampaignRead) -> tuple[ReportRead, bytes]:
        """Draft, approve and publish the report of a campaign; one that is published already is left alone."""
        report = await self._find_report(campaign) or await self._write_report(campaign)
        document = f"{_ROOT}/reports/{report.id}/document"
        return report, await self._requests.read_when_ready(document, {"format": "docx"})

    async def _find_report(self, campaign: CampaignRead) -> ReportRead | None:
        filters = {"campaign_id": str(campaign.id), "kind": ReportKind.campaign.value}
        async for one in self._requests.list_items(f"{_ROOT}/reports", filters):
            report = ReportRead.model_validate(one)
            if report.state is ReportState.published:
                return report
        return None

    async def _write_report(self, campaign: CampaignRead) -> ReportRead:
        wanted = {"kind": ReportKind.campaign.value, "campaign_id": str(campaign.id)}
        asked = await self._requests.send("POST", f"{_ROOT}/reports", json=wanted)
        drafted = await self._requests.follow(asked, ReportRead, {ReportState.drafted, ReportState.failed})
        if drafted.state is not ReportState.drafted:
            raise DemoFailed(drafted.failure)
        address = f"{_ROOT}/reports/{drafted.id}"
        await self._requests.send("POST", f"{address}/approval", headers=_ANY_VERSION)
        reply = await self._requests.send(
            "POST", f"{address}/publication", json={"url": _ADDRESS}, headers=_ANY_VERSION
        )
        return ReportRead.model_validate(reply.json())

    async def _import_answers(self, address: str) -> None:
        sent = await self._requests.send(
            "POST",
            f"{address}/values",
            params={"submit": "yes"},
            content=answers.write_answers(),
            headers={"Content-Type": "text/csv"},
        )
        receipt = await self._requests.follow(sent, ReceiptDescription, {ReceiptState.done, ReceiptState.failed})
        if receipt.state is not ReceiptState.done or receipt.rejected:
            raise DemoFailed(f"Ответы школ приняты не полностью: {receipt.failure or receipt.rejected}.")

    async def _attach_orders(self, address: str) -> None:
        """Let some schools confirm the first thing that schools are asked to confirm."""
        reply = await self._requests.send("GET", f"{address}/evidence-contract")
        contract = EvidenceContract.model_validate(reply.json())
        first = next(asked for asked in contract.requirements if asked.level == "school")
        for number, school in enumerate(answers.list_punctual_schools()[:_CONFIRMING], start=1):
            document = EvidenceWrite(
                object_code=school.code,
                kind=first.kind,
                title=first.title,
                number=f"{number}-од",
                issued_on=date(2022, 9, 12),
                requirements=[first.number],
                link=f"https://example.org/{school.code}/orders/{number}",
            )
            await self._requests.send("POST", f"{address}/evidence", json=document.model_dump(mode="json"))

    async def _answer_late(self, address: str, school: PlannedSchool) -> None:
        form = f"{address}/submissions/{school.code}"
        values = [_write_value(element, answer) for element, answer in answers.list_answers(school).items()]
        await self._requests.send("PUT", f"{form}/values", json={"values": values}, headers=_ANY_VERSION)
        await self._requests.send("POST", f"{form}/submission", headers=_ANY_VERSION)

    async def _get_campaign(self, campaign: CampaignRead) -> CampaignRead:
        reply = await self._requests.send("GET", f"{_ROOT}/campaigns/{campaign.id}")
        return CampaignRead.model_validate(reply.json())


async def monitor(requests: Requests) -> Monitored:
    """Go through a whole monitoring and return what the API answered."""
    monitoring = Monitoring(requests)
    campaign = await monitoring.conduct_campaign()
    computed = [await monitoring.compute_indicators(pack, period) for pack, period in COMPUTED]
    report, document = await monitoring.publish_report(campaign)
    return Monitored(
        campaign=campaign,
        participation=await monitoring.count_participation(campaign),
        evidence=await monitoring.count_evidence(campaign),
        computed=computed,
        titles=await monitoring.list_titles(PACK),
        report=report,
        document=document,
    )


def _plan() -> CampaignCreate:
    today = utc_now().date()
    office = OrderParty(role="controls", name="Управление образования")
    return CampaignCreate(
        pack=PACK,
        set=SET,
        period=CURRENT,
        municipality=OKTMO,
        order=Order(number="284", date=today, title="О проведении мониторинга", parties=(office,)),
        responsible=(OrderParty(role="carries_out", name="Методический центр"),),
        participants="all",
        starts_on=today,
        ends_on=today + timedelta(days=20),
    )


def _write_value(element: str, answer: str | tuple[int, int]) -> Mapping[str, str | int]:
    if isinstance(answer, str):
        return {"element": element, "answer": answer}
    return {"element": element, "numerator": answer[0], "denominator": answer[1]}
