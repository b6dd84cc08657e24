-- low-results with default options, written by hand for schools that teach every procedure: the same stored answer.
INSERT INTO verdict (municipality_id, run_id, school_code, status, criteria, cell_states, numerators, denominators,
                     small_n, boundary, partial, missing_count, to_enter, to_leave)
WITH plan (place, academic_year, procedure_code) AS (
    SELECT (row_number() OVER (ORDER BY year DESC, place))::int, year, code
    FROM unnest(CAST(:years AS int[])) AS year, unnest(CAST(:procedures AS text[])) WITH ORDINALITY AS p (code, place)
),
cell AS (
    SELECT result.municipality_id, result.school_code, plan.place, below_threshold AS n, participants AS d,
           100 * below_threshold >= 30 * participants AND participants > 0 AS low,
           CASE WHEN plan.place <= 9 AND participants > 0
                THEN (30 * participants + 99) / 100 - below_threshold END AS gap
    FROM assessment_result AS result
    JOIN plan ON plan.procedure_code = result.procedure_code AND plan.academic_year = result.academic_year
),
pivot AS (
    SELECT municipality_id, school_code,
           array_agg(n ORDER BY place) AS numerators, array_agg(d ORDER BY place) AS denominators,
           string_agg(CASE WHEN d = 0 THEN '0' WHEN low THEN 't' ELSE 'f' END, '' ORDER BY place) AS states,
           count(*) AS known,
           count(*) FILTER (WHERE low AND place <= 9) AS low_last,
           count(*) FILTER (WHERE low AND place > 9) AS low_before,
           bool_or(d BETWEEN 1 AND 9) AS small_n, bool_or(d > 0 AND 100 * n = 30 * d) AS boundary,
           array_agg(gap ORDER BY gap) FILTER (WHERE gap > 0) AS to_low,
           array_agg(1 - gap ORDER BY gap) FILTER (WHERE gap <= 0) AS from_low
    FROM cell GROUP BY municipality_id, school_code
)
SELECT school.municipality_id, CAST(:run_id AS uuid), school.code,
       CASE WHEN low_last >= 2 OR (low_last >= 1 AND low_before >= 1) THEN 'identified'
            WHEN known = 18 THEN 'not_identified' ELSE 'undetermined' END,
       ARRAY[low_last >= 2, low_last >= 1 AND low_before >= 1], states, numerators, denominators,
       small_n, boundary, false, (18 - known)::smallint,
       CASE WHEN low_last >= 2 OR (low_last >= 1 AND low_before >= 1) THEN NULL
            WHEN low_before >= 1 THEN to_low[1]
            WHEN low_last = 1 THEN to_low[1] ELSE to_low[1] + to_low[2] END,
       CASE WHEN low_last >= 2 OR (low_last >= 1 AND low_before >= 1) THEN
            (SELECT sum(pupils) FROM unnest(from_low) AS pupils)
            - CASE WHEN low_before = 0 THEN (SELECT max(pupils) FROM unnest(from_low) AS pupils) ELSE 0 END END
FROM school JOIN pivot ON pivot.municipality_id = school.municipality_id AND pivot.school_code = school.code
