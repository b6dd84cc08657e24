"""Add reports."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "d6742739e85d"
down_revision: str | None = "a6ec64efc607"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# An approved report stays as it is, whoever asks, its owner included; it may only be published.
REFUSE_REPORT_CHANGE = """
    CREATE FUNCTION refuse_report_change() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        publication text[] := '{state,published_at,published_url,version,updated_at}';
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.state = 'published'
            AND to_jsonb(OLD) - publication = to_jsonb(NEW) - publication THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'report % is %, it never changes', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
    END $$
"""
PROTECT_REPORTS = """
    CREATE TRIGGER approved_ones_stay BEFORE UPDATE OR DELETE ON report
    FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION refuse_report_change()
"""
# FOR SHARE: an approval that runs at the same time waits, or is waited for.
REFUSE_RECOMMENDATION_CHANGE = """
    CREATE FUNCTION refuse_recommendation_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
    END $$
"""
PROTECT_RECOMMENDATIONS = """
    CREATE TRIGGER approved_ones_stay BEFORE INSERT OR UPDATE OR DELETE ON report_recommendation
    FOR EACH ROW EXECUTE FUNCTION refuse_recommendation_change()
"""
GRANT = "GRANT SELECT, INSERT, UPDATE, DELETE ON report, report_recommendation, report_file TO opora_app, opora_worker"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "report",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=False),
        sa.Column("set_code", sa.Text(collation="C"), nullable=True),
        sa.Column("period", sa.Text(collation="C"), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("computation_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("letterhead", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.Column("schools", sa.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.Column("protocol_number", sa.Text(), nullable=True),
        sa.Column("protocol_date", sa.Date(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_url", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'risk_list') = (campaign_id IS NULL)", name=op.f("ck_report_the_others_are_of_a_campaign")
        ),
        sa.CheckConstraint(
            "(kind = 'risk_list') = (list_id IS NOT NULL)", name=op.f("ck_report_lists_have_reports_of_their_own")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL AND published_url IS NOT NULL)",
            name=op.f("ck_report_publication_has_moment_and_address"),
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'published')) = (approved_at IS NOT NULL)",
            name=op.f("ck_report_approval_has_a_moment"),
        ),
        sa.CheckConstraint("kind IN ('campaign', 'effectiveness', 'risk_list')", name=op.f("ck_report_kind_is_known")),
        sa.CheckConstraint("state = 'planned' OR content IS NOT NULL", name=op.f("ck_report_a_draft_has_content")),
        sa.CheckConstraint(
            "state IN ('planned', 'drafted', 'approved', 'published')", name=op.f("ck_report_state_is_known")
        ),
        sa.CheckConstraint(
            "(protocol_number IS NULL) = (protocol_date IS NULL)", name=op.f("ck_report_a_protocol_has_number_and_date")
        ),
        sa.ForeignKeyConstraint(
            ["computation_id"], ["computation.id"], name=op.f("fk_report_computation_id_computation")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["school_list.id"], name=op.f("fk_report_list_id_school_list")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "campaign_id"],
            ["campaign.municipality_id", "campaign.id"],
            name=op.f("fk_report_municipality_id_campaign_id_campaign"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_report_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_report_pack_code_pack_version_pack"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "municipality_id", "kind", "campaign_id", "list_id", name="uq_report_of", postgresql_nulls_not_distinct=True
        ),
    )
    op.create_index("ix_report_id", "report", ["id"], unique=False)
    op.create_table(
        "report_file",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.Text(collation="C"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("report_version", sa.Integer(), nullable=False),
        sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("format IN ('docx', 'html')", name=op.f("ck_report_file_format_is_known")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "report_id"],
            ["report.municipality_id", "report.id"],
            name=op.f("fk_report_file_municipality_id_report_id_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "report_id", "format", name=op.f("pk_report_file")),
    )
    op.create_table(
        "report_recommendation",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("addressee", sa.Text(collation="C"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("deficit_code", sa.Text(collation="C"), nullable=True),
        sa.Column("schools", sa.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.CheckConstraint(
            "addressee IN ('school', 'leaders', 'teachers')", name=op.f("ck_report_recommendation_addressee_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "report_id"],
            ["report.municipality_id", "report.id"],
            name=op.f("fk_report_recommendation_municipality_id_report_id_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "report_id", "position", name=op.f("pk_report_recommendation")),
    )
    for statement in (
        REFUSE_REPORT_CHANGE,
        PROTECT_REPORTS,
        REFUSE_RECOMMENDATION_CHANGE,
        PROTECT_RECOMMENDATIONS,
        GRANT,
    ):
        op.execute(statement)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("report_recommendation")
    op.drop_table("report_file")
    op.drop_index("ix_report_id", table_name="report")
    op.drop_table("report")
    op.execute("DROP FUNCTION refuse_recommendation_change()")
    op.execute("DROP FUNCTION refuse_report_change()")
