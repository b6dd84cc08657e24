import asyncio
import hashlib
import os
import re
import signal
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import httpx
import pytest
from sqlalchemy import func, select

from opora.demo.cycle import Report, demonstration_place, run_cycle
from opora.demo.monitoring import COMPUTED
from opora.demo.municipality import OKTMO, plan_schools, write_context, write_results, write_schools
from opora.demo.planned_school import AT_RISK, CURRENT, LOW_RESULTS, NEXT, Expected
from opora.embedded import ServerAddresses, temporary_folder
from opora.progress import show_stages
from services.identification.runs.schemas import VerdictSummary
from services.roadmap.proposals.schemas import ProposalSource
from shared.database.session import Database
from shared.models import Client, Municipality, School
from shared.settings import Settings

_OPORA = Path(sys.executable).with_name("opora")
_FINGERPRINTS = (
    "from hashlib import sha256; from opora.demo import municipality as place; "
    "print(*(sha256(write()).hexdigest() for write in (place.write_schools, place.write_results, place.write_context)))"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that the servers' account can enter (pytest's own is closed to it under root)."""
    with temporary_folder() as path:
        yield path


def run_demo(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
    return subprocess.run(
        [_OPORA, "demo", *arguments], capture_output=True, text=True, check=False, env={**own, **environment}
    )


def see(verdict: VerdictSummary, expected: Expected) -> Expected:
    """What the API answered, in the terms of what was foretold."""
    return Expected(
        status=verdict.status,
        met=tuple(code for code, state in verdict.criteria.items() if state == "met"),
        flags=tuple(verdict.flags),
        to_enter=verdict.distance.to_enter if expected.to_enter is not None else None,
        to_leave=verdict.distance.to_leave if expected.to_leave is not None else None,
    )


def count_planned_sections() -> dict[str, int]:
    met = [len(school.at_risk.met) for school in plan_schools()]
    least = {"any": 1, "at-least-2": 2, "at-least-3": 3, "all": 4}
    return {choice: sum(sections >= needed for sections in met) for choice, needed in least.items()}


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """What a cycle answered, once there was one: going through it takes ten seconds, and it says the same each time."""
    return []


@pytest.fixture
async def report(reports: list[Report], addresses: ServerAddresses, committed_database: Database) -> Report:
    """What the API answered in a whole cycle of the demo."""
    if not reports:
        settings = Settings(database_url=addresses.database_url, redis_url=addresses.redis_url)
        async with demonstration_place(settings, 0) as place:
            with show_stages(total=1) as stages:
                reports.append(await run_cycle(place, stages))
        async with committed_database.transaction() as session:
            assert await session.scalar(select(func.count()).where(Client.revoked_at.is_(None))) == 0
    return reports[0]


def test_the_same_bytes_come_out_of_another_process() -> None:
    here = [hashlib.sha256(write()).hexdigest() for write in (write_schools, write_results, write_context)]

    there = subprocess.check_output([sys.executable, "-c", _FINGERPRINTS], text=True, env={"PYTHONHASHSEED": "7"})

    assert there.split() == here


def test_most_planned_schools_are_fine_under_both_rules() -> None:
    schools = plan_schools()

    assert len({school.code for school in schools}) == 40
    for rule, year in ((LOW_RESULTS, CURRENT), (AT_RISK, CURRENT), (LOW_RESULTS, NEXT)):
        fine = [school for school in schools if school.expected(rule, year).status == "not_identified"]
        assert len(fine) > 20


def test_every_school_gets_the_verdicts_it_was_planned_for(report: Report) -> None:
    assert [receipt.rejected for receipt in report.receipts] == [0, 0, 0]
    for judged in (report.low_results, report.at_risk, report.low_results_next):
        verdicts = {verdict.school_code: verdict for verdict in judged.verdicts}
        wanted = judged.run.rule, judged.run.academic_year
        planned = {school.code: school.expected(*wanted) for school in plan_schools()}
        assert {code: see(verdicts[code], planned[code]) for code in planned} == planned
        assert len(verdicts) == len(planned)
    assert report.at_risk.run.combinations == count_planned_sections()


def test_the_document_prevails_and_a_year_later_schools_have_entered_stayed_and_left(report: Report) -> None:
    published = report.published

    differences = {school.school_code: school.difference for school in published.difference.items}
    changes = {school.school_code: school.change for school in published.comparison.items}
    assert {code for code, found in differences.items() if found != "both"} == {"edu249014", "edu249016", "edu249026"}
    assert differences["edu249014"] == "only_calculated"
    assert changes == {
        **dict.fromkeys(("edu249005", "edu249007", "edu249016", "edu249018", "edu249026", "edu249028"), "left"),
        **dict.fromkeys(("edu249003", "edu249009"), "stayed"),
        "edu249012": "entered",
    }
    assert published.next.basis == "calculated"


def test_a_monitoring_is_conducted_and_its_report_says_who_answered(report: Report) -> None:
    monitored = report.monitored

    counts = monitored.participation
    # The municipality itself answers too.
    assert (counts.on_time, counts.late, counts.no_answer, counts.not_yet) == (40 - 3 - 3 + 1, 3, 3, 0)
    assert [(one.pack, one.period) for one, _ in monitored.computed] == list(COMPUTED)
    values = {value.indicator: value for value in monitored.computed[0][1].values}
    assert len(values) == 26
    listed = values["m-2.1.5"]
    # Eight on the document that prevails, and three by another order, two of them on both.
    assert (listed.numerator, listed.denominator) == (9, 40)
    assert values["m-2.5.1"].missing_schools == 3
    # Nobody confirms a «нет»: two of the twelve documents answer nothing that is required.
    assert (monitored.evidence.attached, monitored.report.state) == (10, "published")
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(monitored.document)).paragraphs)
    assert "ответили в срок: 34; позже срока: 3; не ответили: 3" in text
    assert "не является рейтингом" in " ".join(text.split())


def test_lists_bring_about_roadmaps_and_a_plan_is_carried_out_and_amended(report: Report) -> None:
    planned = report.planned

    drafted = {draft.school_code: draft for draft in planned.drafted if draft.pack == "norilsk-2022"}
    # One measure for each criterion met: school 9 meets two of low results.
    assert (drafted["edu249009"].measures, drafted["edu249007"].measures) == (2, 1)
    assert (planned.plan.state, planned.plan.edition) == ("approved", 2)
    assert [len(planned.difference[kind]) for kind in ("added", "removed", "changed")] == [0, 0, 1]
    # Six schools confirm two measures each, of the plan's seven measures for forty schools.
    counts = planned.progress.total.tasks
    assert (counts.done, counts.progress.denominator) == (12, 6 * 40 + 1)
    assert (planned.decision.state, planned.decision.flags) == ("issued", [])


def test_a_year_later_it_is_told_who_left_the_list_and_what_cannot_be_told(report: Report) -> None:
    outcome = report.outcome

    left = [school.school_code for school in outcome.exits.items]
    assert left == ["edu249005", "edu249007", "edu249016", "edu249018", "edu249026", "edu249028"]
    assert outcome.exits.counts.entered == 1
    verdicts = {effect.criterion: effect.verdict for effect in outcome.effects.items}
    assert set(verdicts.values()) == {"cannot_tell"}
    assert len(verdicts) == 2
    risks = {(school.school_code, risk.state) for school in outcome.eliminations for risk in school.risks}
    assert ("edu249005", "confirmed") in risks
    assert ("edu249003", "not_confirmed") in risks
    # Of the plan all seven measures, each once, and of the schools' roadmaps those that nobody carried out.
    assert outcome.proposed[ProposalSource.undone] == 7 + 15
    states = {stage.code: stage.state for stage in outcome.cycle.stages}
    assert (len(states), states.pop("effectiveness"), set(states.values())) == (7, "partly", {"evidenced"})


def test_the_demo_prints_lists_with_reasons_and_a_second_run_changes_nothing(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "справка.docx"
    first, second = (run_demo("--data-dir", str(folder / "kept"), "--report", str(report)) for _ in range(2))

    assert (first.returncode, first.stderr) == (0, "")
    identified = [school for school in plan_schools() if school.low_results.status == "identified"]
    listing = first.stdout.partition("┃ Не хватает данных")[0]
    assert re.findall(r"^│ (edu[0-9]{6}) ", listing, re.MULTILINE) == [school.code for school in identified]
    assert "6 из 20 (30,00 %)" in listing
    assert "МБОУ «СОШ № 12» (edu249012): не выявлена; ещё 1 ученик" in first.stdout
    assert "не рейтинг" in first.stdout
    assert first.stdout.endswith(f"Аналитическая справка мониторинга: {report}\n")
    assert docx.Document(str(report)).tables
    assert (second.returncode, second.stderr) == (0, "")
    assert re.search(r"результаты процедур +│ +1355 │ +0 │ +0 │ +1355 │ +0 │", second.stdout)
    receipts = re.compile(r"│ (?:школы|результаты процедур|сводная таблица рисков) .*\n")
    assert receipts.sub("", second.stdout) == receipts.sub("", first.stdout)


async def test_a_database_with_another_municipality_is_refused_unchanged(
    addresses: ServerAddresses, committed_database: Database
) -> None:
    async with committed_database.transaction() as session:
        session.add(Municipality(oktmo="04729000", region_code="04", name="Норильск"))

    refused = run_demo(
        "--report",
        "/nowhere/report.docx",
        OPORA_DATABASE_URL=addresses.database_url,
        OPORA_REDIS_URL=addresses.redis_url or "",
    )

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Норильск (ОКТМО 04729000)" in refused.stderr
    async with committed_database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Client)) == 0
        assert await session.scalar(select(func.count()).select_from(School)) == 0


async def test_serving_goes_on_until_somebody_stops_it(
    addresses: ServerAddresses, committed_database: Database, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "OPORA_DATABASE_URL": addresses.database_url,
        "OPORA_REDIS_URL": addresses.redis_url or "",
    }
    process = await asyncio.create_subprocess_exec(
        _OPORA,
        "demo",
        "--serve",
        "--report",
        str(tmp_path / "report.docx"),
        stdout=DEVNULL,
        stderr=PIPE,
        env=environment,
    )
    assert process.stderr is not None
    curl = ""
    while not curl.startswith("curl"):
        curl = (await process.stderr.readline()).decode()
        assert curl, "the demo ended without telling its address"
    header, address = re.findall("'([^']+)'", curl)
    name, _, value = header.partition(": ")

    async with httpx.AsyncClient(trust_env=False) as http:
        reply = await http.get(address, headers={name: value})
    process.send_signal(signal.SIGTERM)
    await process.communicate()

    assert process.returncode == 0
    assert {item["municipality_oktmo"] for item in reply.json()["items"]} == {OKTMO}
    async with committed_database.transaction() as session:
        assert await session.scalar(select(func.count()).where(Client.revoked_at.is_(None))) == 0
