"""Keep approved programmes as they are."""

from collections.abc import Sequence

from alembic import op

revision: str = "110b9adaeddd"
down_revision: str | None = "65efad0ee286"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# An approved programme stays as it is, whoever asks, its owner included.
REFUSE_PROGRAMME_CHANGE = """
    CREATE FUNCTION refuse_programme_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'programme % is approved, it never changes', OLD.id USING ERRCODE = 'restrict_violation';
    END $$
"""
PROTECT_PROGRAMMES = """
    CREATE TRIGGER approved_ones_stay BEFORE UPDATE OR DELETE ON programme
    FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION refuse_programme_change()
"""


def upgrade() -> None:
    """Apply this revision."""
    op.execute(REFUSE_PROGRAMME_CHANGE)
    op.execute(PROTECT_PROGRAMMES)


def downgrade() -> None:
    """Take this revision back."""
    op.execute("DROP TRIGGER approved_ones_stay ON programme")
    op.execute("DROP FUNCTION refuse_programme_change()")
