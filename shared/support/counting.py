"""Counts what support actions came to: persons by key each once, the others by head (B29)."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.support.kinds import DiagnosticsKind, PersonRole, SupportKind, SupportLevel


@dataclass(frozen=True, slots=True)
class Ground:
    """Actions of one kind that count for an element; without a role the action itself counts, not its persons."""

    element: str
    kind: SupportKind
    role: PersonRole | None = None
    subkind: DiagnosticsKind | None = None
    level: SupportLevel | None = None
    is_productive: bool = False
    """Only events in which the school took a productive part."""


COUNTED = """
    ground AS (
        SELECT *
        FROM unnest(
            CAST(:ground_elements AS text[]), CAST(:ground_kinds AS text[]), CAST(:ground_roles AS text[]),
            CAST(:ground_subkinds AS text[]), CAST(:ground_levels AS text[]), CAST(:ground_productive AS boolean[])
        ) AS given (element, kind, role, subkind, level, is_productive)
    ),
    taken AS (
        SELECT ground.element, ground.role, action.municipality_id, action.academic_year, action.school_code,
               action.id, action.starts_on,
               ground.role = ANY(action.keyed_roles) AS is_keyed,
               CASE ground.role WHEN 'teacher' THEN action.teachers WHEN 'leader' THEN action.leaders
                   WHEN 'pupil' THEN action.pupils END AS heads,
               CASE ground.role WHEN 'teacher' THEN action.teachers_total WHEN 'leader' THEN action.leaders_total
                   WHEN 'pupil' THEN action.pupils_total END AS total
        FROM support_action AS action
        JOIN ground ON ground.kind = action.kind
        WHERE action.municipality_id = ANY(CAST(:municipality_ids AS integer[]))
          AND action.academic_year = ANY(CAST(:academic_years AS integer[]))
          AND action.state = 'recorded'
          AND (ground.subkind IS NULL OR ground.subkind = action.subkind)
          AND (ground.level IS NULL OR ground.level = action.level)
          AND (NOT ground.is_productive OR action.productive_form IS NOT NULL)
    ),
    keyed AS (
        SELECT taken.municipality_id, taken.academic_year, taken.school_code, taken.element,
               count(DISTINCT person.person_key) AS persons
        FROM taken
        JOIN support_person AS person
          ON person.municipality_id = taken.municipality_id AND person.action_id = taken.id AND person.role = taken.role
        GROUP BY 1, 2, 3, 4
    ),
    counted AS (
        SELECT municipality_id, academic_year, school_code, element,
               count(DISTINCT taken.id) AS actions,
               CASE WHEN count(taken.heads) > 0 THEN
                   coalesce(max(keyed.persons), 0)
                   + coalesce(sum(taken.heads) FILTER (WHERE NOT taken.is_keyed), 0)
               END AS persons,
               coalesce(bool_and(taken.is_keyed) FILTER (WHERE taken.heads > 0), true) AS is_keyed,
               count(DISTINCT taken.id) FILTER (WHERE taken.heads > 0) > 1
                   AND NOT bool_and(taken.is_keyed) FILTER (WHERE taken.heads > 0) AS not_deduplicated
        FROM taken LEFT JOIN keyed USING (municipality_id, academic_year, school_code, element)
        GROUP BY 1, 2, 3, 4
    )
"""
"""Common table expressions; `counted` has a row for every school, year and element.

Parameters: `municipality_ids`, `academic_years` and `ground_parameters`. `persons` is null where nobody counted.
"""


def ground_parameters(grounds: Sequence[Ground]) -> dict[str, object]:
    """Return grounds as the parameters of `COUNTED`."""
    return {
        "ground_elements": [ground.element for ground in grounds],
        "ground_kinds": [ground.kind.value for ground in grounds],
        "ground_roles": [ground.role.value if ground.role else None for ground in grounds],
        "ground_subkinds": [ground.subkind.value if ground.subkind else None for ground in grounds],
        "ground_levels": [ground.level.value if ground.level else None for ground in grounds],
        "ground_productive": [ground.is_productive for ground in grounds],
    }
