"""Keep answers as letters."""

from collections.abc import Sequence

from alembic import op

revision: str = "5ed0f05d9538"
down_revision: str | None = "b2e61f9d7c04"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ANSWERS = ("answers", "cell_answers")
_NUMBERS = ("added_numerators", "added_denominators", "cell_numerators", "cell_denominators")
# A row of a school stays below the size above which Postgres compresses it, which took as long as computing it.
_SPELL = """
    ALTER COLUMN {0} TYPE text COLLATE "C" USING
    replace(replace(replace(array_to_string({0}, '', '-'), 'not_applicable', 'a'), 'yes', 'y'), 'no', 'n')
"""
_TELL = """
    ALTER COLUMN {0} TYPE text[] USING string_to_array(replace(replace(replace(
    rtrim(regexp_replace({0}, '(.)', '\\1,', 'g'), ','), 'y', 'yes'), 'n', 'no'), 'a', 'not_applicable'), ',', '-')
"""
# One look a row costs less than keeping every row for one look at all of them.
REFUSE_LATE_VALUES = """
    CREATE OR REPLACE FUNCTION refuse_late_values() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM computation WHERE id = NEW.computation_id AND state = 'planned') THEN
            RAISE EXCEPTION 'values come before their computation is finished' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
"""
PROTECT_FINISHED_VALUES = """
    CREATE TRIGGER only_planned_ones_grow BEFORE INSERT ON computed_values
    FOR EACH ROW EXECUTE FUNCTION refuse_late_values()
"""
REFUSE_LATE_VALUES_BEFORE = """
    CREATE OR REPLACE FUNCTION refuse_late_values() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM computation WHERE id IN (SELECT computation_id FROM added) FOR SHARE;
        IF EXISTS (SELECT FROM computation WHERE id IN (SELECT computation_id FROM added) AND state <> 'planned') THEN
            RAISE EXCEPTION 'values come before their computation is finished' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
"""
PROTECT_FINISHED_VALUES_BEFORE = """
    CREATE TRIGGER only_planned_ones_grow AFTER INSERT ON computed_values REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_values()
"""
_FOREIGN_KEY = "fk_computed_values_computation_id_computation"


def upgrade() -> None:
    """Apply this revision."""
    changes = [_SPELL.format(name) for name in _ANSWERS]
    changes += [f"ALTER COLUMN {name} TYPE integer[]" for name in _NUMBERS]
    op.execute(f"ALTER TABLE computed_values {', '.join(changes)}, DROP CONSTRAINT {_FOREIGN_KEY}")
    op.execute("DROP TRIGGER only_planned_ones_grow ON computed_values")
    op.execute(REFUSE_LATE_VALUES)
    op.execute(PROTECT_FINISHED_VALUES)


def downgrade() -> None:
    """Take this revision back."""
    op.execute("DROP TRIGGER only_planned_ones_grow ON computed_values")
    op.execute(REFUSE_LATE_VALUES_BEFORE)
    op.execute(PROTECT_FINISHED_VALUES_BEFORE)
    changes = [_TELL.format(name) for name in _ANSWERS]
    changes += [f"ALTER COLUMN {name} TYPE bigint[]" for name in _NUMBERS]
    key = f"ADD CONSTRAINT {_FOREIGN_KEY} FOREIGN KEY (computation_id) REFERENCES computation (id)"
    op.execute(f"ALTER TABLE computed_values {', '.join(changes)}, {key}")
