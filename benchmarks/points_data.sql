-- Answers of every school and municipality of the register to 004, spread by primes; one in twenty is missing.
INSERT INTO monitoring_value (municipality_id, pack_code, period, level, object_code, element_code, answer, numerator,
                              denominator)
WITH object AS (
    SELECT municipality_id, 'school' AS level, code, row_number() OVER (ORDER BY code) AS number FROM school
    UNION ALL SELECT id, 'municipality', oktmo, row_number() OVER (ORDER BY id) FROM municipality
),
element (level, code, is_share) AS (
    SELECT 'school', 's-' || code, false FROM unnest(ARRAY[
        '2.1.1', '2.1.3', '2.1.4', '2.1.5', '2.2.1', '2.4.6', '2.4.7', '2.4.9', '2.4.10', '2.4.11', '2.5.1', '2.5.2',
        '2.5.3', '2.5.4', '2.5.5', '2.6.1', '2.6.2', '2.6.3', '2.6.4']) AS code
    UNION ALL SELECT 'school', 's-' || code, true FROM unnest(ARRAY[
        '2.3.1', '2.3.1-subject', '2.3.1-methodical', '2.3.1-psychological', '2.4.1', '2.4.2', '2.4.3', '2.4.4', '2.4.5',
        '2.4.8']) AS code
    UNION ALL SELECT 'municipality', 'm-' || code, false FROM unnest(ARRAY[
        '2.1.1', '2.1.2', '2.1.3', '2.1.4', '2.5.5', '2.6.1']) AS code
    UNION ALL SELECT 'municipality', 'm-2.3.1', true
),
spread AS (
    SELECT object.*, element.code AS element_code, is_share,
           number * 31 + row_number() OVER (PARTITION BY object.level, object.code) * 17 AS seed
    FROM object JOIN element ON element.level = object.level
)
SELECT municipality_id, 'indicator-points', '2022/2023', level, code, element_code,
       CASE WHEN NOT is_share THEN (ARRAY['yes', 'no', 'yes', 'no', 'yes', 'not_applicable', 'no'])[1 + seed % 7] END,
       CASE WHEN is_share THEN (seed % 41) * (seed % 101) / 100 END,
       CASE WHEN is_share THEN seed % 41 END
FROM spread WHERE seed % 20 > 0
