"""One object of every kind a path can name, all of them of the municipality that the contract's examples name."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, text

from services.identification.schedules.schemas import StartSchedulePeriod
from services.monitoring.computations.schemas import ComputationCreate
from services.monitoring.computations.use_cases import compute_indicators, create_computation
from services.monitoring.imports.queries import IMPORTER
from services.monitoring.reports.schemas.content import EXAMPLE_CONTENT
from services.monitoring.schedules.schemas import StartSchedulePeriod as StartCampaign
from shared.clock import utc_now
from shared.imports.schemas import ImportTerms
from shared.imports.use_cases import ImportFile, Sending, Subject, receive_import
from shared.models import Campaign, MeasureProposal, Municipality, Receipt, Report
from shared.queue.schedules import NewSchedule, PeriodPayload, YearlyDay, add_schedule
from tests.factories.campaigns import make_plan
from tests.factories.decisions import make_decision
from tests.factories.evidence import NAME, PDF, PDF_TYPE, make_evidence, set_state
from tests.factories.files import NORILSK, make_results, make_schools
from tests.factories.lists import approve
from tests.factories.support import make_support
from tests.factories.tasks import AddedRoadmap, Planned, add_roadmap
from tests.identification.conftest import BASE, Caller

# What a path names that belongs to nobody, with one that is there.
PUBLIC = {
    "procedure_code": "oge-math",
    "academic_year": "2019-2020",
    "pack_code": "norilsk-2022",
    "version": "1.2.1",
    "check_id": "0d0f6c9e-1a4e-4f0e-8a53-5a2f6b1f7c02",
    # Of everybody at once: only keys of the whole federation get as far as a job.
    "job_id": "2b1f7f0e-0d5c-4d0e-9a53-7f3d1f6f5c01",
    "indicator": "m-2.1.5",
    "indicator_code": "2.3.1.1",
    "edition": "1",
}
_CHECK = text(
    "INSERT INTO pack_check (id, pack_code, pack_version, state, cases, wrong, created_at) "
    "VALUES (:check_id, :pack_code, :version, 'planned', 0, '[]', now())"
)
SCHOOL_NAME = "Школа edu240001"
_YEAR = "2021/2022"
_VALUES = b"level,code,element,answer,numerator,denominator\nschool,edu240001,s-3.3.1.2,yes,,\n"


@dataclass(frozen=True)
class Objects:
    """Their ids by the name of the parameter that asks for them."""

    ids: dict[str, str]
    own: dict[str, dict[str, str]]
    """By service: those whose parameter has the same name in several."""

    def ids_of(self, service: str) -> dict[str, str]:
        """Return the ids that the paths of a service ask for."""
        return self.ids | self.own.get(service, {})

    @property
    def traces(self) -> list[str]:
        """What an answer to a stranger must not hold."""
        return [SCHOOL_NAME, *self.ids.values(), *(each for ids in self.own.values() for each in ids.values())]


async def make_objects(owner: Caller) -> Objects:
    """Make one object of every kind; a new kind of parameter is made here."""
    await owner.import_file("schools", make_schools("edu240001", grades=(5, 5)))
    rows = [("edu240001", _YEAR, procedure, 20, 7) for procedure in ("vpr-math-5", "vpr-rus-5")]
    receipt = await owner.import_file("results", make_results(*rows))
    run = await owner.finish_run()
    school_list = await approve(owner, run)
    async with owner.database.transaction() as session:
        await session.execute(_CHECK, {name: PUBLIC[name] for name in ("check_id", "pack_code", "version")})
    verification = await _follow(owner, f"{BASE}/runs/{run['id']}/verification")
    campaign_id = await _plan_campaign(owner)
    planned, own = await _plan_measures(owner, school_list["id"])
    return Objects(
        {
            "school_code": "edu240001",
            "receipt_id": receipt["id"],
            "run_id": run["id"],
            "with": run["id"],
            "list_id": school_list["id"],
            "earlier_list_id": school_list["id"],
            "verification_id": verification["id"],
            "schedule_id": await _make_schedule(owner, StartSchedulePeriod, "CAL-2"),
            "campaign_id": campaign_id,
            "report_id": await _draft_report(owner, school_list["id"]),
            "computation_id": await _make_computation(owner),
            "target_id": await _set_target(owner),
            "object_code": "edu240001",
            "document_id": await _attach_document(owner, campaign_id),
            "programme_id": await _create_programme(owner),
            **planned,
        },
        {
            "monitoring": {
                "schedule_id": await _make_schedule(owner, StartCampaign, "CAL-1"),
                "receipt_id": await _send_values(owner, receipt["id"], campaign_id),
            },
            "roadmap": own,
        },
    )


async def _follow(owner: Caller, path: str) -> dict[str, Any]:
    """Ask for work, let its jobs run, return what came of it."""
    answer = await owner.http.post(path)
    assert answer.status_code == 202, answer.text
    await owner.run_jobs()
    found: dict[str, Any] = (await owner.http.get(answer.headers["Location"])).json()
    return found


async def _make_computation(owner: Caller) -> str:
    """Compute the indicators of the municipality, as the job of monitoring does."""
    wanted = ComputationCreate.model_validate(
        {"pack": "indicator-points", "period": "2022/2023", "territory": {"level": "municipality", "code": NORILSK}}
    )
    async with owner.database.transaction() as session:
        computation = await create_computation(session, wanted, None)
        await compute_indicators(session, computation)
    return str(computation.id)


async def _set_target(owner: Caller) -> str:
    """Set another target than the contract's example of a new one."""
    body = {"municipality": NORILSK, "pack": "norilsk-2022", "indicator": "2.3.1.1", "period": "2021/2022"}
    answer = await owner.http.post("/monitoring/v1/targets", json=body | {"percent": "50", "source": "План"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _make_schedule(owner: Caller, payload_class: type[PeriodPayload], calendar_entry: str) -> str:
    """Make a schedule in another month than the calendar's: the contract's example of a new one takes that."""
    async with owner.database.transaction() as session:
        municipality_id = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == NORILSK))).one()
        day = YearlyDay("Asia/Krasnoyarsk", 9, 16)
        wanted = NewSchedule(municipality_id, "norilsk-2022", calendar_entry, day, {}, None)
        schedule = await add_schedule(session, payload_class, wanted, utc_now())
    assert schedule is not None
    return str(schedule.id)


async def _plan_campaign(owner: Caller) -> str:
    """Plan a campaign of another set than the contract's example of a new one."""
    answer = await owner.http.post("/monitoring/v1/campaigns", json=make_plan(set="at-risk"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _attach_document(owner: Caller, campaign_id: str) -> str:
    """Attach a document with a file; the campaign is open for this moment alone."""
    campaign = f"/monitoring/v1/campaigns/{campaign_id}"
    await set_state(owner.database, campaign, "open")
    attached = await owner.http.post(f"{campaign}/evidence", json=make_evidence(requirements=[]))
    filed = await owner.http.put(
        f"{campaign}/evidence/{attached.json()['id']}/file",
        params={"file_name": NAME},
        content=PDF,
        headers={"Content-Type": PDF_TYPE, "If-Match": "*"},
    )
    assert filed.status_code == 200, filed.text
    await set_state(owner.database, campaign, "planned")
    return str(filed.json()["id"])


async def _plan_measures(owner: Caller, list_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Make what the roadmap service has: ids of all, and those named like others' objects."""
    plan = await add_roadmap(owner.database, Planned("1"))
    planned = {
        "task_id": plan.task("1").removeprefix("/tasks/"),
        "feed_id": await _make_feed(owner),
        "action_id": await _record_support(owner),
        "decision_id": await _draft_decision(owner, list_id),
        **await _draft_roadmap(owner),
    }
    return planned, {"document_id": await _confirm_task(owner, plan)}


async def _create_programme(owner: Caller) -> str:
    """Take a programme over from its pack."""
    body = {"pack": PUBLIC["pack_code"], "municipality": NORILSK}
    created = await owner.http.post("/roadmap/v1/programmes", json=body)
    assert created.status_code == 201, created.text
    return str(created.json()["id"])


async def _propose_measure(owner: Caller) -> str:
    """Write a proposal as a published report makes it."""
    async with owner.database.transaction() as session:
        municipality_id = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == NORILSK))).one()
        proposal = MeasureProposal(
            id=uuid4(),
            municipality_id=municipality_id,
            reason_key="recommendation/trial/1/edu240001",
            source="recommendation",
            school_code="edu240001",
            year=2022,
            reason="Рекомендация опубликованной справки.",
            content={"title": "Принять программу."},
            state="proposed",
            version=1,
            created_at=utc_now(),
        )
        session.add(proposal)
    return str(proposal.id)


async def _draft_roadmap(owner: Caller) -> dict[str, str]:
    """Draft a roadmap with one measure, and propose another."""
    body = {"municipality": NORILSK, "title": "План", "year": "2024"}
    drafted = await owner.http.post("/roadmap/v1/roadmaps", json=body)
    assert drafted.status_code == 201, drafted.text
    address = f"{drafted.headers['Location']}/measures"
    added = await owner.http.post(address, json={"title": "Мероприятие"}, headers={"If-Match": "*"})
    assert added.status_code == 201, added.text
    ids = {"roadmap_id": str(drafted.json()["id"]), "measure_id": str(added.json()["id"])}
    return ids | {"proposal_id": await _propose_measure(owner)}


async def _confirm_task(owner: Caller, plan: AddedRoadmap) -> str:
    """Attach a document with a file to a task."""
    documents = f"/roadmap/v1{plan.task('1')}/documents"
    attached = await owner.http.post(documents, json={"kind": "report", "title": "Справка"})
    filed = await owner.http.put(
        f"{documents}/{attached.json()['id']}/file",
        params={"file_name": NAME},
        content=PDF,
        headers={"Content-Type": PDF_TYPE, "If-Match": "*"},
    )
    assert filed.status_code == 200, filed.text
    return str(filed.json()["id"])


async def _make_feed(owner: Caller) -> str:
    """Make an address at which calendars read tasks."""
    body = {"name": "План", "territory": {"level": "municipality", "code": NORILSK}}
    made = await owner.http.post("/roadmap/v1/calendar-feeds", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def _record_support(owner: Caller) -> str:
    """Record advice given to the school."""
    answer = await owner.http.post("/roadmap/v1/support-actions", json=make_support("edu240001"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _draft_report(owner: Caller, list_id: str) -> str:
    """Write the draft of a report as its job leaves it."""
    async with owner.database.transaction() as session:
        municipality_id = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == NORILSK))).one()
        report = Report(
            id=uuid4(),
            municipality_id=municipality_id,
            kind="risk_list",
            list_id=UUID(list_id),
            pack_code="norilsk-2022",
            pack_version=PUBLIC["version"],
            period="2022/2023",
            state="drafted",
            content=EXAMPLE_CONTENT,
            texts={},
            letterhead=["Управление образования"],
            signatory="Начальник управления",
            schools=["edu240001"],
            version=2,
            created_at=utc_now(),
            updated_at=utc_now(),
        )
        session.add(report)
    return str(report.id)


async def _draft_decision(owner: Caller, list_id: str) -> str:
    """Draft a decision on a list."""
    answer = await owner.http.post("/roadmap/v1/decisions", json=make_decision(list_id=list_id))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _send_values(owner: Caller, own_receipt: str, campaign_id: str) -> str:
    """Stage a file of the campaign, as if it took answers, from the sender of another receipt."""
    file = ImportFile("values", "text/csv", BytesIO(_VALUES), len(_VALUES))
    async with owner.database.transaction() as session:
        client_id = await session.scalar(select(Receipt.client_id).where(Receipt.id == UUID(own_receipt)))
        campaign = (await session.scalars(select(Campaign).where(Campaign.id == UUID(campaign_id)))).one()
        sending = Sending(client_id, ImportTerms(), Subject(campaign.municipality_id, campaign.id))
        receipt = await receive_import(session, IMPORTER, file, sending)
    return str(receipt.id)
