"""Lists as people read them."""

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from services.identification.lists.schemas import ListRead, ListState
from shared.access.principals import Principal
from shared.http.orders import read_order
from shared.models import SchoolList
from shared.reference.academic_years import format_academic_year

Action = Literal["update", "replace_schools", "withdraw", "publish"]


def describe_list(principal: Principal, row: Row[*tuple[Any, ...]]) -> ListRead:
    """Return a found list as this caller reads it."""
    return describe_school_list(principal, row[0], row.superseded_by_id)


def describe_school_list(
    principal: Principal, school_list: SchoolList, superseded_by_id: UUID | None = None
) -> ListRead:
    """Return a list as this caller reads it."""
    return ListRead.model_validate(
        {
            "id": school_list.id,
            "category": school_list.category,
            "academic_year": format_academic_year(school_list.academic_year),
            "territory": {"level": school_list.territory_level, "code": school_list.territory_code},
            "basis": school_list.basis,
            "source": school_list.source,
            "run_id": school_list.run_id,
            "state": ListState.superseded if superseded_by_id else school_list.state,
            "order": read_order(school_list),
            "schools": school_list.schools,
            "undetermined": school_list.undetermined,
            "supersedes_id": school_list.supersedes_id,
            "superseded_by_id": superseded_by_id,
            "created_at": school_list.created_at,
            "published_at": school_list.published_at,
            "version": school_list.version,
            "allowed_actions": _list_actions(principal, school_list),
        }
    )


def _list_actions(principal: Principal, school_list: SchoolList) -> list[Action]:
    if school_list.state != "draft":
        return []
    actions: list[Action] = []
    if "identification:write" in principal.scopes:
        actions += ["update", "replace_schools", "withdraw"]
    if "identification:approve" in principal.scopes and school_list.schools is not None:
        actions.append("publish")
    return actions
