"""Add changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "59f53534db26"
down_revision: str | None = "15605f47b688"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Append-only tables refuse every change of a row, also by their owner; the trigger stands on each of them.
REFUSE_CHANGE = """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
"""
PROTECT = """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
GRANT = "GRANT SELECT, INSERT ON change TO opora_app, opora_worker"


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("object_kind", sa.Text(collation="C"), nullable=False),
        sa.Column("object_key", sa.Text(collation="C"), nullable=False),
        sa.Column("action", sa.Text(collation="C"), nullable=False),
        sa.Column("fields", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_object", "change", ["object_kind", "object_key", "happened_at", "id"], unique=False)
    op.execute(REFUSE_CHANGE)
    op.execute(PROTECT)
    op.execute(GRANT)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_change_object", table_name="change")
    op.drop_table("change")
    op.execute("DROP FUNCTION refuse_change()")
