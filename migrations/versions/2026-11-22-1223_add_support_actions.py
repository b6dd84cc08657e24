"""Add support actions and the persons they reached."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "07e2d6511e65"
down_revision: str | None = "110b9adaeddd"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "support_action",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("subkind", sa.Text(collation="C"), nullable=True),
        sa.Column("level", sa.Text(collation="C"), nullable=True),
        sa.Column("productive_form", sa.Text(collation="C"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("teachers", sa.Integer(), nullable=True),
        sa.Column("leaders", sa.Integer(), nullable=True),
        sa.Column("pupils", sa.Integer(), nullable=True),
        sa.Column("teachers_total", sa.Integer(), nullable=True),
        sa.Column("leaders_total", sa.Integer(), nullable=True),
        sa.Column("pupils_total", sa.Integer(), nullable=True),
        sa.Column("keyed_roles", postgresql.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("provider_school_code", sa.Text(collation="C"), nullable=True),
        sa.Column("document_kind", sa.Text(collation="C"), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("document_link", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("measure_task_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(collation="C"), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('recorded', 'withdrawn')", name=op.f("ck_support_action_state_is_known")),
        sa.CheckConstraint(
            "leaders >= 0 AND leaders <= leaders_total", name=op.f("ck_support_action_leaders_are_part_of_all")
        ),
        sa.CheckConstraint(
            "pupils >= 0 AND pupils <= pupils_total", name=op.f("ck_support_action_pupils_are_part_of_all")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_support_action_it_ends_after_it_starts")),
        sa.CheckConstraint(
            "teachers >= 0 AND teachers <= teachers_total", name=op.f("ck_support_action_teachers_are_part_of_all")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_support_action_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=op.f("pk_support_action")),
    )
    op.create_index("ix_support_action_id", "support_action", ["id"], unique=False)
    op.create_index(
        "ix_support_action_school", "support_action", ["municipality_id", "academic_year", "school_code"], unique=False
    )
    op.create_table(
        "support_person",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(collation="C"), nullable=False),
        sa.Column("person_key", sa.Text(collation="C"), nullable=False),
        sa.CheckConstraint("role IN ('teacher', 'leader', 'pupil')", name=op.f("ck_support_person_role_is_known")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "action_id"],
            ["support_action.municipality_id", "support_action.id"],
            name=op.f("fk_support_person_municipality_id_action_id_support_action"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "action_id", "role", "person_key", name=op.f("pk_support_person")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON support_action, support_person TO opora_app, opora_worker")


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("support_person")
    op.drop_index("ix_support_action_school", table_name="support_action")
    op.drop_index("ix_support_action_id", table_name="support_action")
    op.drop_table("support_action")
