"""The roadmaps of the demo: a programme, drafts for listed schools, one plan, evidence, and the year after."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from opora.demo import plans
from opora.demo.planned_school import CURRENT, NEXT
from opora.demo.requests import DemoFailed, Requests
from services.identification.lists.schemas import ListRead
from services.roadmap.cycle.schemas import CycleRead
from services.roadmap.decisions.schemas import DecisionCreate, DecisionRead
from services.roadmap.effects.schemas import EffectsRead, EliminationRead, ExitPage
from services.roadmap.programmes.schemas import ProgrammeRead
from services.roadmap.proposals.schemas import ProposalSource
from services.roadmap.roadmaps.schemas import RoadmapRead
from services.roadmap.tasks.schemas import RoadmapProgress
from shared.http.orders import Order
from shared.indicators.documents import Document
from shared.reference.categories import Category

ROOT = "/roadmap/v1"
_ANY_VERSION = {"If-Match": "*"}
_LOOK_EVERY_SECONDS = 0.2
# Drafts are a job of moments; a minute later something is broken.
_LOOKS = 300
_KEPT = (
    *("id", "position", "section", "number", "title", "items", "responsible", "expected_result", "evidence"),
    *("predecessors", "criteria", "deficits", "indicators"),
)
"""What an amendment repeats of a measure."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned for the current year, and how far it came."""

    programme: ProgrammeRead
    drafted: list[RoadmapRead]
    """The roadmaps that the lists of the current year brought about."""
    plan: RoadmapRead
    progress: RoadmapProgress
    difference: dict[str, Any]
    decision: DecisionRead


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is seen a year later."""

    effects: EffectsRead
    exits: ExitPage
    eliminations: list[EliminationRead]
    proposed: Counter[ProposalSource]
    """Measures proposed for the next year, by what they stand on."""
    cycle: CycleRead


class Roadmaps:
    """What is asked of the roadmap service; what was done before is left alone."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def adopt_programme(self) -> ProgrammeRead:
        """Take a programme over from its pack and approve it by an order."""
        async for known in self._list(f"{ROOT}/programmes", plans.PLACE):
            return ProgrammeRead.model_validate(known)
        draft = await self._post(f"{ROOT}/programmes", plans.PLACE | {"pack": plans.PACK})
        order = plans.PROGRAMME_ORDER.model_dump(mode="json")
        approved = await self._approve(f"{ROOT}/programmes/{draft['id']}", order)
        return ProgrammeRead.model_validate(approved)

    async def await_drafts(self, schools: set[str], year: str) -> list[RoadmapRead]:
        """Return the roadmaps of listed schools once each of them has one."""
        filters = plans.PLACE | {"kind": "school", "year": year}
        missing = schools
        for _ in range(_LOOKS):
            drafts = [RoadmapRead.model_validate(one) async for one in self._list(f"{ROOT}/roadmaps", filters)]
            missing = schools - {str(draft.school_code) for draft in drafts}
            if not missing:
                return drafts
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise DemoFailed(f"Нет проектов дорожных карт школ: {', '.join(sorted(missing))}. Работник очереди молчит.")

    async def approve_plan(self) -> RoadmapRead:
        """Draft the municipality's plan from the programme, approve it, and move one term for a stated reason."""
        filters = plans.PLACE | {"kind": "municipal", "pack": plans.PACK}
        async for known in self._list(f"{ROOT}/roadmaps", filters):
            return RoadmapRead.model_validate(known)
        wanted = plans.PLACE | {"pack": plans.PACK, "plan": plans.PLAN, "year": CURRENT}
        draft = await self._post(f"{ROOT}/roadmaps", wanted)
        address = f"{ROOT}/roadmaps/{draft['id']}"
        await self._approve(address, {"order": plans.PLAN_ORDER.model_dump(mode="json")})
        measures = [one async for one in self._list(f"{address}/measures", {})]
        moved = next(measure for measure in measures if measure["number"] == plans.AMENDED_MEASURE)
        amended = await self._post(
            f"{address}/amendments", {"reason": plans.AMENDMENT, "change": [_move_term(moved)]}, _ANY_VERSION
        )
        return RoadmapRead.model_validate(amended)

    async def carry_out(self, plan: RoadmapRead, drafts: list[RoadmapRead]) -> None:
        """Approve the roadmaps of the schools, and let some schools do and confirm what is theirs."""
        order = {"order": plans.SCHOOLS_ORDER.model_dump(mode="json")}
        for draft in drafts:
            if draft.state == "draft" and draft.measures:
                await self._approve(f"{ROOT}/roadmaps/{draft.id}", order)
        for school in plans.WORKING_SCHOOLS:
            filters = plans.PLACE | {"school": school, "state": "planned"}
            for task in [one async for one in self._list(f"{ROOT}/tasks", filters)]:
                measure = task["measure"]
                if task["roadmap"]["id"] != str(plan.id) or measure["number"] in plans.CONFIRMED_MEASURES:
                    await self._complete(task["id"], measure)

    async def record_support(self) -> None:
        """Record what was done for the schools."""
        async for _ in self._list(f"{ROOT}/support-actions", plans.PLACE | {"academic_year": CURRENT}):
            return
        for action in plans.list_support_actions():
            await self._post(f"{ROOT}/support-actions", action.model_dump(mode="json"))

    async def decide(self, basis: ListRead) -> DecisionRead:
        """Issue the department's decision on the ground of a list, and that of one school."""
        async for known in self._list(f"{ROOT}/decisions", plans.PLACE):
            decision = DecisionRead.model_validate(known)
            if decision.school is None:
                return decision
        wanted = DecisionCreate(
            municipality=plans.PLACE["municipality"],
            title="О мерах поддержки школ с низкими образовательными результатами",
            text="На основании утверждённого перечня школ",
            clauses=plans.DECISION_CLAUSES,
            list_id=basis.id,
            check_effect_on=plans.CHECKED_ON,
        )
        of_school = wanted.model_copy(
            update={"school": plans.DECIDING_SCHOOL, "clauses": plans.SCHOOL_DECISION_CLAUSES}
        )
        await self._issue(of_school, plans.SCHOOL_DECISION_ORDER)
        return await self._issue(wanted, plans.DECISION_ORDER)

    async def _issue(self, wanted: DecisionCreate, order: Order) -> DecisionRead:
        draft = await self._post(f"{ROOT}/decisions", wanted.model_dump(mode="json"))
        issued = await self._approve(f"{ROOT}/decisions/{draft['id']}", order.model_dump(mode="json"))
        return DecisionRead.model_validate(issued)

    async def get_progress(self, plan: RoadmapRead) -> RoadmapProgress:
        """Return how far the plan has come."""
        return RoadmapProgress.model_validate(await self._get(f"{ROOT}/roadmaps/{plan.id}/progress"))

    async def get_difference(self, plan: RoadmapRead) -> dict[str, Any]:
        """Return what differs from the baseline."""
        return await self._get(f"{ROOT}/roadmaps/{plan.id}/difference")

    async def sum_up(self) -> Outcome:
        """Return criteria before and after, who left and why, what goes into the next plan, and the cycle."""
        years = plans.PLACE | {"category": Category.low_results.value, "academic_year": NEXT}
        await self._post(f"{ROOT}/carry-overs", plans.PLACE | {"academic_year": CURRENT})
        proposals = self._list(f"{ROOT}/proposals", plans.PLACE | {"academic_year": NEXT})
        risks = self._list(f"{ROOT}/eliminations", years)
        asked = plans.PLACE | {"academic_year": CURRENT, "pack": plans.CYCLE}
        return Outcome(
            effects=EffectsRead.model_validate(await self._get(f"{ROOT}/effects", years)),
            exits=ExitPage.model_validate(await self._get(f"{ROOT}/exits", years)),
            eliminations=[EliminationRead.model_validate(one) async for one in risks],
            proposed=Counter([ProposalSource(one["source"]) async for one in proposals]),
            cycle=CycleRead.model_validate(await self._get(f"{ROOT}/cycle", asked)),
        )

    async def _complete(self, task_id: str, measure: Mapping[str, Any]) -> None:
        address = f"{ROOT}/tasks/{task_id}"
        kind = (measure["evidence"] or [Document.report])[0]
        document = {"kind": kind, "title": measure["expected_result"] or "Отчёт школы", "number": "7-од"}
        await self._post(f"{address}/documents", document | {"issued_on": plans.DONE_ON.isoformat()})
        await self._post(f"{address}/completion", {"done_on": plans.DONE_ON.isoformat()}, _ANY_VERSION)

    def _list(self, path: str, filters: Mapping[str, str]) -> AsyncIterator[Any]:
        return self._requests.list_items(path, filters)

    async def _get(self, path: str, parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
        found: dict[str, Any] = (await self._requests.send("GET", path, params=parameters or {})).json()
        return found

    async def _post(self, path: str, body: object, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        made: dict[str, Any] = (await self._requests.send("POST", path, json=body, headers=headers or {})).json()
        return made

    async def _approve(self, address: str, body: object) -> dict[str, Any]:
        return await self._post(f"{address}/approval", body, _ANY_VERSION)


def _move_term(measure: Mapping[str, Any]) -> dict[str, Any]:
    """Return the measure as it shall be: in another month."""
    return {name: measure[name] for name in _KEPT} | {"term": plans.AMENDED_TERM}


async def plan_support(requests: Requests, programme: ProgrammeRead, basis: ListRead, listed: set[str]) -> Planned:
    """Go through the year of support: drafts, approvals, work, and the decision behind it."""
    roadmaps = Roadmaps(requests)
    drafted = await roadmaps.await_drafts(listed, CURRENT)
    plan = await roadmaps.approve_plan()
    await roadmaps.carry_out(plan, drafted)
    await roadmaps.record_support()
    decision = await roadmaps.decide(basis)
    if plan.edition == 0:
        raise DemoFailed("План мероприятий остался проектом.")
    return Planned(
        programme=programme,
        drafted=drafted,
        plan=plan,
        progress=await roadmaps.get_progress(plan),
        difference=await roadmaps.get_difference(plan),
        decision=decision,
    )
