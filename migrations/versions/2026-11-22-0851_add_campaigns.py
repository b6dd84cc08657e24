"""Add campaigns."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "f810e05d0865"
down_revision: str | None = "8f59efc51944"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "campaign",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pack_code", sa.Text(collation="C"), nullable=False),
        sa.Column("pack_version", sa.Text(collation="C"), nullable=False),
        sa.Column("set_code", sa.Text(collation="C"), nullable=False),
        sa.Column("period", sa.Text(collation="C"), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("order_title", sa.Text(), nullable=True),
        sa.Column("order_parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("responsible", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("analysis_due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("analysed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_url", sa.Text(), nullable=True),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'analysed', 'published')", name=op.f("ck_campaign_state_is_known")
        ),
        sa.CheckConstraint(
            "(order_number IS NULL) = (order_date IS NULL)", name=op.f("ck_campaign_an_order_has_number_and_date")
        ),
        sa.CheckConstraint(
            "remind_on BETWEEN starts_on AND ends_on", name=op.f("ck_campaign_the_reminder_lies_inside")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_campaign_it_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_campaign_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["pack_code", "pack_version"],
            ["pack.code", "pack.version"],
            name=op.f("fk_campaign_pack_code_pack_version_pack"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_campaign")),
        sa.UniqueConstraint(
            "municipality_id",
            "pack_code",
            "set_code",
            "period",
            name=op.f("uq_campaign_municipality_id_pack_code_set_code_period"),
        ),
    )
    op.create_index("ix_campaign_id", "campaign", ["id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(collation="C"), nullable=False),
        sa.Column("object_code", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state IN ('accepted', 'returned')) <= (decided_at IS NOT NULL)",
            name=op.f("ck_submission_decisions_have_a_moment"),
        ),
        sa.CheckConstraint("level IN ('school', 'municipality')", name=op.f("ck_submission_level_is_known")),
        sa.CheckConstraint("state <> 'returned' OR remarks IS NOT NULL", name=op.f("ck_submission_a_return_says_why")),
        sa.CheckConstraint(
            "state = 'draft' OR submitted_at IS NOT NULL", name=op.f("ck_submission_what_left_the_draft_was_submitted")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'accepted', 'returned')", name=op.f("ck_submission_state_is_known")
        ),
        sa.CheckConstraint(
            "(first_submitted_at IS NULL) = (submitted_at IS NULL)",
            name=op.f("ck_submission_moments_of_submission_agree"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "campaign_id"],
            ["campaign.municipality_id", "campaign.id"],
            name=op.f("fk_submission_municipality_id_campaign_id_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "campaign_id", "level", "object_code", name=op.f("pk_submission")),
    )
    op.create_table(
        "submission_value",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(collation="C"), nullable=False),
        sa.Column("object_code", sa.Text(collation="C"), nullable=False),
        sa.Column("element_code", sa.Text(collation="C"), nullable=False),
        sa.Column("answer", sa.Text(collation="C"), nullable=True),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IN ('yes', 'no', 'not_applicable')", name=op.f("ck_submission_value_answer_is_known")
        ),
        sa.CheckConstraint(
            "answer IS NULL OR (numerator IS NULL AND denominator IS NULL)",
            name=op.f("ck_submission_value_an_answer_or_numbers"),
        ),
        sa.CheckConstraint(
            "numerator >= 0 AND denominator >= 0", name=op.f("ck_submission_value_numbers_are_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "campaign_id", "level", "object_code"],
            ["submission.municipality_id", "submission.campaign_id", "submission.level", "submission.object_code"],
            name="fk_submission_value_submission",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "campaign_id", "level", "object_code", "element_code", name=op.f("pk_submission_value")
        ),
    )
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON campaign, submission, submission_value TO opora_app, opora_worker"
    )
    op.add_column("monitoring_value", sa.Column("campaign_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("monitoring_value", "campaign_id")
    op.drop_table("submission_value")
    op.drop_table("submission")
    op.drop_index("ix_campaign_id", table_name="campaign")
    op.drop_table("campaign")
