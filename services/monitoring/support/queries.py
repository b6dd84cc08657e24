"""Every SQL statement of derived values."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Measure, MeasureTask, Roadmap
from shared.support.counting import COUNTED, ground_parameters
from shared.support.derived import COUNTS_PERSONS, GROUNDS

# A roadmap of several years stands for each of them; a measure for those in which it is to be done.
_RISK_PREVENTION = """
    year AS (
        SELECT start AS academic_year, make_date(start, 9, 1) AS first_day, make_date(start + 1, 8, 31) AS last_day
        FROM unnest(CAST(:academic_years AS integer[])) AS given (start)
    ),
    prevention AS (
        SELECT roadmap.municipality_id, year.academic_year, roadmap.school_code
        FROM roadmap
        JOIN year ON roadmap.starts_on <= year.last_day AND roadmap.ends_on >= year.first_day
        WHERE roadmap.municipality_id = ANY(CAST(:municipality_ids AS integer[]))
          AND roadmap.kind = 'school' AND roadmap.state <> 'draft'
        UNION ALL
        SELECT task.municipality_id, year.academic_year, task.school_code
        FROM measure_task AS task
        JOIN measure ON measure.municipality_id = task.municipality_id AND measure.id = task.measure_id
        JOIN roadmap ON roadmap.municipality_id = measure.municipality_id AND roadmap.id = measure.roadmap_id
        JOIN year ON coalesce(task.starts_on, roadmap.starts_on) <= year.last_day
            AND coalesce(task.ends_on, roadmap.ends_on) >= year.first_day
        WHERE task.municipality_id = ANY(CAST(:municipality_ids AS integer[]))
          AND task.school_code IS NOT NULL AND task.state IN ('in_progress', 'done')
          AND (cardinality(measure.criteria) > 0 OR cardinality(measure.deficits) > 0)
    )
"""
# All staff of a school is the same whatever was done for it; for whom pupils' actions are meant differs by element.
_TOTALS = """
    staff AS (
        SELECT action.municipality_id, action.academic_year, action.school_code, known.role,
               (array_agg(known.total ORDER BY action.starts_on DESC, action.id DESC))[1] AS total
        FROM support_action AS action
        CROSS JOIN LATERAL (
            VALUES ('teacher', action.teachers_total), ('leader', action.leaders_total)
        ) AS known (role, total)
        WHERE action.municipality_id = ANY(CAST(:municipality_ids AS integer[]))
          AND action.academic_year = ANY(CAST(:academic_years AS integer[]))
          AND action.state = 'recorded' AND known.total IS NOT NULL
        GROUP BY 1, 2, 3, 4
    ),
    pupils AS (
        SELECT municipality_id, academic_year, school_code, element,
               (array_agg(total ORDER BY starts_on DESC, id DESC))[1] AS total
        FROM taken
        WHERE role = 'pupil' AND total IS NOT NULL
        GROUP BY 1, 2, 3, 4
    )
"""
_VALUES = """
    whole AS (
        SELECT found.municipality_id, found.academic_year, found.school_code, found.element,
               CASE WHEN bool_and(coalesce(staff.total, pupils.total) IS NOT NULL)
                   THEN sum(coalesce(staff.total, pupils.total)) END AS total
        FROM (
            SELECT DISTINCT municipality_id, academic_year, school_code, element, role FROM taken WHERE role IS NOT NULL
        ) AS found
        LEFT JOIN staff USING (municipality_id, academic_year, school_code, role)
        LEFT JOIN pupils ON found.role = 'pupil'
            AND (pupils.municipality_id, pupils.academic_year, pupils.school_code, pupils.element)
                = (found.municipality_id, found.academic_year, found.school_code, found.element)
        GROUP BY 1, 2, 3, 4
    ),
    of_schools AS (
        SELECT municipality_id, academic_year, school_code, element, counted.persons AS numerator,
               whole.total AS denominator, CASE WHEN counted.is_keyed THEN counted.persons END AS persons, actions
        FROM counted LEFT JOIN whole USING (municipality_id, academic_year, school_code, element)
        UNION ALL
        SELECT municipality_id, academic_year, school_code, 'risk_prevention', NULL, NULL, NULL, count(*)
        FROM prevention
        GROUP BY 1, 2, 3
    ),
    in_town AS (
        SELECT taken.municipality_id, taken.academic_year, taken.element, count(DISTINCT person.person_key) AS persons
        FROM taken
        JOIN counted USING (municipality_id, academic_year, school_code, element)
        JOIN support_person AS person ON person.municipality_id = taken.municipality_id
            AND person.action_id = taken.id AND person.role = taken.role
        WHERE counted.is_keyed
        GROUP BY 1, 2, 3
    ),
    derived AS (
        SELECT municipality_id, academic_year, 'school' AS level, school_code AS object_code, element AS element_code,
               'yes' AS answer, numerator, denominator, persons, actions
        FROM of_schools
        UNION ALL
        SELECT municipality_id, academic_year, 'municipality', municipality.oktmo, element, NULL,
               CASE WHEN element = ANY(CAST(:counting_persons AS text[])) THEN coalesce(sum(of_schools.persons), 0)
                   ELSE count(*) END,
               NULL,
               CASE WHEN element = ANY(CAST(:counting_persons AS text[])) THEN coalesce(max(in_town.persons), 0) END,
               sum(actions)
        FROM of_schools
        JOIN municipality ON municipality.id = of_schools.municipality_id
        LEFT JOIN in_town USING (municipality_id, academic_year, element)
        GROUP BY municipality_id, academic_year, municipality.oktmo, element
    )
"""
_DERIVE = text(
    f"""
    WITH {COUNTED}, {_RISK_PREVENTION}, {_TOTALS}, {_VALUES},
    gone AS (
        DELETE FROM derived_value AS known
        WHERE known.municipality_id = ANY(CAST(:municipality_ids AS integer[]))
          AND known.academic_year = ANY(CAST(:academic_years AS integer[]))
          AND NOT EXISTS (
              SELECT FROM derived
              WHERE (derived.municipality_id, derived.academic_year, derived.level, derived.object_code,
                  derived.element_code) = (known.municipality_id, known.academic_year, known.level,
                  known.object_code, known.element_code)
          )
    )
    INSERT INTO derived_value AS known (municipality_id, academic_year, level, object_code, element_code, answer,
        numerator, denominator, persons, actions)
    SELECT municipality_id, academic_year, level, object_code, element_code, answer,
        numerator, denominator, persons, actions
    FROM derived
    ON CONFLICT (municipality_id, academic_year, level, object_code, element_code) DO UPDATE
    SET answer = EXCLUDED.answer, numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator,
        persons = EXCLUDED.persons, actions = EXCLUDED.actions
    WHERE (known.answer, known.numerator, known.denominator, known.persons, known.actions)
        IS DISTINCT FROM (EXCLUDED.answer, EXCLUDED.numerator, EXCLUDED.denominator, EXCLUDED.persons, EXCLUDED.actions)
    """  # noqa: S608 - constants of ours
)


async def take_turn(session: AsyncSession, municipality_id: int) -> None:
    """Wait until nobody else derives values of this municipality: whoever comes later has seen more records."""
    key = f"derived_value/{municipality_id}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


async def derive_values(session: AsyncSession, municipality_id: int, academic_years: Sequence[int]) -> None:
    """Write what the records of these years come to, and take away what no longer stands on any."""
    given = {
        "municipality_ids": [municipality_id],
        "academic_years": list(academic_years),
        "counting_persons": sorted(COUNTS_PERSONS),
    }
    await session.execute(_DERIVE, given | ground_parameters(GROUNDS))


async def find_task_years(session: AsyncSession, task_id: UUID) -> tuple[int, date, date] | None:
    """Return the municipality of a task, and from when to when its roadmap goes."""
    statement = (
        select(MeasureTask.municipality_id, Roadmap.starts_on, Roadmap.ends_on)
        .join(
            Measure,
            and_(Measure.municipality_id == MeasureTask.municipality_id, Measure.id == MeasureTask.measure_id),
        )
        .join(Roadmap, and_(Roadmap.municipality_id == Measure.municipality_id, Roadmap.id == Measure.roadmap_id))
        .where(MeasureTask.id == task_id)
    )
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else (row[0], row[1], row[2])
