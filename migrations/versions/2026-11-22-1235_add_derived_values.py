"""Add what records of the roadmap answer for schools, and tell which values stand on them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5586fc617302"
down_revision: str | None = "07e2d6511e65"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "derived_value",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("academic_year", sa.SmallInteger(), nullable=False),
        sa.Column("level", sa.Text(collation="C"), nullable=False),
        sa.Column("object_code", sa.Text(collation="C"), nullable=False),
        sa.Column("element_code", sa.Text(collation="C"), nullable=False),
        sa.Column("answer", sa.Text(collation="C"), nullable=True),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("actions", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer IN ('yes')", name=op.f("ck_derived_value_answer_is_known")),
        sa.CheckConstraint("level IN ('school', 'municipality')", name=op.f("ck_derived_value_level_is_known")),
        sa.CheckConstraint("actions > 0", name=op.f("ck_derived_value_it_stands_on_something")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_derived_value_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "academic_year", "level", "object_code", "element_code", name=op.f("pk_derived_value")
        ),
    )
    op.add_column(
        "computed_values", sa.Column("cell_actions", sa.ARRAY(sa.Integer()), server_default="{}", nullable=False)
    )
    op.add_column(
        "computed_values", sa.Column("cell_persons", sa.ARRAY(sa.Integer()), server_default="{}", nullable=False)
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON derived_value TO opora_app, opora_worker")


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("computed_values", "cell_persons")
    op.drop_column("computed_values", "cell_actions")
    op.drop_table("derived_value")
