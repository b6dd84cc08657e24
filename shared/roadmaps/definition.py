"""The shape in which a pack writes its programme, plans, proposals for schools and cycle: roadmap.yaml."""

from pydantic import Field

from shared.roadmaps.cycles import CycleDefinition
from shared.roadmaps.plans import PlanDefinition, SupportCatalogue
from shared.roadmaps.programmes import Passport
from shared.rules.definition import Code, Part


class Roadmaps(Part):
    """roadmap.yaml: what a programme means to do, and by what it is seen to be done."""

    passport: Passport | None = None
    plans: tuple[PlanDefinition, ...] = ()
    support: SupportCatalogue | None = None
    cycle: CycleDefinition | None = Field(default=None)

    def find_plan(self, code: Code) -> PlanDefinition | None:
        """Return a plan by its code."""
        return next((plan for plan in self.plans if plan.code == code), None)
