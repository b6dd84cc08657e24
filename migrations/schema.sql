CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$;

CREATE FUNCTION public.refuse_computation_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'computation % is finished, it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END $$;

CREATE FUNCTION public.refuse_late_values() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM computation WHERE id = NEW.computation_id AND state = 'planned') THEN
            RAISE EXCEPTION 'values come before their computation is finished' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;

CREATE FUNCTION public.refuse_list_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'list % is %, it never changes', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END $$;

CREATE FUNCTION public.refuse_listed_school() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM FROM school_list WHERE id IN (SELECT list_id FROM touched) FOR SHARE;
        IF EXISTS (SELECT FROM school_list WHERE id IN (SELECT list_id FROM touched) AND state <> 'draft') THEN
            RAISE EXCEPTION 'schools of a list change while it is a draft only' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$;

CREATE FUNCTION public.refuse_other_pack() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        free text[] := CASE
            WHEN OLD.built_in THEN '{cases}'
            WHEN OLD.state = 'installed' THEN
                '{state,built_in,approved_at,order_number,order_date,order_title,order_parties}'
            ELSE '{}'
        END;
    BEGIN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
            RAISE EXCEPTION 'a version of a pack never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;

CREATE FUNCTION public.refuse_programme_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'programme % is approved, it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END $$;

CREATE FUNCTION public.refuse_recommendation_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        touched report_recommendation := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    BEGIN
        PERFORM FROM report WHERE municipality_id = touched.municipality_id AND id = touched.report_id FOR SHARE;
        IF EXISTS (
            SELECT FROM report
            WHERE municipality_id = touched.municipality_id AND id = touched.report_id AND approved_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'recommendations of an approved report never change' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN touched;
    END $$;

CREATE FUNCTION public.refuse_report_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        publication text[] := '{state,published_at,published_url,version,updated_at}';
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.state = 'published'
            AND to_jsonb(OLD) - publication = to_jsonb(NEW) - publication THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'report % is %, it never changes', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END $$;

CREATE FUNCTION public.school_name_patterns(wanted text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT array_agg('% ' || word || CASE WHEN word ~ '^[0-9]' THEN ' %' ELSE '%' END)
        FROM string_to_table(btrim(school_search_text(wanted)), ' ') AS word
        WHERE word <> ''
    $$;

CREATE FUNCTION public.school_search_text(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT ' ' || coalesce(string_agg(coalesce('{
            "мбоу": "муниципальное бюджетное общеобразовательное учреждение",
            "маоу": "муниципальное автономное общеобразовательное учреждение",
            "мкоу": "муниципальное казенное общеобразовательное учреждение",
            "моу": "муниципальное общеобразовательное учреждение",
            "гбоу": "государственное бюджетное общеобразовательное учреждение",
            "гаоу": "государственное автономное общеобразовательное учреждение",
            "гкоу": "государственное казенное общеобразовательное учреждение",
            "гоу": "государственное общеобразовательное учреждение",
            "кгбоу": "краевое государственное бюджетное общеобразовательное учреждение",
            "кгкоу": "краевое государственное казенное общеобразовательное учреждение",
            "огбоу": "областное государственное бюджетное общеобразовательное учреждение",
            "огкоу": "областное государственное казенное общеобразовательное учреждение",
            "фгкоу": "федеральное государственное казенное общеобразовательное учреждение",
            "чоу": "частное общеобразовательное учреждение",
            "сош": "средняя общеобразовательная школа",
            "оош": "основная общеобразовательная школа",
            "нош": "начальная общеобразовательная школа",
            "сш": "средняя школа",
            "ош": "основная школа",
            "нш": "начальная школа",
            "дс": "детский сад",
            "ши": "школа интернат",
            "им": "имени"
        }'::jsonb ->> word.parts[1], word.parts[1]), ' ' ORDER BY word.place), '') || ' '
        FROM regexp_matches(
            translate(lower(normalize(name, NFC) COLLATE pg_c_utf8), 'ёabcehkmoptxy', 'еавсенкмортху'),
            '[0-9]+[[:alpha:]]*|[[:alpha:]]+', 'g'
        ) WITH ORDINALITY AS word (parts, place)
        WHERE word.parts[1] NOT IN ('n', 'n' || 'о')
    $$;

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.api_key (
    id text NOT NULL,
    client_id uuid NOT NULL,
    secret_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone
);

CREATE TABLE public.assessment_result (
    municipality_id integer NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    procedure_code text NOT NULL COLLATE pg_catalog."C",
    participants integer NOT NULL,
    below_threshold integer NOT NULL,
    receipt_id uuid NOT NULL,
    as_of timestamp with time zone NOT NULL,
    CONSTRAINT ck_assessment_result_below_is_part_of_participants CHECK (((below_threshold >= 0) AND (below_threshold <= participants))),
    CONSTRAINT ck_assessment_result_participants_are_counted CHECK ((participants >= 0))
);

CREATE TABLE public.assessment_result_version (
    municipality_id integer NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    procedure_code text NOT NULL COLLATE pg_catalog."C",
    superseded_at timestamp with time zone NOT NULL,
    participants integer NOT NULL,
    below_threshold integer NOT NULL,
    as_of timestamp with time zone NOT NULL,
    receipt_id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseding_receipt_id uuid NOT NULL
);

CREATE TABLE public.calendar_feed (
    id uuid NOT NULL,
    token_hash text NOT NULL COLLATE pg_catalog."C",
    client_id uuid NOT NULL,
    territory_level text NOT NULL COLLATE pg_catalog."C",
    territory_code text NOT NULL COLLATE pg_catalog."C",
    responsible text,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT ck_calendar_feed_territory_level_is_known CHECK ((territory_level = ANY (ARRAY['municipality'::text, 'school'::text])))
);

CREATE TABLE public.campaign (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    pack_version text NOT NULL COLLATE pg_catalog."C",
    set_code text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    order_number text,
    order_date date,
    order_title text,
    order_parties jsonb NOT NULL,
    responsible jsonb NOT NULL,
    timezone text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    remind_on date,
    analysis_due_on date,
    state text NOT NULL COLLATE pg_catalog."C",
    opened_at timestamp with time zone,
    reminded_at timestamp with time zone,
    closed_at timestamp with time zone,
    analysed_at timestamp with time zone,
    published_at timestamp with time zone,
    published_url text,
    schedule_id uuid,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    analysis_on_working_day boolean DEFAULT false NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT ck_campaign_an_order_has_number_and_date CHECK (((order_number IS NULL) = (order_date IS NULL))),
    CONSTRAINT ck_campaign_it_ends_after_it_starts CHECK ((starts_on <= ends_on)),
    CONSTRAINT ck_campaign_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'open'::text, 'closed'::text, 'analysed'::text, 'published'::text]))),
    CONSTRAINT ck_campaign_the_reminder_lies_inside CHECK (((remind_on >= starts_on) AND (remind_on <= ends_on)))
);

CREATE TABLE public.change (
    id uuid NOT NULL,
    object_kind text NOT NULL COLLATE pg_catalog."C",
    object_key text NOT NULL COLLATE pg_catalog."C",
    action text NOT NULL COLLATE pg_catalog."C",
    fields text[] NOT NULL,
    municipality_id integer,
    client_id uuid,
    happened_at timestamp with time zone NOT NULL
);

CREATE TABLE public.client (
    id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    territories jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);

CREATE TABLE public.computation (
    id uuid NOT NULL,
    client_id uuid,
    job_id uuid,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    pack_version text NOT NULL COLLATE pg_catalog."C",
    set_code text COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    options jsonb NOT NULL,
    territory_level text NOT NULL COLLATE pg_catalog."C",
    territory_code text COLLATE pg_catalog."C",
    municipality_id integer,
    campaign_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    schools integer NOT NULL,
    municipalities integer NOT NULL,
    engine_version text COLLATE pg_catalog."C",
    inputs_hash text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT ck_computation_campaigns_have_a_municipality CHECK (((campaign_id IS NULL) OR (municipality_id IS NOT NULL))),
    CONSTRAINT ck_computation_finished_ones_have_a_hash CHECK (((state = 'finished'::text) = ((finished_at IS NOT NULL) AND (inputs_hash IS NOT NULL)))),
    CONSTRAINT ck_computation_level_is_known CHECK ((territory_level = ANY (ARRAY['federal'::text, 'region'::text, 'municipality'::text]))),
    CONSTRAINT ck_computation_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'finished'::text]))),
    CONSTRAINT ck_computation_territories_have_a_code CHECK (((territory_level = 'federal'::text) = (territory_code IS NULL)))
);

CREATE TABLE public.computed_values (
    municipality_id integer NOT NULL,
    computation_id uuid NOT NULL,
    level text NOT NULL COLLATE pg_catalog."C",
    object_code text NOT NULL COLLATE pg_catalog."C",
    numerators bigint[] NOT NULL,
    denominators bigint[] NOT NULL,
    answers text NOT NULL COLLATE pg_catalog."C",
    points integer[] NOT NULL,
    in_maximum boolean[] NOT NULL,
    flags text[] NOT NULL,
    reasons text[] NOT NULL,
    answered boolean[] NOT NULL,
    missing_schools integer[] NOT NULL,
    factors integer[] NOT NULL,
    total integer,
    maximum integer,
    incomplete boolean NOT NULL,
    counted boolean[] NOT NULL,
    added_numerators integer[] NOT NULL,
    added_denominators integer[] NOT NULL,
    missing boolean[] NOT NULL,
    cell_answers text NOT NULL COLLATE pg_catalog."C",
    cell_numerators integer[] NOT NULL,
    cell_denominators integer[] NOT NULL,
    rolls boolean[] NOT NULL,
    criteria boolean[] NOT NULL,
    campaign_ids uuid[] NOT NULL,
    cell_actions integer[] DEFAULT '{}'::integer[] NOT NULL,
    cell_persons integer[] DEFAULT '{}'::integer[] NOT NULL,
    CONSTRAINT ck_computed_values_level_is_known CHECK ((level = ANY (ARRAY['school'::text, 'municipality'::text])))
);

CREATE TABLE public.context_value (
    municipality_id integer NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    element_code text NOT NULL COLLATE pg_catalog."C",
    answer text COLLATE pg_catalog."C",
    numerator integer,
    denominator integer,
    receipt_id uuid NOT NULL,
    as_of timestamp with time zone NOT NULL,
    CONSTRAINT ck_context_value_an_answer_or_a_share CHECK (((answer IS NULL) <> (numerator IS NULL))),
    CONSTRAINT ck_context_value_answer_is_known CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_context_value_numerator_is_part_of_denominator CHECK (((numerator >= 0) AND (numerator <= denominator))),
    CONSTRAINT ck_context_value_shares_come_in_pairs CHECK (((numerator IS NULL) = (denominator IS NULL)))
);

CREATE TABLE public.context_value_version (
    municipality_id integer NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    element_code text NOT NULL COLLATE pg_catalog."C",
    superseded_at timestamp with time zone NOT NULL,
    answer text COLLATE pg_catalog."C",
    numerator integer,
    denominator integer,
    as_of timestamp with time zone NOT NULL,
    receipt_id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    superseding_receipt_id uuid NOT NULL
);

CREATE TABLE public.decision (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    school_code text COLLATE pg_catalog."C",
    title text NOT NULL,
    text text NOT NULL,
    clauses jsonb NOT NULL,
    run_id uuid,
    list_id uuid,
    report_id uuid,
    computation_id uuid,
    indicator_code text COLLATE pg_catalog."C",
    check_effect_on date NOT NULL,
    timezone text NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    order_number text,
    order_date date,
    order_title text,
    order_parties jsonb NOT NULL,
    issued_at timestamp with time zone,
    finding text,
    effect_checked_at timestamp with time zone,
    withdrawal_reason text,
    withdrawn_at timestamp with time zone,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_decision_a_check_finds_something CHECK (((state <> 'checked'::text) OR (finding IS NOT NULL))),
    CONSTRAINT ck_decision_a_computation_names_an_indicator CHECK (((computation_id IS NULL) = (indicator_code IS NULL))),
    CONSTRAINT ck_decision_a_finding_has_a_moment CHECK (((finding IS NULL) = (effect_checked_at IS NULL))),
    CONSTRAINT ck_decision_a_withdrawal_says_why CHECK (((state = 'withdrawn'::text) = ((withdrawn_at IS NOT NULL) AND (withdrawal_reason IS NOT NULL)))),
    CONSTRAINT ck_decision_an_order_has_number_and_date CHECK (((order_number IS NULL) = (order_date IS NULL))),
    CONSTRAINT ck_decision_it_has_a_basis CHECK ((num_nonnulls(run_id, list_id, report_id, computation_id) >= 1)),
    CONSTRAINT ck_decision_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'checked'::text, 'withdrawn'::text]))),
    CONSTRAINT ck_decision_what_is_issued_has_moment_and_order CHECK (((state = ANY (ARRAY['draft'::text, 'withdrawn'::text])) OR ((issued_at IS NOT NULL) AND (order_number IS NOT NULL))))
);

CREATE TABLE public.derived_value (
    municipality_id integer NOT NULL,
    academic_year smallint NOT NULL,
    level text NOT NULL COLLATE pg_catalog."C",
    object_code text NOT NULL COLLATE pg_catalog."C",
    element_code text NOT NULL COLLATE pg_catalog."C",
    answer text COLLATE pg_catalog."C",
    numerator integer,
    denominator integer,
    persons integer,
    actions integer NOT NULL,
    CONSTRAINT ck_derived_value_answer_is_known CHECK ((answer = 'yes'::text)),
    CONSTRAINT ck_derived_value_it_stands_on_something CHECK ((actions > 0)),
    CONSTRAINT ck_derived_value_level_is_known CHECK ((level = ANY (ARRAY['school'::text, 'municipality'::text])))
);

CREATE TABLE public.evidence_document (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    level text NOT NULL COLLATE pg_catalog."C",
    object_code text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    number text,
    issued_on date,
    valid_until date,
    requirements smallint[] NOT NULL,
    indicators text[] NOT NULL,
    reference_only boolean NOT NULL,
    link text,
    sha256 text COLLATE pg_catalog."C",
    file_name text,
    state text NOT NULL COLLATE pg_catalog."C",
    remarks text,
    decided_at timestamp with time zone,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_evidence_document_a_file_has_a_name CHECK (((sha256 IS NULL) = (file_name IS NULL))),
    CONSTRAINT ck_evidence_document_a_reference_is_number_and_date CHECK (((NOT reference_only) OR ((sha256 IS NULL) AND (link IS NULL) AND (number IS NOT NULL) AND (issued_on IS NOT NULL)))),
    CONSTRAINT ck_evidence_document_a_return_says_why CHECK (((state <> 'returned'::text) OR (remarks IS NOT NULL))),
    CONSTRAINT ck_evidence_document_dates_are_ordered CHECK ((issued_on <= valid_until)),
    CONSTRAINT ck_evidence_document_decisions_have_a_moment CHECK (((state = ANY (ARRAY['accepted'::text, 'returned'::text])) <= (decided_at IS NOT NULL))),
    CONSTRAINT ck_evidence_document_state_is_known CHECK ((state = ANY (ARRAY['attached'::text, 'accepted'::text, 'returned'::text, 'withdrawn'::text])))
);

CREATE TABLE public.idempotency_key (
    client_id uuid NOT NULL,
    method text NOT NULL COLLATE pg_catalog."C",
    path text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    request_hash text NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.indicator_target (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    indicator_code text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    percent numeric(9,6),
    count integer,
    answer text COLLATE pg_catalog."C",
    source text NOT NULL,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_indicator_target_answer_is_known CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text]))),
    CONSTRAINT ck_indicator_target_count_is_not_negative CHECK ((count >= 0)),
    CONSTRAINT ck_indicator_target_one_thing_is_meant CHECK ((num_nonnulls(percent, count, answer) = 1)),
    CONSTRAINT ck_indicator_target_percent_is_a_share CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric)))
);

CREATE TABLE public.job (
    id uuid NOT NULL,
    queue text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    payload jsonb NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    due_at timestamp with time zone NOT NULL,
    failures integer NOT NULL,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT ck_job_state_is_known CHECK ((state = ANY (ARRAY['ready'::text, 'done'::text, 'dead'::text, 'cancelled'::text])))
);

CREATE TABLE public.job_progress (
    job_id uuid NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.job_push (
    job_id uuid NOT NULL,
    pushed_at timestamp with time zone
);

CREATE TABLE public.job_start (
    id uuid NOT NULL,
    job_id uuid NOT NULL,
    worker text NOT NULL,
    backend_pid integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);

CREATE TABLE public.listed_school (
    municipality_id integer NOT NULL,
    list_id uuid NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.measure (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    roadmap_id uuid NOT NULL,
    "position" smallint NOT NULL,
    section text,
    number text,
    code text COLLATE pg_catalog."C",
    title text NOT NULL,
    items text[] NOT NULL,
    term_text text,
    starts_on date,
    ends_on date,
    recurrence text COLLATE pg_catalog."C",
    responsible jsonb NOT NULL,
    expected_result text,
    evidence text[] NOT NULL,
    predecessors uuid[] NOT NULL,
    criteria text[] NOT NULL COLLATE pg_catalog."C",
    deficits text[] NOT NULL COLLATE pg_catalog."C",
    indicators text[] NOT NULL COLLATE pg_catalog."C",
    recommendation_report_id uuid,
    recommendation_position smallint,
    removed_in smallint,
    CONSTRAINT ck_measure_a_recommendation_is_whole CHECK (((recommendation_report_id IS NULL) = (recommendation_position IS NULL))),
    CONSTRAINT ck_measure_it_ends_after_it_starts CHECK ((starts_on <= ends_on)),
    CONSTRAINT ck_measure_recurrence_is_known CHECK ((recurrence = 'yearly'::text))
);

CREATE TABLE public.measure_document (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    task_id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    number text,
    issued_on date,
    link text,
    reference_only boolean NOT NULL,
    sha256 text COLLATE pg_catalog."C",
    file_name text,
    state text NOT NULL COLLATE pg_catalog."C",
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_measure_document_a_file_has_a_name CHECK (((sha256 IS NULL) = (file_name IS NULL))),
    CONSTRAINT ck_measure_document_a_reference_is_number_and_date CHECK (((NOT reference_only) OR ((sha256 IS NULL) AND (link IS NULL) AND (number IS NOT NULL) AND (issued_on IS NOT NULL)))),
    CONSTRAINT ck_measure_document_state_is_known CHECK ((state = ANY (ARRAY['attached'::text, 'withdrawn'::text])))
);

CREATE TABLE public.measure_proposal (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    reason_key text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    school_code text COLLATE pg_catalog."C",
    year smallint NOT NULL,
    reason text NOT NULL,
    content jsonb NOT NULL,
    report_id uuid,
    task_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    measure_id uuid,
    remarks text,
    decided_at timestamp with time zone,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_measure_proposal_decisions_have_a_moment CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
    CONSTRAINT ck_measure_proposal_declining_says_why CHECK (((state <> 'declined'::text) OR (remarks IS NOT NULL))),
    CONSTRAINT ck_measure_proposal_source_is_known CHECK ((source = ANY (ARRAY['recommendation'::text, 'undone'::text, 'no_effect'::text]))),
    CONSTRAINT ck_measure_proposal_state_is_known CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'declined'::text]))),
    CONSTRAINT ck_measure_proposal_what_is_accepted_is_a_measure CHECK (((state <> 'accepted'::text) OR (measure_id IS NOT NULL)))
);

CREATE TABLE public.measure_task (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    measure_id uuid NOT NULL,
    occurrence smallint NOT NULL,
    school_code text COLLATE pg_catalog."C",
    starts_on date,
    ends_on date,
    state text NOT NULL COLLATE pg_catalog."C",
    reason text,
    note text,
    done_on date,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_measure_task_a_cancellation_says_why CHECK (((state <> 'cancelled'::text) OR (reason IS NOT NULL))),
    CONSTRAINT ck_measure_task_done_has_a_day CHECK (((state = 'done'::text) = (done_on IS NOT NULL))),
    CONSTRAINT ck_measure_task_it_ends_after_it_starts CHECK ((starts_on <= ends_on)),
    CONSTRAINT ck_measure_task_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'in_progress'::text, 'done'::text, 'cancelled'::text])))
);

CREATE TABLE public.monitoring_value (
    municipality_id integer NOT NULL,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    level text NOT NULL COLLATE pg_catalog."C",
    object_code text NOT NULL COLLATE pg_catalog."C",
    element_code text NOT NULL COLLATE pg_catalog."C",
    answer text COLLATE pg_catalog."C",
    numerator integer,
    denominator integer,
    campaign_id uuid,
    CONSTRAINT ck_monitoring_value_an_answer_or_a_number CHECK (((answer IS NULL) <> (numerator IS NULL))),
    CONSTRAINT ck_monitoring_value_answer_is_known CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_monitoring_value_level_is_known CHECK ((level = ANY (ARRAY['school'::text, 'municipality'::text]))),
    CONSTRAINT ck_monitoring_value_no_denominator_alone CHECK (((denominator IS NULL) OR (numerator IS NOT NULL))),
    CONSTRAINT ck_monitoring_value_numerator_is_part_of_denominator CHECK (((numerator >= 0) AND (numerator <= denominator)))
);

CREATE TABLE public.municipality (
    id integer NOT NULL,
    oktmo text NOT NULL COLLATE pg_catalog."C",
    region_code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    as_of timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_municipality_oktmo_has_eight_digits CHECK ((oktmo ~ '^[0-9]{8}$'::text)),
    CONSTRAINT ck_municipality_region_is_the_start_of_oktmo CHECK (("left"(oktmo, 2) = region_code))
);

ALTER TABLE public.municipality ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.municipality_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pack (
    code text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    content_hash text NOT NULL,
    definition jsonb NOT NULL,
    installed_at timestamp with time zone NOT NULL,
    cases jsonb DEFAULT '[]'::jsonb NOT NULL,
    valid_from smallint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    built_in boolean NOT NULL,
    client_id uuid,
    approved_at timestamp with time zone,
    order_number text,
    order_date date,
    order_title text,
    order_parties jsonb,
    CONSTRAINT ck_pack_approved_by_an_order_or_built_in CHECK (((state = 'installed'::text) OR built_in OR ((order_number IS NOT NULL) AND (order_date IS NOT NULL)))),
    CONSTRAINT ck_pack_approved_ones_have_their_moment CHECK (((state = 'approved'::text) = (approved_at IS NOT NULL))),
    CONSTRAINT ck_pack_state_is_known CHECK ((state = ANY (ARRAY['installed'::text, 'approved'::text])))
);

CREATE TABLE public.pack_check (
    id uuid NOT NULL,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    pack_version text NOT NULL COLLATE pg_catalog."C",
    client_id uuid,
    job_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    engine_version text COLLATE pg_catalog."C",
    cases integer NOT NULL,
    wrong jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT ck_pack_check_finished_ones_name_their_engine CHECK (((state = 'finished'::text) = ((finished_at IS NOT NULL) AND (engine_version IS NOT NULL)))),
    CONSTRAINT ck_pack_check_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'finished'::text])))
);

CREATE TABLE public.procedure (
    code text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    grade smallint NOT NULL,
    alternative_group text COLLATE pg_catalog."C"
);

CREATE TABLE public.procedure_session (
    procedure_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    held boolean NOT NULL,
    rounds jsonb NOT NULL,
    threshold_value integer,
    threshold_unit text COLLATE pg_catalog."C",
    threshold_note text,
    attribution text,
    source text NOT NULL,
    certainty text NOT NULL COLLATE pg_catalog."C",
    built_in boolean NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_procedure_session_a_threshold_has_its_unit CHECK (((threshold_value IS NULL) = (threshold_unit IS NULL))),
    CONSTRAINT ck_procedure_session_certainty_is_known CHECK ((certainty = ANY (ARRAY['found'::text, 'unverified'::text]))),
    CONSTRAINT ck_procedure_session_threshold_unit_is_known CHECK ((threshold_unit = ANY (ARRAY['points'::text, 'primary_points'::text, 'mark'::text]))),
    CONSTRAINT ck_procedure_session_what_was_not_held_has_no_days CHECK ((held OR ((rounds = '[]'::jsonb) AND (threshold_value IS NULL))))
);

CREATE TABLE public.programme (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    pack_version text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    first_year smallint NOT NULL,
    last_year smallint NOT NULL,
    passport jsonb NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    order_number text,
    order_date date,
    order_title text,
    order_parties jsonb NOT NULL,
    approved_at timestamp with time zone,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_programme_an_order_has_number_and_date CHECK (((order_number IS NULL) = (order_date IS NULL))),
    CONSTRAINT ck_programme_approval_has_moment_and_order CHECK (((state = 'approved'::text) = ((approved_at IS NOT NULL) AND (order_number IS NOT NULL)))),
    CONSTRAINT ck_programme_it_ends_after_it_starts CHECK ((first_year <= last_year)),
    CONSTRAINT ck_programme_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text])))
);

CREATE TABLE public.receipt (
    id uuid NOT NULL,
    client_id uuid,
    job_id uuid,
    dataset text NOT NULL COLLATE pg_catalog."C",
    media_type text NOT NULL,
    size_bytes bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    received integer NOT NULL,
    created integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    rejected integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    mode text NOT NULL COLLATE pg_catalog."C",
    atomic text NOT NULL COLLATE pg_catalog."C",
    declared_totals jsonb NOT NULL,
    accepted_totals jsonb NOT NULL,
    stale integer NOT NULL,
    as_of timestamp with time zone NOT NULL,
    outcome text COLLATE pg_catalog."C",
    refusal text,
    service text NOT NULL COLLATE pg_catalog."C",
    municipality_id integer,
    subject_id uuid,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT ck_receipt_atomic_is_known CHECK ((atomic = ANY (ARRAY['all'::text, 'row'::text]))),
    CONSTRAINT ck_receipt_counts_add_up CHECK (((state = 'received'::text) OR (received = (((created + updated) + unchanged) + rejected)))),
    CONSTRAINT ck_receipt_dataset_is_known CHECK ((((service = 'identification'::text) AND (dataset = ANY (ARRAY['schools'::text, 'results'::text, 'context'::text]))) OR ((service = 'monitoring'::text) AND (dataset = 'values'::text)))),
    CONSTRAINT ck_receipt_done_receipts_have_an_outcome CHECK (((state = 'done'::text) = (outcome IS NOT NULL))),
    CONSTRAINT ck_receipt_mode_is_known CHECK ((mode = ANY (ARRAY['validate'::text, 'commit'::text]))),
    CONSTRAINT ck_receipt_outcome_is_known CHECK ((outcome = ANY (ARRAY['merged'::text, 'validated'::text, 'refused'::text]))),
    CONSTRAINT ck_receipt_stale_rows_are_unchanged CHECK ((stale <= unchanged)),
    CONSTRAINT ck_receipt_state_is_known CHECK ((state = ANY (ARRAY['received'::text, 'done'::text]))),
    CONSTRAINT ck_receipt_subjects_have_a_municipality CHECK (((subject_id IS NULL) = (municipality_id IS NULL)))
);

CREATE TABLE public.receipt_issue (
    receipt_id uuid NOT NULL,
    row_number integer NOT NULL,
    "position" integer NOT NULL,
    "column" text,
    code text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL,
    severity text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_receipt_issue_severity_is_known CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
);

CREATE TABLE public.region (
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL
);

CREATE TABLE public.reminder (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    day date NOT NULL,
    school_code text COLLATE pg_catalog."C",
    responsible text,
    escalated boolean NOT NULL,
    items jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_reminder_a_school_or_a_party CHECK (((school_code IS NULL) OR (responsible IS NULL)))
);

CREATE TABLE public.report (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    pack_code text NOT NULL COLLATE pg_catalog."C",
    pack_version text NOT NULL COLLATE pg_catalog."C",
    set_code text COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    campaign_id uuid,
    list_id uuid,
    computation_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    content jsonb,
    texts jsonb NOT NULL,
    letterhead text[] NOT NULL,
    signatory text NOT NULL,
    schools text[] NOT NULL COLLATE pg_catalog."C",
    protocol_number text,
    protocol_date date,
    approved_at timestamp with time zone,
    published_at timestamp with time zone,
    published_url text,
    job_id uuid,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_report_a_draft_has_content CHECK (((state = 'planned'::text) OR (content IS NOT NULL))),
    CONSTRAINT ck_report_a_protocol_has_number_and_date CHECK (((protocol_number IS NULL) = (protocol_date IS NULL))),
    CONSTRAINT ck_report_approval_has_a_moment CHECK (((state = ANY (ARRAY['approved'::text, 'published'::text])) = (approved_at IS NOT NULL))),
    CONSTRAINT ck_report_kind_is_known CHECK ((kind = ANY (ARRAY['campaign'::text, 'effectiveness'::text, 'risk_list'::text]))),
    CONSTRAINT ck_report_lists_have_reports_of_their_own CHECK (((kind = 'risk_list'::text) = (list_id IS NOT NULL))),
    CONSTRAINT ck_report_publication_has_moment_and_address CHECK (((state = 'published'::text) = ((published_at IS NOT NULL) AND (published_url IS NOT NULL)))),
    CONSTRAINT ck_report_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'drafted'::text, 'approved'::text, 'published'::text]))),
    CONSTRAINT ck_report_the_others_are_of_a_campaign CHECK (((kind = 'risk_list'::text) = (campaign_id IS NULL)))
);

CREATE TABLE public.report_file (
    municipality_id integer NOT NULL,
    report_id uuid NOT NULL,
    format text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    report_version integer NOT NULL,
    rendered_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_report_file_format_is_known CHECK ((format = ANY (ARRAY['docx'::text, 'html'::text])))
);

CREATE TABLE public.report_recommendation (
    municipality_id integer NOT NULL,
    report_id uuid NOT NULL,
    "position" smallint NOT NULL,
    addressee text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL,
    measure text,
    deficit_code text COLLATE pg_catalog."C",
    schools text[] NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_report_recommendation_addressee_is_known CHECK ((addressee = ANY (ARRAY['school'::text, 'leaders'::text, 'teachers'::text])))
);

CREATE TABLE public.roadmap (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    programme_id uuid,
    kind text NOT NULL COLLATE pg_catalog."C",
    school_code text COLLATE pg_catalog."C",
    title text NOT NULL,
    origin text NOT NULL COLLATE pg_catalog."C",
    pack_code text COLLATE pg_catalog."C",
    pack_version text COLLATE pg_catalog."C",
    plan_code text COLLATE pg_catalog."C",
    list_id uuid,
    year_kind text NOT NULL COLLATE pg_catalog."C",
    year smallint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    timezone text NOT NULL,
    parties jsonb NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    edition smallint NOT NULL,
    order_number text,
    order_date date,
    order_title text,
    order_parties jsonb NOT NULL,
    approved_at timestamp with time zone,
    closed_at timestamp with time zone,
    closing_reason text,
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_roadmap_a_list_is_named CHECK (((origin = 'list'::text) = (list_id IS NOT NULL))),
    CONSTRAINT ck_roadmap_a_school_has_its_own CHECK (((kind = 'school'::text) = (school_code IS NOT NULL))),
    CONSTRAINT ck_roadmap_an_order_has_number_and_date CHECK (((order_number IS NULL) = (order_date IS NULL))),
    CONSTRAINT ck_roadmap_approval_has_moment_and_order CHECK (((state = 'draft'::text) OR ((approved_at IS NOT NULL) AND (order_number IS NOT NULL)))),
    CONSTRAINT ck_roadmap_editions_begin_with_approval CHECK (((state = 'draft'::text) = (edition = 0))),
    CONSTRAINT ck_roadmap_it_ends_after_it_starts CHECK ((starts_on <= ends_on)),
    CONSTRAINT ck_roadmap_kind_is_known CHECK ((kind = ANY (ARRAY['municipal'::text, 'school'::text]))),
    CONSTRAINT ck_roadmap_origin_is_known CHECK ((origin = ANY (ARRAY['pack'::text, 'file'::text, 'list'::text, 'people'::text]))),
    CONSTRAINT ck_roadmap_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'closed'::text]))),
    CONSTRAINT ck_roadmap_year_kind_is_known CHECK ((year_kind = ANY (ARRAY['academic'::text, 'calendar'::text])))
);

CREATE TABLE public.roadmap_edition (
    municipality_id integer NOT NULL,
    roadmap_id uuid NOT NULL,
    edition smallint NOT NULL,
    reason text,
    order_number text,
    order_date date,
    order_title text,
    measures jsonb NOT NULL,
    client_id uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_roadmap_edition_a_change_says_why CHECK (((edition = 1) OR (reason IS NOT NULL))),
    CONSTRAINT ck_roadmap_edition_an_order_has_number_and_date CHECK (((order_number IS NULL) = (order_date IS NULL))),
    CONSTRAINT ck_roadmap_edition_editions_count_from_one CHECK ((edition >= 1))
);

CREATE TABLE public.run (
    id uuid NOT NULL,
    client_id uuid,
    job_id uuid,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    pack_version text NOT NULL COLLATE pg_catalog."C",
    rule_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    territory_level text NOT NULL COLLATE pg_catalog."C",
    territory_code text COLLATE pg_catalog."C",
    options jsonb NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    schools integer NOT NULL,
    identified integer NOT NULL,
    not_identified integer NOT NULL,
    undetermined integer NOT NULL,
    combinations jsonb NOT NULL,
    inputs_hash text,
    result_hash text,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    engine_version text COLLATE pg_catalog."C",
    same_as_id uuid,
    CONSTRAINT ck_run_finished_runs_have_a_hash CHECK (((state = 'finished'::text) = ((finished_at IS NOT NULL) AND (inputs_hash IS NOT NULL)))),
    CONSTRAINT ck_run_level_is_known CHECK ((territory_level = ANY (ARRAY['federal'::text, 'region'::text, 'municipality'::text]))),
    CONSTRAINT ck_run_only_finished_runs_are_the_same CHECK (((same_as_id IS NULL) OR (state = 'finished'::text))),
    CONSTRAINT ck_run_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'finished'::text])))
);

CREATE TABLE public.run_verification (
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    client_id uuid,
    job_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    result text COLLATE pg_catalog."C",
    engine_version text COLLATE pg_catalog."C",
    inputs_hash text,
    result_hash text,
    schools integer NOT NULL,
    inputs_differ integer NOT NULL,
    verdicts_differ integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT ck_run_verification_finished_ones_have_a_result CHECK (((state = 'finished'::text) = ((finished_at IS NOT NULL) AND (result IS NOT NULL)))),
    CONSTRAINT ck_run_verification_result_is_known CHECK ((result = ANY (ARRAY['identical'::text, 'inputs_changed'::text, 'result_differs'::text]))),
    CONSTRAINT ck_run_verification_state_is_known CHECK ((state = ANY (ARRAY['planned'::text, 'finished'::text])))
);

CREATE TABLE public.run_verification_difference (
    municipality_id integer NOT NULL,
    verification_id uuid NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    inputs_differ boolean NOT NULL,
    verdict_differs boolean NOT NULL,
    status text COLLATE pg_catalog."C",
    criteria boolean[],
    cell_states text COLLATE pg_catalog."C",
    numerators integer[],
    denominators integer[]
);

CREATE TABLE public.schedule (
    id uuid NOT NULL,
    queue text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    municipality_id integer NOT NULL,
    pack_code text NOT NULL COLLATE pg_catalog."C",
    calendar_code text NOT NULL COLLATE pg_catalog."C",
    month smallint NOT NULL,
    day smallint NOT NULL,
    timezone text NOT NULL,
    options jsonb NOT NULL,
    enabled boolean NOT NULL,
    next_run_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    client_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    period_kind text DEFAULT 'academic_year'::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_schedule_day_is_known CHECK (((day >= 1) AND (day <= 31))),
    CONSTRAINT ck_schedule_month_is_known CHECK (((month >= 1) AND (month <= 12))),
    CONSTRAINT ck_schedule_period_kind_is_known CHECK ((period_kind = ANY (ARRAY['academic_year'::text, 'finished_year'::text, 'month'::text])))
);

CREATE TABLE public.schedule_period (
    schedule_id uuid NOT NULL,
    period text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    triggered_by text NOT NULL COLLATE pg_catalog."C",
    client_id uuid,
    job_id uuid,
    started_id uuid,
    due_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_schedule_period_skipped_periods_have_no_job CHECK (((state = 'started'::text) OR (job_id IS NULL))),
    CONSTRAINT ck_schedule_period_state_is_known CHECK ((state = ANY (ARRAY['started'::text, 'skipped'::text]))),
    CONSTRAINT ck_schedule_period_trigger_is_known CHECK ((triggered_by = ANY (ARRAY['schedule'::text, 'request'::text])))
);

CREATE TABLE public.school (
    municipality_id integer NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    printed_code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    grades_from smallint,
    grades_to smallint,
    version integer DEFAULT 1 NOT NULL,
    inn text COLLATE pg_catalog."C",
    ogrn text COLLATE pg_catalog."C",
    opened_on date,
    closed_on date,
    subordination text DEFAULT 'municipal'::text NOT NULL COLLATE pg_catalog."C",
    special_type text DEFAULT 'general'::text NOT NULL COLLATE pg_catalog."C",
    successor_code text COLLATE pg_catalog."C",
    search_text text GENERATED ALWAYS AS (public.school_search_text(name)) STORED NOT NULL,
    as_of timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_school_code_is_kind_and_six_digits CHECK ((code ~ '^(edu|ksh|spo)[0-9]{6}$'::text)),
    CONSTRAINT ck_school_dates_are_ordered CHECK ((opened_on <= closed_on)),
    CONSTRAINT ck_school_grades_are_ordered CHECK ((((grades_from >= 1) AND (grades_from <= grades_to)) AND (grades_to <= 12))),
    CONSTRAINT ck_school_grades_come_in_pairs CHECK (((grades_from IS NULL) = (grades_to IS NULL))),
    CONSTRAINT ck_school_inn_has_ten_digits CHECK ((inn ~ '^[0-9]{10}$'::text)),
    CONSTRAINT ck_school_ogrn_has_thirteen_digits CHECK ((ogrn ~ '^[0-9]{13}$'::text)),
    CONSTRAINT ck_school_only_closed_schools_have_a_successor CHECK (((successor_code IS NULL) OR ((closed_on IS NOT NULL) AND (successor_code <> code)))),
    CONSTRAINT ck_school_special_type_is_known CHECK ((special_type = ANY (ARRAY['general'::text, 'evening'::text, 'correctional'::text, 'private'::text, 'other'::text]))),
    CONSTRAINT ck_school_subordination_is_known CHECK ((subordination = ANY (ARRAY['municipal'::text, 'regional'::text, 'federal'::text, 'private'::text])))
);

CREATE TABLE public.school_directory (
    code text NOT NULL COLLATE pg_catalog."C",
    municipality_id integer NOT NULL
);

CREATE TABLE public.school_list (
    id uuid NOT NULL,
    client_id uuid,
    category text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    territory_level text NOT NULL COLLATE pg_catalog."C",
    territory_code text COLLATE pg_catalog."C",
    basis text NOT NULL COLLATE pg_catalog."C",
    source text,
    run_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    order_number text NOT NULL,
    order_date date NOT NULL,
    order_title text,
    order_parties jsonb NOT NULL,
    schools integer,
    undetermined integer,
    supersedes_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    CONSTRAINT ck_school_list_basis_is_known CHECK ((basis = ANY (ARRAY['document'::text, 'calculated'::text]))),
    CONSTRAINT ck_school_list_calculated_lists_have_a_run CHECK (((basis = 'calculated'::text) = (run_id IS NOT NULL))),
    CONSTRAINT ck_school_list_category_is_known CHECK ((category = ANY (ARRAY['low_results'::text, 'disadvantaged'::text, 'at_risk'::text]))),
    CONSTRAINT ck_school_list_disadvantaged_by_document_only CHECK (((category <> 'disadvantaged'::text) OR (basis = 'document'::text))),
    CONSTRAINT ck_school_list_documents_have_a_source CHECK (((basis = 'document'::text) = (source IS NOT NULL))),
    CONSTRAINT ck_school_list_level_is_known CHECK ((territory_level = ANY (ARRAY['federal'::text, 'region'::text, 'municipality'::text]))),
    CONSTRAINT ck_school_list_only_published_lists_supersede CHECK (((state = 'published'::text) OR (supersedes_id IS NULL))),
    CONSTRAINT ck_school_list_published_lists_are_counted CHECK (((state <> 'published'::text) OR (schools IS NOT NULL))),
    CONSTRAINT ck_school_list_published_lists_have_a_moment CHECK (((state = 'published'::text) = (published_at IS NOT NULL))),
    CONSTRAINT ck_school_list_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
    CONSTRAINT ck_school_list_territories_have_a_code CHECK (((territory_level = 'federal'::text) = (territory_code IS NULL)))
);

CREATE TABLE public.school_version (
    municipality_id integer NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    fields text[] NOT NULL,
    client_id uuid,
    receipt_id uuid,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    printed_code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    grades_from smallint,
    grades_to smallint,
    inn text COLLATE pg_catalog."C",
    ogrn text COLLATE pg_catalog."C",
    opened_on date,
    closed_on date,
    subordination text DEFAULT 'municipal'::text NOT NULL COLLATE pg_catalog."C",
    special_type text DEFAULT 'general'::text NOT NULL COLLATE pg_catalog."C",
    successor_code text COLLATE pg_catalog."C"
);

CREATE TABLE public.staged_context_value (
    receipt_id uuid NOT NULL,
    row_number integer NOT NULL,
    school_code text,
    academic_year text,
    element text,
    answer text,
    numerator text,
    denominator text,
    fault text,
    fault_column text
);

CREATE TABLE public.staged_result (
    receipt_id uuid NOT NULL,
    row_number integer NOT NULL,
    school_code text,
    academic_year text,
    procedure text,
    participants text,
    below_threshold text,
    fault text,
    fault_column text
);

CREATE TABLE public.staged_school (
    receipt_id uuid NOT NULL,
    row_number integer NOT NULL,
    school_code text,
    school_name text,
    municipality_oktmo text,
    municipality_name text,
    grades_from text,
    grades_to text,
    fault text,
    fault_column text
);

CREATE TABLE public.staged_submission_value (
    receipt_id uuid NOT NULL,
    row_number integer NOT NULL,
    level text,
    code text,
    element text,
    answer text,
    numerator text,
    denominator text,
    comment text,
    fault text,
    fault_column text
);

CREATE TABLE public.stored_file (
    municipality_id integer NOT NULL,
    sha256 text NOT NULL COLLATE pg_catalog."C",
    media_type text NOT NULL,
    size_bytes integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_stored_file_sha256_is_hexadecimal CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT ck_stored_file_size_is_not_negative CHECK ((size_bytes >= 0))
);

CREATE TABLE public.submission (
    municipality_id integer NOT NULL,
    campaign_id uuid NOT NULL,
    level text NOT NULL COLLATE pg_catalog."C",
    object_code text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    remarks text,
    first_submitted_at timestamp with time zone,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_submission_a_return_says_why CHECK (((state <> 'returned'::text) OR (remarks IS NOT NULL))),
    CONSTRAINT ck_submission_decisions_have_a_moment CHECK (((state = ANY (ARRAY['accepted'::text, 'returned'::text])) <= (decided_at IS NOT NULL))),
    CONSTRAINT ck_submission_level_is_known CHECK ((level = ANY (ARRAY['school'::text, 'municipality'::text]))),
    CONSTRAINT ck_submission_moments_of_submission_agree CHECK (((first_submitted_at IS NULL) = (submitted_at IS NULL))),
    CONSTRAINT ck_submission_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'accepted'::text, 'returned'::text]))),
    CONSTRAINT ck_submission_what_left_the_draft_was_submitted CHECK (((state = 'draft'::text) OR (submitted_at IS NOT NULL)))
);

CREATE TABLE public.submission_value (
    municipality_id integer NOT NULL,
    campaign_id uuid NOT NULL,
    level text NOT NULL COLLATE pg_catalog."C",
    object_code text NOT NULL COLLATE pg_catalog."C",
    element_code text NOT NULL COLLATE pg_catalog."C",
    answer text COLLATE pg_catalog."C",
    numerator integer,
    denominator integer,
    comment text,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_submission_value_an_answer_or_numbers CHECK (((answer IS NULL) OR ((numerator IS NULL) AND (denominator IS NULL)))),
    CONSTRAINT ck_submission_value_answer_is_known CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_submission_value_numbers_are_not_negative CHECK (((numerator >= 0) AND (denominator >= 0)))
);

CREATE TABLE public.support_action (
    municipality_id integer NOT NULL,
    id uuid NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    academic_year smallint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subkind text COLLATE pg_catalog."C",
    level text COLLATE pg_catalog."C",
    productive_form text COLLATE pg_catalog."C",
    starts_on date NOT NULL,
    ends_on date,
    teachers integer,
    leaders integer,
    pupils integer,
    teachers_total integer,
    leaders_total integer,
    pupils_total integer,
    keyed_roles text[] NOT NULL COLLATE pg_catalog."C",
    provider text,
    provider_school_code text COLLATE pg_catalog."C",
    document_kind text COLLATE pg_catalog."C",
    document_number text,
    document_date date,
    document_link text,
    note text,
    measure_task_id uuid,
    state text NOT NULL COLLATE pg_catalog."C",
    client_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_support_action_it_ends_after_it_starts CHECK ((starts_on <= ends_on)),
    CONSTRAINT ck_support_action_leaders_are_part_of_all CHECK (((leaders >= 0) AND (leaders <= leaders_total))),
    CONSTRAINT ck_support_action_pupils_are_part_of_all CHECK (((pupils >= 0) AND (pupils <= pupils_total))),
    CONSTRAINT ck_support_action_state_is_known CHECK ((state = ANY (ARRAY['recorded'::text, 'withdrawn'::text]))),
    CONSTRAINT ck_support_action_teachers_are_part_of_all CHECK (((teachers >= 0) AND (teachers <= teachers_total)))
);

CREATE TABLE public.support_person (
    municipality_id integer NOT NULL,
    action_id uuid NOT NULL,
    role text NOT NULL COLLATE pg_catalog."C",
    person_key text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_support_person_role_is_known CHECK ((role = ANY (ARRAY['teacher'::text, 'leader'::text, 'pupil'::text])))
);

CREATE TABLE public.verdict (
    municipality_id integer NOT NULL,
    run_id uuid NOT NULL,
    school_code text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    criteria boolean[] NOT NULL,
    cell_states text NOT NULL COLLATE pg_catalog."C",
    numerators integer[] NOT NULL,
    denominators integer[] NOT NULL,
    small_n boolean NOT NULL,
    boundary boolean NOT NULL,
    partial boolean NOT NULL,
    missing_count smallint NOT NULL,
    to_enter integer,
    to_leave integer,
    CONSTRAINT ck_verdict_status_is_known CHECK ((status = ANY (ARRAY['identified'::text, 'not_identified'::text, 'undetermined'::text])))
);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT pk_api_key PRIMARY KEY (id);

ALTER TABLE ONLY public.assessment_result
    ADD CONSTRAINT pk_assessment_result PRIMARY KEY (municipality_id, school_code, academic_year, procedure_code);

ALTER TABLE ONLY public.assessment_result_version
    ADD CONSTRAINT pk_assessment_result_version PRIMARY KEY (municipality_id, school_code, academic_year, procedure_code, superseded_at);

ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT pk_calendar_feed PRIMARY KEY (id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT pk_campaign PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.change
    ADD CONSTRAINT pk_change PRIMARY KEY (id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT pk_client PRIMARY KEY (id);

ALTER TABLE ONLY public.computation
    ADD CONSTRAINT pk_computation PRIMARY KEY (id);

ALTER TABLE ONLY public.computed_values
    ADD CONSTRAINT pk_computed_values PRIMARY KEY (municipality_id, computation_id, level, object_code);

ALTER TABLE ONLY public.context_value
    ADD CONSTRAINT pk_context_value PRIMARY KEY (municipality_id, school_code, academic_year, element_code);

ALTER TABLE ONLY public.context_value_version
    ADD CONSTRAINT pk_context_value_version PRIMARY KEY (municipality_id, school_code, academic_year, element_code, superseded_at);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.derived_value
    ADD CONSTRAINT pk_derived_value PRIMARY KEY (municipality_id, academic_year, level, object_code, element_code);

ALTER TABLE ONLY public.evidence_document
    ADD CONSTRAINT pk_evidence_document PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT pk_idempotency_key PRIMARY KEY (client_id, method, path, key);

ALTER TABLE ONLY public.indicator_target
    ADD CONSTRAINT pk_indicator_target PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (id);

ALTER TABLE ONLY public.job_progress
    ADD CONSTRAINT pk_job_progress PRIMARY KEY (job_id);

ALTER TABLE ONLY public.job_push
    ADD CONSTRAINT pk_job_push PRIMARY KEY (job_id);

ALTER TABLE ONLY public.job_start
    ADD CONSTRAINT pk_job_start PRIMARY KEY (id);

ALTER TABLE ONLY public.listed_school
    ADD CONSTRAINT pk_listed_school PRIMARY KEY (municipality_id, list_id, school_code);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT pk_measure PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.measure_document
    ADD CONSTRAINT pk_measure_document PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.measure_proposal
    ADD CONSTRAINT pk_measure_proposal PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.measure_task
    ADD CONSTRAINT pk_measure_task PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.monitoring_value
    ADD CONSTRAINT pk_monitoring_value PRIMARY KEY (municipality_id, pack_code, period, level, object_code, element_code);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT pk_municipality PRIMARY KEY (id);

ALTER TABLE ONLY public.pack
    ADD CONSTRAINT pk_pack PRIMARY KEY (code, version);

ALTER TABLE ONLY public.pack_check
    ADD CONSTRAINT pk_pack_check PRIMARY KEY (id);

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT pk_procedure PRIMARY KEY (code);

ALTER TABLE ONLY public.procedure_session
    ADD CONSTRAINT pk_procedure_session PRIMARY KEY (procedure_code, academic_year);

ALTER TABLE ONLY public.programme
    ADD CONSTRAINT pk_programme PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT pk_receipt PRIMARY KEY (id);

ALTER TABLE ONLY public.receipt_issue
    ADD CONSTRAINT pk_receipt_issue PRIMARY KEY (receipt_id, row_number, "position");

ALTER TABLE ONLY public.region
    ADD CONSTRAINT pk_region PRIMARY KEY (code);

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT pk_reminder PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT pk_report PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.report_file
    ADD CONSTRAINT pk_report_file PRIMARY KEY (municipality_id, report_id, format);

ALTER TABLE ONLY public.report_recommendation
    ADD CONSTRAINT pk_report_recommendation PRIMARY KEY (municipality_id, report_id, "position");

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT pk_roadmap PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.roadmap_edition
    ADD CONSTRAINT pk_roadmap_edition PRIMARY KEY (municipality_id, roadmap_id, edition);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT pk_run PRIMARY KEY (id);

ALTER TABLE ONLY public.run_verification
    ADD CONSTRAINT pk_run_verification PRIMARY KEY (id);

ALTER TABLE ONLY public.run_verification_difference
    ADD CONSTRAINT pk_run_verification_difference PRIMARY KEY (municipality_id, verification_id, school_code);

ALTER TABLE ONLY public.schedule
    ADD CONSTRAINT pk_schedule PRIMARY KEY (id);

ALTER TABLE ONLY public.schedule_period
    ADD CONSTRAINT pk_schedule_period PRIMARY KEY (schedule_id, period);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT pk_school PRIMARY KEY (municipality_id, code);

ALTER TABLE ONLY public.school_directory
    ADD CONSTRAINT pk_school_directory PRIMARY KEY (code);

ALTER TABLE ONLY public.school_list
    ADD CONSTRAINT pk_school_list PRIMARY KEY (id);

ALTER TABLE ONLY public.school_version
    ADD CONSTRAINT pk_school_version PRIMARY KEY (municipality_id, school_code, version);

ALTER TABLE ONLY public.staged_context_value
    ADD CONSTRAINT pk_staged_context_value PRIMARY KEY (receipt_id, row_number);

ALTER TABLE ONLY public.staged_result
    ADD CONSTRAINT pk_staged_result PRIMARY KEY (receipt_id, row_number);

ALTER TABLE ONLY public.staged_school
    ADD CONSTRAINT pk_staged_school PRIMARY KEY (receipt_id, row_number);

ALTER TABLE ONLY public.staged_submission_value
    ADD CONSTRAINT pk_staged_submission_value PRIMARY KEY (receipt_id, row_number);

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT pk_stored_file PRIMARY KEY (municipality_id, sha256);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT pk_submission PRIMARY KEY (municipality_id, campaign_id, level, object_code);

ALTER TABLE ONLY public.submission_value
    ADD CONSTRAINT pk_submission_value PRIMARY KEY (municipality_id, campaign_id, level, object_code, element_code);

ALTER TABLE ONLY public.support_action
    ADD CONSTRAINT pk_support_action PRIMARY KEY (municipality_id, id);

ALTER TABLE ONLY public.support_person
    ADD CONSTRAINT pk_support_person PRIMARY KEY (municipality_id, action_id, role, person_key);

ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT pk_verdict PRIMARY KEY (municipality_id, run_id, school_code);

ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT uq_calendar_feed_token_hash UNIQUE (token_hash);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT uq_campaign_municipality_id_pack_code_set_code_period UNIQUE (municipality_id, pack_code, set_code, period);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT uq_client_name UNIQUE (name);

ALTER TABLE ONLY public.indicator_target
    ADD CONSTRAINT uq_indicator_target_indicator_period UNIQUE (municipality_id, pack_code, indicator_code, period);

ALTER TABLE ONLY public.measure_proposal
    ADD CONSTRAINT uq_measure_proposal_municipality_id_reason_key UNIQUE (municipality_id, reason_key);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT uq_municipality_oktmo UNIQUE (oktmo);

ALTER TABLE ONLY public.programme
    ADD CONSTRAINT uq_programme_municipality_id_pack_code_first_year UNIQUE (municipality_id, pack_code, first_year);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT uq_report_of UNIQUE NULLS NOT DISTINCT (municipality_id, kind, campaign_id, list_id);

ALTER TABLE ONLY public.schedule
    ADD CONSTRAINT uq_schedule_municipality_id_queue_pack_code_calendar_code_month UNIQUE (municipality_id, queue, pack_code, calendar_code, month);

ALTER TABLE ONLY public.school_list
    ADD CONSTRAINT uq_school_list_run_id UNIQUE (run_id);

ALTER TABLE ONLY public.school_list
    ADD CONSTRAINT uq_school_list_supersedes_id UNIQUE (supersedes_id);

CREATE INDEX ix_api_key_client_id ON public.api_key USING btree (client_id);

CREATE INDEX ix_calendar_feed_client_id ON public.calendar_feed USING btree (client_id);

CREATE INDEX ix_campaign_id ON public.campaign USING btree (id);

CREATE INDEX ix_change_object ON public.change USING btree (object_kind, object_key, happened_at, id);

CREATE INDEX ix_computation_campaign_id ON public.computation USING btree (campaign_id);

CREATE INDEX ix_computed_values_page ON public.computed_values USING btree (computation_id, level, object_code);

CREATE INDEX ix_decision_id ON public.decision USING btree (id);

CREATE INDEX ix_evidence_document_submission ON public.evidence_document USING btree (municipality_id, campaign_id, level, object_code);

CREATE INDEX ix_indicator_target_id ON public.indicator_target USING btree (id);

CREATE INDEX ix_job_queue_created_at ON public.job USING btree (queue, created_at, id);

CREATE INDEX ix_job_queue_due_at_ready ON public.job USING btree (queue, due_at) WHERE (state = 'ready'::text);

CREATE INDEX ix_job_queue_kind_dead ON public.job USING btree (queue, kind) WHERE (state = 'dead'::text);

CREATE INDEX ix_job_start_job_id ON public.job_start USING btree (job_id);

CREATE INDEX ix_listed_school_list_id_school_code ON public.listed_school USING btree (list_id, school_code);

CREATE INDEX ix_measure_document_task ON public.measure_document USING btree (municipality_id, task_id);

CREATE INDEX ix_measure_proposal_id ON public.measure_proposal USING btree (id);

CREATE INDEX ix_measure_roadmap ON public.measure USING btree (municipality_id, roadmap_id, "position");

CREATE INDEX ix_measure_task_ends_on ON public.measure_task USING btree (municipality_id, ends_on);

CREATE INDEX ix_measure_task_id ON public.measure_task USING btree (id);

CREATE INDEX ix_municipality_region_code ON public.municipality USING btree (region_code);

CREATE INDEX ix_pack_check_pack ON public.pack_check USING btree (pack_code, pack_version, created_at, id);

CREATE INDEX ix_programme_id ON public.programme USING btree (id);

CREATE INDEX ix_receipt_client_id ON public.receipt USING btree (client_id);

CREATE INDEX ix_report_id ON public.report USING btree (id);

CREATE INDEX ix_roadmap_id ON public.roadmap USING btree (id);

CREATE INDEX ix_run_verification_difference_verification_id ON public.run_verification_difference USING btree (verification_id, school_code);

CREATE INDEX ix_run_verification_run_id ON public.run_verification USING btree (run_id);

CREATE INDEX ix_schedule_queue_next_run_at_enabled ON public.schedule USING btree (queue, next_run_at) WHERE enabled;

CREATE INDEX ix_school_directory_municipality_id ON public.school_directory USING btree (municipality_id);

CREATE INDEX ix_support_action_id ON public.support_action USING btree (id);

CREATE INDEX ix_support_action_school ON public.support_action USING btree (municipality_id, academic_year, school_code);

CREATE INDEX ix_verdict_run_id_school_code ON public.verdict USING btree (run_id, school_code);

CREATE UNIQUE INDEX uq_measure_task_of ON public.measure_task USING btree (municipality_id, measure_id, occurrence, school_code) NULLS NOT DISTINCT;

CREATE UNIQUE INDEX uq_reminder_of ON public.reminder USING btree (municipality_id, day, escalated, school_code, responsible) NULLS NOT DISTINCT;

CREATE UNIQUE INDEX uq_roadmap_school_of_list ON public.roadmap USING btree (municipality_id, list_id, school_code) WHERE (list_id IS NOT NULL);

CREATE UNIQUE INDEX uq_run_territory_result ON public.run USING btree (territory_level, territory_code, result_hash) NULLS NOT DISTINCT WHERE ((state = 'finished'::text) AND (same_as_id IS NULL));

CREATE UNIQUE INDEX uq_school_list_first ON public.school_list USING btree (category, academic_year, territory_level, territory_code, basis) NULLS NOT DISTINCT WHERE ((state = 'published'::text) AND (supersedes_id IS NULL));

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.assessment_result_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.change FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.computed_values FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.context_value_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.roadmap_edition FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.school_version FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER approved_ones_stay BEFORE DELETE OR UPDATE ON public.programme FOR EACH ROW WHEN ((old.approved_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_programme_change();

CREATE TRIGGER approved_ones_stay BEFORE DELETE OR UPDATE ON public.report FOR EACH ROW WHEN ((old.approved_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_report_change();

CREATE TRIGGER approved_ones_stay BEFORE INSERT OR DELETE OR UPDATE ON public.report_recommendation FOR EACH ROW EXECUTE FUNCTION public.refuse_recommendation_change();

CREATE TRIGGER finished_ones_stay BEFORE DELETE OR UPDATE ON public.computation FOR EACH ROW WHEN ((old.state = 'finished'::text)) EXECUTE FUNCTION public.refuse_computation_change();

CREATE TRIGGER never_updated BEFORE UPDATE ON public.listed_school FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER only_drafts_change BEFORE DELETE OR UPDATE ON public.school_list FOR EACH ROW WHEN ((old.state <> 'draft'::text)) EXECUTE FUNCTION public.refuse_list_change();

CREATE TRIGGER only_drafts_grow AFTER INSERT ON public.listed_school REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_listed_school();

CREATE TRIGGER only_drafts_shrink AFTER DELETE ON public.listed_school REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_listed_school();

CREATE TRIGGER only_planned_ones_grow BEFORE INSERT ON public.computed_values FOR EACH ROW EXECUTE FUNCTION public.refuse_late_values();

CREATE TRIGGER same_content BEFORE DELETE OR UPDATE ON public.pack FOR EACH ROW EXECUTE FUNCTION public.refuse_other_pack();

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT fk_api_key_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT fk_calendar_feed_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT fk_campaign_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.campaign
    ADD CONSTRAINT fk_campaign_pack_code_pack_version_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.computation
    ADD CONSTRAINT fk_computation_pack_code_pack_version_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.computed_values
    ADD CONSTRAINT fk_computed_values_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_computation_id_computation FOREIGN KEY (computation_id) REFERENCES public.computation(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_list_id_school_list FOREIGN KEY (list_id) REFERENCES public.school_list(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_municipality_id_report_id_report FOREIGN KEY (municipality_id, report_id) REFERENCES public.report(municipality_id, id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_run_id_run FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.derived_value
    ADD CONSTRAINT fk_derived_value_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.evidence_document
    ADD CONSTRAINT fk_evidence_document_municipality_id_sha256_stored_file FOREIGN KEY (municipality_id, sha256) REFERENCES public.stored_file(municipality_id, sha256);

ALTER TABLE ONLY public.evidence_document
    ADD CONSTRAINT fk_evidence_document_submission FOREIGN KEY (municipality_id, campaign_id, level, object_code) REFERENCES public.submission(municipality_id, campaign_id, level, object_code);

ALTER TABLE ONLY public.indicator_target
    ADD CONSTRAINT fk_indicator_target_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.listed_school
    ADD CONSTRAINT fk_listed_school_list_id_school_list FOREIGN KEY (list_id) REFERENCES public.school_list(id);

ALTER TABLE ONLY public.listed_school
    ADD CONSTRAINT fk_listed_school_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.measure_document
    ADD CONSTRAINT fk_measure_document_municipality_id_sha256_stored_file FOREIGN KEY (municipality_id, sha256) REFERENCES public.stored_file(municipality_id, sha256);

ALTER TABLE ONLY public.measure_document
    ADD CONSTRAINT fk_measure_document_municipality_id_task_id_measure_task FOREIGN KEY (municipality_id, task_id) REFERENCES public.measure_task(municipality_id, id);

ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_municipality_id_roadmap_id_roadmap FOREIGN KEY (municipality_id, roadmap_id) REFERENCES public.roadmap(municipality_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.measure_proposal
    ADD CONSTRAINT fk_measure_proposal_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.measure_task
    ADD CONSTRAINT fk_measure_task_municipality_id_measure_id_measure FOREIGN KEY (municipality_id, measure_id) REFERENCES public.measure(municipality_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT fk_municipality_region_code_region FOREIGN KEY (region_code) REFERENCES public.region(code);

ALTER TABLE ONLY public.pack_check
    ADD CONSTRAINT fk_pack_check_pack_code_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.procedure_session
    ADD CONSTRAINT fk_procedure_session_procedure_code_procedure FOREIGN KEY (procedure_code) REFERENCES public.procedure(code);

ALTER TABLE ONLY public.programme
    ADD CONSTRAINT fk_programme_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.programme
    ADD CONSTRAINT fk_programme_pack_code_pack_version_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.receipt_issue
    ADD CONSTRAINT fk_receipt_issue_receipt_id_receipt FOREIGN KEY (receipt_id) REFERENCES public.receipt(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT fk_reminder_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_computation_id_computation FOREIGN KEY (computation_id) REFERENCES public.computation(id);

ALTER TABLE ONLY public.report_file
    ADD CONSTRAINT fk_report_file_municipality_id_report_id_report FOREIGN KEY (municipality_id, report_id) REFERENCES public.report(municipality_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_list_id_school_list FOREIGN KEY (list_id) REFERENCES public.school_list(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_municipality_id_campaign_id_campaign FOREIGN KEY (municipality_id, campaign_id) REFERENCES public.campaign(municipality_id, id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT fk_report_pack_code_pack_version_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.report_recommendation
    ADD CONSTRAINT fk_report_recommendation_municipality_id_report_id_report FOREIGN KEY (municipality_id, report_id) REFERENCES public.report(municipality_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.roadmap_edition
    ADD CONSTRAINT fk_roadmap_edition_municipality_id_roadmap_id_roadmap FOREIGN KEY (municipality_id, roadmap_id) REFERENCES public.roadmap(municipality_id, id);

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT fk_roadmap_list_id_school_list FOREIGN KEY (list_id) REFERENCES public.school_list(id);

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT fk_roadmap_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT fk_roadmap_municipality_id_programme_id_programme FOREIGN KEY (municipality_id, programme_id) REFERENCES public.programme(municipality_id, id);

ALTER TABLE ONLY public.roadmap
    ADD CONSTRAINT fk_roadmap_pack_code_pack_version_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT fk_run_pack_code_pack_version_pack FOREIGN KEY (pack_code, pack_version) REFERENCES public.pack(code, version);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT fk_run_same_as_id_run FOREIGN KEY (same_as_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.run_verification_difference
    ADD CONSTRAINT fk_run_verification_difference_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.run_verification
    ADD CONSTRAINT fk_run_verification_run_id_run FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.schedule
    ADD CONSTRAINT fk_schedule_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.schedule_period
    ADD CONSTRAINT fk_schedule_period_schedule_id_schedule FOREIGN KEY (schedule_id) REFERENCES public.schedule(id);

ALTER TABLE ONLY public.school_directory
    ADD CONSTRAINT fk_school_directory_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.school_list
    ADD CONSTRAINT fk_school_list_run_id_run FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.school_list
    ADD CONSTRAINT fk_school_list_supersedes_id_school_list FOREIGN KEY (supersedes_id) REFERENCES public.school_list(id);

ALTER TABLE ONLY public.school
    ADD CONSTRAINT fk_school_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.school_version
    ADD CONSTRAINT fk_school_version_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT fk_stored_file_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT fk_submission_municipality_id_campaign_id_campaign FOREIGN KEY (municipality_id, campaign_id) REFERENCES public.campaign(municipality_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.submission_value
    ADD CONSTRAINT fk_submission_value_submission FOREIGN KEY (municipality_id, campaign_id, level, object_code) REFERENCES public.submission(municipality_id, campaign_id, level, object_code) ON DELETE CASCADE;

ALTER TABLE ONLY public.support_action
    ADD CONSTRAINT fk_support_action_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

ALTER TABLE ONLY public.support_person
    ADD CONSTRAINT fk_support_person_municipality_id_action_id_support_action FOREIGN KEY (municipality_id, action_id) REFERENCES public.support_action(municipality_id, id);

ALTER TABLE ONLY public.verdict
    ADD CONSTRAINT fk_verdict_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

GRANT USAGE ON SCHEMA public TO opora_app;
GRANT USAGE ON SCHEMA public TO opora_worker;

GRANT SELECT ON TABLE public.alembic_version TO opora_app;
GRANT SELECT ON TABLE public.alembic_version TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_key TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_key TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.assessment_result TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.assessment_result TO opora_worker;

GRANT SELECT,INSERT ON TABLE public.assessment_result_version TO opora_app;
GRANT SELECT,INSERT ON TABLE public.assessment_result_version TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_feed TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_feed TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.campaign TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.campaign TO opora_worker;

GRANT SELECT,INSERT ON TABLE public.change TO opora_app;
GRANT SELECT,INSERT ON TABLE public.change TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.computation TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.computation TO opora_worker;

GRANT SELECT,INSERT ON TABLE public.computed_values TO opora_app;
GRANT SELECT,INSERT ON TABLE public.computed_values TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.context_value TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.context_value TO opora_worker;

GRANT SELECT,INSERT ON TABLE public.context_value_version TO opora_app;
GRANT SELECT,INSERT ON TABLE public.context_value_version TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decision TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decision TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.derived_value TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.derived_value TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_document TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_document TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_key TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_key TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.indicator_target TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.indicator_target TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_progress TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_progress TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_push TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_push TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_start TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job_start TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.listed_school TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.listed_school TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_document TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_document TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_proposal TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_proposal TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_task TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_task TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.monitoring_value TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.monitoring_value TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.municipality TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.municipality TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pack TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pack TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pack_check TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pack_check TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procedure TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procedure TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procedure_session TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procedure_session TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.programme TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.programme TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.receipt TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.receipt TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.receipt_issue TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.receipt_issue TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.region TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reminder TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reminder TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report_file TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report_file TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report_recommendation TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report_recommendation TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.roadmap TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.roadmap TO opora_worker;

GRANT SELECT,INSERT ON TABLE public.roadmap_edition TO opora_app;
GRANT SELECT,INSERT ON TABLE public.roadmap_edition TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.run TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.run TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.run_verification TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.run_verification TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.run_verification_difference TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.run_verification_difference TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.schedule TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.schedule TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.schedule_period TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.schedule_period TO opora_worker;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.school TO opora_app;
GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.school TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.school_directory TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.school_directory TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.school_list TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.school_list TO opora_worker;

GRANT SELECT,INSERT ON TABLE public.school_version TO opora_app;
GRANT SELECT,INSERT ON TABLE public.school_version TO opora_worker;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_context_value TO opora_app;
GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_context_value TO opora_worker;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_result TO opora_app;
GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_result TO opora_worker;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_school TO opora_app;
GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_school TO opora_worker;

GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_submission_value TO opora_app;
GRANT SELECT,INSERT,DELETE,MAINTAIN,UPDATE ON TABLE public.staged_submission_value TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stored_file TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stored_file TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.submission TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.submission TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.submission_value TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.submission_value TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.support_action TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.support_action TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.support_person TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.support_person TO opora_worker;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.verdict TO opora_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.verdict TO opora_worker;
