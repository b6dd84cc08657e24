-- All rows of 004, written by hand for municipalities that have schools and all three lists: the same stored rows.
-- A name in braces stands for the position of an indicator.
INSERT INTO counted_by_hand (level, municipality_id, code, item, numerator, denominator, answer, points, in_maximum,
                             flags, reason, missing_schools)
WITH rule (item, element, good, threshold, strict, zone, adds_to, how, over_listed) AS (VALUES
    ({s-2.1.1}, 's-2.1.1', 'yes', NULL, false, false, NULL, NULL, false),
    ({s-2.1.2}, 's-2.1.2', 'no', NULL, false, false, {m-2.1.5}, 'yes', false),
    ({s-2.1.3}, 's-2.1.3', 'no', NULL, false, false, NULL, NULL, false),
    ({s-2.1.4}, 's-2.1.4', 'no', NULL, false, false, NULL, NULL, false),
    ({s-2.1.5}, 's-2.1.5', 'no', NULL, false, false, NULL, NULL, false),
    ({s-2.2.1}, 's-2.2.1', NULL, NULL, false, false, {m-2.2.1}, 'yes', false),
    ({s-2.3.1}, 's-2.3.1', NULL, 50, false, false, {m-2.3.1}, 'sum', false),
    ({s-2.3.1/subject}, 's-2.3.1-subject', NULL, NULL, false, false, {m-2.3.1/subject}, 'sum', false),
    ({s-2.3.1/methodical}, 's-2.3.1-methodical', NULL, NULL, false, false, {m-2.3.1/methodical}, 'sum', false),
    ({s-2.3.1/psychological}, 's-2.3.1-psychological', NULL, NULL, false, false, {m-2.3.1/psychological}, 'sum', false),
    ({s-2.4.1}, 's-2.4.1', NULL, 70, false, false, {m-2.4.1}, 'sum', true),
    ({s-2.4.2}, 's-2.4.2', NULL, 25, false, false, {m-2.4.2}, 'sum', true),
    ({s-2.4.3}, 's-2.4.3', NULL, 30, false, false, {m-2.4.3}, 'sum', true),
    ({s-2.4.4}, 's-2.4.4', NULL, 70, false, false, {m-2.4.4}, 'sum', true),
    ({s-2.4.5}, 's-2.4.5', NULL, 75, true, false, {m-2.4.5}, 'some', true),
    ({s-2.4.6}, 's-2.4.6', 'yes', NULL, false, false, {m-2.4.6}, 'any', false),
    ({s-2.4.7}, 's-2.4.7', 'yes', NULL, false, false, {m-2.4.7}, 'any', false),
    ({s-2.4.8}, 's-2.4.8', NULL, 10, true, false, {m-2.4.8}, 'sum', false),
    ({s-2.4.9}, 's-2.4.9', 'yes', NULL, false, false, {m-2.4.9}, 'yes', true),
    ({s-2.4.10}, 's-2.4.10', 'yes', NULL, false, false, {m-2.4.10}, 'yes', true),
    ({s-2.4.11}, 's-2.4.11', 'yes', NULL, false, false, {m-2.4.11}, 'yes', true),
    ({s-2.5.1}, 's-2.5.1', 'yes', NULL, false, false, {m-2.5.1}, 'yes', false),
    ({s-2.5.2}, 's-2.5.2', 'yes', NULL, false, false, {m-2.5.2}, 'yes', false),
    ({s-2.5.3}, 's-2.5.3', 'yes', NULL, false, false, {m-2.5.3}, 'yes', false),
    ({s-2.5.4}, 's-2.5.4', 'yes', NULL, false, false, {m-2.5.4}, 'yes', false),
    ({s-2.5.5}, 's-2.5.5', 'yes', NULL, false, false, NULL, NULL, false),
    ({s-2.6.1}, 's-2.6.1', 'yes', NULL, false, true, NULL, NULL, false),
    ({s-2.6.2}, 's-2.6.2', 'yes', NULL, false, true, NULL, NULL, false),
    ({s-2.6.3}, 's-2.6.3', 'yes', NULL, false, true, NULL, NULL, false),
    ({s-2.6.4}, 's-2.6.4', 'yes', NULL, false, true, NULL, NULL, false)
),
place AS (
    SELECT municipality_id, school_code, bool_or(category <> 'at_risk') AS listed, bool_or(category = 'at_risk') AS risky
    FROM listed_school JOIN school_list ON school_list.id = list_id
    WHERE academic_year = 2022 AND state = 'published' GROUP BY municipality_id, school_code
),
given AS (
    SELECT municipality_id, object_code, element_code, answer, numerator::bigint, denominator::bigint
    FROM monitoring_value WHERE pack_code = 'indicator-points' AND period = '2022/2023' AND level = 'school'
),
cell AS MATERIALIZED (
    SELECT school.municipality_id, school.code, coalesce(listed, false) AS listed, coalesce(risky, false) AS risky, rule.*,
           CASE WHEN element <> 's-2.1.2' THEN answer WHEN listed THEN 'yes' ELSE 'no' END AS answer,
           numerator, denominator
    FROM school CROSS JOIN rule
    LEFT JOIN place ON place.municipality_id = school.municipality_id AND school_code = school.code
    LEFT JOIN given ON given.municipality_id = school.municipality_id AND object_code = school.code
                   AND element_code = element
    WHERE coalesce(opened_on, '2023-08-31') <= '2023-08-31' AND coalesce(closed_on, '2023-08-31') >= '2023-08-31'
      AND subordination = 'municipal'
),
of_school AS (
    SELECT municipality_id, code, item, numerator, denominator, answer,
           CASE WHEN leaves OR NOT scored THEN NULL WHEN good IS NOT NULL THEN answer = good
                WHEN strict THEN 100 * numerator > threshold * denominator
                ELSE 100 * numerator >= threshold * denominator END::int AS points,
           scored AND leaves IS NOT TRUE AS in_maximum,
           CASE WHEN threshold IS NULL OR denominator = 0 THEN ARRAY[]::text[]
                WHEN threshold = 30 AND 100 * numerator >= 29 * denominator AND 100 * numerator < 30 * denominator
                THEN ARRAY['in_gap']
                WHEN strict AND 100 * numerator = threshold * denominator THEN ARRAY['boundary']
                ELSE ARRAY[]::text[] END AS flags,
           CASE WHEN zone AND NOT risky THEN 'not_applicable' WHEN answer IS NULL AND numerator IS NULL THEN 'unanswered'
                WHEN denominator = 0 THEN 'nobody' END AS reason
    FROM cell, LATERAL (SELECT good IS NOT NULL OR threshold IS NOT NULL AS scored,
                               zone AND NOT risky OR answer = 'not_applicable' OR denominator = 0 AS leaves) AS state
),
summed AS (
    SELECT municipality_id, adds_to AS item, min(how) AS how, count(*) AS schools,
           count(*) FILTER (WHERE answer IS NULL AND numerator IS NULL) AS missing,
           count(*) FILTER (WHERE answer = 'yes' OR how = 'some' AND numerator >= 1) AS holds,
           coalesce(sum(numerator), 0)::bigint AS n, coalesce(sum(denominator), 0)::bigint AS d
    FROM cell WHERE adds_to IS NOT NULL AND (listed OR NOT over_listed) GROUP BY municipality_id, adds_to
),
risks AS (
    SELECT municipality_id, code, risky, zone, count(*) FILTER (WHERE answer = 'yes') AS certain,
           count(*) FILTER (WHERE answer = 'yes' OR answer IS NULL) AS possible
    FROM cell WHERE element IN ('s-2.1.3', 's-2.1.4', 's-2.1.5', 's-2.6.2', 's-2.6.3', 's-2.6.4')
    GROUP BY municipality_id, code, risky, zone
),
two_of_three AS (
    SELECT municipality_id, CASE WHEN zone THEN {m-2.6.2} ELSE {m-2.1.6} END AS item, 'yes' AS how, count(*) AS schools,
           count(*) FILTER (WHERE certain < 2 AND possible >= 2) AS missing, count(*) FILTER (WHERE certain >= 2) AS holds,
           0::bigint AS n, 0::bigint AS d
    FROM risks WHERE risky OR NOT zone GROUP BY municipality_id, zone
),
own AS (
    SELECT municipality_id, element_code, answer, numerator::bigint AS n, denominator::bigint AS d
    FROM monitoring_value WHERE pack_code = 'indicator-points' AND period = '2022/2023' AND level = 'municipality'
),
summary AS (
    SELECT municipality.id AS municipality_id, oktmo, expected.item, expected.element, coalesce(found.how, expected.how) AS how,
           coalesce(schools, 0) AS schools, coalesce(missing, 0) AS missing, coalesce(holds, 0) AS holds,
           coalesce(found.n, 0) AS n, coalesce(found.d, 0) AS d, own.n AS own_n, own.d AS own_d
    FROM municipality CROSS JOIN (
        SELECT adds_to, how, replace(element, 's-', 'm-') FROM rule WHERE adds_to IS NOT NULL
        UNION ALL VALUES ({m-2.1.6}, 'yes', NULL), ({m-2.6.2}, 'yes', NULL)
    ) AS expected (item, how, element)
    LEFT JOIN (SELECT * FROM summed UNION ALL SELECT * FROM two_of_three) AS found
           ON found.municipality_id = municipality.id AND found.item = expected.item
    LEFT JOIN own ON own.municipality_id = municipality.id AND element_code = expected.element
),
of_municipality AS (
    SELECT municipality_id, oktmo AS code, item,
           CASE WHEN own_n IS NOT NULL THEN own_n WHEN how = 'sum' THEN n WHEN how <> 'any' THEN holds END AS numerator,
           CASE WHEN own_n IS NOT NULL THEN own_d WHEN how = 'sum' THEN d WHEN how <> 'any' THEN schools END AS denominator,
           CASE WHEN how = 'any' THEN CASE WHEN holds > 0 THEN 'yes' WHEN missing = 0 THEN 'no' END END AS answer,
           NULL::int AS points, false AS in_maximum,
           CASE WHEN own_n IS NULL AND missing > 0 THEN ARRAY['incomplete'] ELSE ARRAY[]::text[] END
           || CASE WHEN own_n IS NULL AND element LIKE 'm-2.3.1%' THEN ARRAY['not_deduplicated'] ELSE ARRAY[]::text[] END
           AS flags,
           CASE WHEN own_n IS NOT NULL THEN CASE WHEN own_d = 0 THEN 'nobody' END
                WHEN schools = 0 THEN 'no_schools'
                WHEN how = 'any' AND holds = 0 AND missing > 0 THEN 'unanswered'
                WHEN how = 'sum' AND d = 0 THEN CASE WHEN missing = schools THEN 'unanswered' ELSE 'nobody' END
           END AS reason,
           CASE WHEN own_n IS NOT NULL THEN 0 ELSE missing END AS missing_schools
    FROM summary
    UNION ALL
    SELECT municipality.id, oktmo, item, NULL, NULL, answer,
           CASE WHEN scored AND answer <> 'not_applicable' THEN (answer = 'yes')::int END,
           scored AND answer IS DISTINCT FROM 'not_applicable', ARRAY[]::text[],
           CASE WHEN answer IS NULL THEN 'unanswered' END, 0
    FROM municipality CROSS JOIN (VALUES
        ({m-2.1.1}, 'm-2.1.1', false), ({m-2.1.2}, 'm-2.1.2', true), ({m-2.1.3}, 'm-2.1.3', true),
        ({m-2.1.4}, 'm-2.1.4', true), ({m-2.5.5}, 'm-2.5.5', false), ({m-2.6.1}, 'm-2.6.1', false)
    ) AS asked (item, element, scored)
    LEFT JOIN own ON own.municipality_id = municipality.id AND element_code = element
),
scored AS (
    SELECT 'school' AS level, municipality_id, code, points FROM of_school WHERE in_maximum
    UNION ALL SELECT 'municipality', municipality_id, code, points FROM of_municipality WHERE in_maximum
)
SELECT 'school', municipality_id, code, item, numerator, denominator, answer, points, in_maximum, flags, reason, 0
FROM of_school
UNION ALL
SELECT 'municipality', municipality_id, code, item, numerator, denominator, answer, points, in_maximum, flags, reason,
       missing_schools
FROM of_municipality
UNION ALL
SELECT level, municipality_id, code, -1, NULL, count(*), NULL, coalesce(sum(points), 0), NULL,
       CASE WHEN bool_or(points IS NULL) THEN ARRAY['incomplete'] ELSE ARRAY[]::text[] END, NULL, NULL
FROM scored GROUP BY level, municipality_id, code
UNION ALL
SELECT 'region', NULL, region_code, item, top, bottom, NULL, NULL, NULL,
       CASE WHEN gaps THEN ARRAY['incomplete'] ELSE ARRAY[]::text[] END, CASE WHEN bottom = 0 THEN 'nobody' END, missing
FROM (
    SELECT region_code, item, sum(missing_schools) AS missing,
           CASE WHEN item = ANY (:answers) THEN count(*) FILTER (WHERE answer = 'yes') ELSE sum(numerator) END AS top,
           CASE WHEN item = ANY (:answers) THEN count(*) ELSE sum(denominator) END AS bottom,
           coalesce(bool_or(reason = 'unanswered' OR 'incomplete' = ANY (flags)), false) AS gaps
    FROM of_municipality JOIN municipality ON municipality.id = municipality_id GROUP BY region_code, item
) AS region
