"""create tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0835a64c24cc"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


# Both kinds of process read and write rows; neither owns a table, so neither can change one.
GRANTS = """
GRANT USAGE ON SCHEMA public TO opora_app, opora_worker;
GRANT SELECT ON alembic_version TO opora_app, opora_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO opora_app, opora_worker;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM opora_app, opora_worker;
GRANT MAINTAIN ON staged_school, staged_result, staged_context_value, school TO opora_app, opora_worker;
"""


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("territories", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("name", name=op.f("uq_client_name")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("queue", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('ready', 'done', 'dead')", name=op.f("ck_job_state_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(
        "ix_job_queue_due_at_ready",
        "job",
        ["queue", "due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'ready'"),
    )
    op.create_table(
        "job_progress",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_progress")),
    )
    op.create_table(
        "job_push",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_push")),
    )
    op.create_table(
        "job_start",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("backend_pid", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_start")),
    )
    op.create_index("ix_job_start_job_id", "job_start", ["job_id"], unique=False)
    op.create_table(
        "pack",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("version", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_pack")),
    )
    op.create_table(
        "procedure",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=False),
        sa.Column("alternative_group", sa.Text(collation="C"), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_procedure")),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("dataset", sa.Text(collation="C"), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("dataset IN ('schools', 'results', 'context')", name=op.f("ck_receipt_dataset_is_known")),
        sa.CheckConstraint(
            "state = 'received' OR received = created + updated + unchanged + rejected",
            name=op.f("ck_receipt_counts_add_up"),
        ),
        sa.CheckConstraint("state IN ('received', 'done')", name=op.f("ck_receipt_state_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_client_id"), "receipt", ["client_id"], unique=False)
    op.create_table(
        "region",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_api_key_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
    )
    op.create_index(op.f("ix_api_key_client_id"), "api_key", ["client_id"], unique=False)
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("oktmo", sa.Text(collation="C"), nullable=False),
        sa.Column("region_code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("oktmo ~ '^[0-9]{8}$'", name=op.f("ck_municipality_oktmo_has_eight_digits")),
        sa.CheckConstraint("left(oktmo, 2) = region_code", name=op.f("ck_municipality_region_is_the_start_of_oktmo")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_municipality_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("oktmo", name=op.f("uq_municipality_oktmo")),
    )
    op.create_index(op.f("ix_municipality_region_code"), "municipality", ["region_code"], unique=False)
    op.create_table(
        "procedure_not_held",
        sa.Column("procedure_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_code"], ["procedure.code"], name=op.f("fk_procedure_not_held_procedure_code_procedure")
        ),
        sa.PrimaryKeyConstraint("procedure_code", "academic_year", name=op.f("pk_procedure_not_held")),
    )
    op.create_table(
        "receipt_issue",
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("column", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_issue_receipt_id_receipt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("receipt_id", "row_number", "position", name=op.f("pk_receipt_issue")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=False),
        sa.Column("rule_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("territory_level", sa.Text(collation="C"), nullable=False),
        sa.Column("territory_code", sa.Text(collation="C"), nullable=True),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column("identified", sa.Integer(), nullable=False),
        sa.Column("not_identified", sa.Integer(), nullable=False),
        sa.Column("undetermined", sa.Integer(), nullable=False),
        sa.Column("combinations", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("inputs_hash", sa.Text(), nullable=True),
        sa.Column("result_hash", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'finished') = (finished_at IS NOT NULL AND inputs_hash IS NOT NULL)",
            name=op.f("ck_run_finished_runs_have_a_hash"),
        ),
        sa.CheckConstraint("state IN ('planned', 'finished')", name=op.f("ck_run_state_is_known")),
        sa.CheckConstraint(
            "territory_level IN ('federal', 'region', 'municipality')", name=op.f("ck_run_level_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_run_pack_code_pack_version_pack"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "staged_context_value",
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("school_code", sa.Text(), nullable=True),
        sa.Column("academic_year", sa.Text(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("numerator", sa.Text(), nullable=True),
        sa.Column("denominator", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("fault_column", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("receipt_id", "row_number", name=op.f("pk_staged_context_value")),
    )
    op.create_table(
        "staged_result",
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("school_code", sa.Text(), nullable=True),
        sa.Column("academic_year", sa.Text(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("participants", sa.Text(), nullable=True),
        sa.Column("below_threshold", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("fault_column", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("receipt_id", "row_number", name=op.f("pk_staged_result")),
    )
    op.create_table(
        "staged_school",
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("school_code", sa.Text(), nullable=True),
        sa.Column("school_name", sa.Text(), nullable=True),
        sa.Column("municipality_oktmo", sa.Text(), nullable=True),
        sa.Column("municipality_name", sa.Text(), nullable=True),
        sa.Column("grades_from", sa.Text(), nullable=True),
        sa.Column("grades_to", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("fault_column", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("receipt_id", "row_number", name=op.f("pk_staged_school")),
    )
    op.create_table(
        "school",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("printed_code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grades_from", sa.SmallInteger(), nullable=True),
        sa.Column("grades_to", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("code ~ '^(edu|ksh|spo)[0-9]{6}$'", name=op.f("ck_school_code_is_kind_and_six_digits")),
        sa.CheckConstraint("(grades_from IS NULL) = (grades_to IS NULL)", name=op.f("ck_school_grades_come_in_pairs")),
        sa.CheckConstraint(
            "grades_from BETWEEN 1 AND grades_to AND grades_to <= 12", name=op.f("ck_school_grades_are_ordered")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_school_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "code", name=op.f("pk_school")),
    )
    op.create_table(
        "school_directory",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_school_directory_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_school_directory")),
    )
    op.create_index(op.f("ix_school_directory_municipality_id"), "school_directory", ["municipality_id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("status", sa.Text(collation="C"), nullable=False),
        sa.Column("criteria", sa.ARRAY(sa.Boolean()), nullable=False),
        sa.Column("cell_states", sa.Text(collation="C"), nullable=False),
        sa.Column("numerators", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("denominators", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("small_n", sa.Boolean(), nullable=False),
        sa.Column("boundary", sa.Boolean(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("missing_count", sa.SmallInteger(), nullable=False),
        sa.Column("to_enter", sa.Integer(), nullable=True),
        sa.Column("to_leave", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('identified', 'not_identified', 'undetermined')", name=op.f("ck_verdict_status_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_verdict_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "run_id", "school_code", name=op.f("pk_verdict")),
    )
    op.create_index("ix_verdict_run_id_school_code", "verdict", ["run_id", "school_code"], unique=False)
    op.create_table(
        "assessment_result",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("procedure_code", sa.Text(collation="C"), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("below_threshold", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "below_threshold BETWEEN 0 AND participants",
            name=op.f("ck_assessment_result_below_is_part_of_participants"),
        ),
        sa.CheckConstraint("participants >= 0", name=op.f("ck_assessment_result_participants_are_counted")),
        sa.PrimaryKeyConstraint(
            "municipality_id", "school_code", "academic_year", "procedure_code", name=op.f("pk_assessment_result")
        ),
    )
    op.create_table(
        "context_value",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("element_code", sa.Text(collation="C"), nullable=False),
        sa.Column("answer", sa.Text(collation="C"), nullable=True),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no', 'not_applicable')", name=op.f("ck_context_value_answer_is_known")),
        sa.CheckConstraint(
            "(answer IS NULL) <> (numerator IS NULL)", name=op.f("ck_context_value_an_answer_or_a_share")
        ),
        sa.CheckConstraint(
            "(numerator IS NULL) = (denominator IS NULL)", name=op.f("ck_context_value_shares_come_in_pairs")
        ),
        sa.CheckConstraint(
            "numerator BETWEEN 0 AND denominator", name=op.f("ck_context_value_numerator_is_part_of_denominator")
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "school_code", "academic_year", "element_code", name=op.f("pk_context_value")
        ),
    )
    for statement in GRANTS.strip().splitlines():
        op.execute(statement)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("context_value")
    op.drop_table("assessment_result")
    op.drop_index("ix_verdict_run_id_school_code", table_name="verdict")
    op.drop_table("verdict")
    op.drop_index(op.f("ix_school_directory_municipality_id"), table_name="school_directory")
    op.drop_table("school_directory")
    op.drop_table("school")
    op.drop_table("staged_school")
    op.drop_table("staged_result")
    op.drop_table("staged_context_value")
    op.drop_table("run")
    op.drop_table("receipt_issue")
    op.drop_table("procedure_not_held")
    op.drop_index(op.f("ix_municipality_region_code"), table_name="municipality")
    op.drop_table("municipality")
    op.drop_index(op.f("ix_api_key_client_id"), table_name="api_key")
    op.drop_table("api_key")
    op.drop_table("region")
    op.drop_index(op.f("ix_receipt_client_id"), table_name="receipt")
    op.drop_table("receipt")
    op.drop_table("procedure")
    op.drop_table("pack")
    op.drop_index("ix_job_start_job_id", table_name="job_start")
    op.drop_table("job_start")
    op.drop_table("job_push")
    op.drop_table("job_progress")
    op.drop_index("ix_job_queue_due_at_ready", table_name="job", postgresql_where=sa.text("state = 'ready'"))
    op.drop_table("job")
    op.drop_table("client")
