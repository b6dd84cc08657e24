"""Add school versions, what a register tells of a school, and the text by which names are searched."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3bd30650755b"
down_revision: str | None = "59f53534db26"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The words of a name between blanks: folded (case, ё, Latin letters that look like Cyrillic ones), abbreviations
# written out, everything but letters and digits gone, the number sign with it. `pg_c_utf8`, so that no locale of a
# database changes what is found. The generated column below is made with it: a new list of words needs a migration.
CREATE_SEARCH_TEXT = """
    CREATE FUNCTION school_search_text(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
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
    $$
"""
# One pattern a word: a number must stand alone, a word may go on. NULL, which matches nothing, where there is no word.
CREATE_PATTERNS = """
    CREATE FUNCTION school_name_patterns(wanted text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_agg('% ' || word || CASE WHEN word ~ '^[0-9]' THEN ' %' ELSE '%' END)
        FROM string_to_table(btrim(school_search_text(wanted)), ' ') AS word
        WHERE word <> ''
    $$
"""
CHECKS = {
    "inn_has_ten_digits": "inn ~ '^[0-9]{10}$'",
    "ogrn_has_thirteen_digits": "ogrn ~ '^[0-9]{13}$'",
    "dates_are_ordered": "opened_on <= closed_on",
    "subordination_is_known": "subordination IN ('municipal', 'regional', 'federal', 'private')",
    "special_type_is_known": "special_type IN ('general', 'evening', 'correctional', 'private', 'other')",
    "only_closed_schools_have_a_successor": (
        "successor_code IS NULL OR (closed_on IS NOT NULL AND successor_code <> code)"
    ),
}
# Schools that are there already begin with the version they are in; nobody knows any more who wrote it.
KEEP_CURRENT_VERSIONS = """
    INSERT INTO school_version (municipality_id, school_code, version, fields, printed_code, name, grades_from, grades_to)
    SELECT municipality_id, code, version, '{}', printed_code, name, grades_from, grades_to FROM school
"""
GRANT = "GRANT SELECT, INSERT ON school_version TO opora_app, opora_worker"
PROTECT = """
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON school_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def _value_columns() -> list[sa.Column[str]]:
    """Return what a register tells of a school beside name and grades."""
    return [
        sa.Column("inn", sa.Text(collation="C"), nullable=True),
        sa.Column("ogrn", sa.Text(collation="C"), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("subordination", sa.Text(collation="C"), server_default="municipal", nullable=False),
        sa.Column("special_type", sa.Text(collation="C"), server_default="general", nullable=False),
        sa.Column("successor_code", sa.Text(collation="C"), nullable=True),
    ]


def upgrade() -> None:
    """Apply this revision."""
    op.execute(CREATE_SEARCH_TEXT)
    op.execute(CREATE_PATTERNS)
    op.add_column("school", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    for column in _value_columns():
        op.add_column("school", column)
    computed = sa.Computed("school_search_text(name)", persisted=True)
    op.add_column("school", sa.Column("search_text", sa.Text(), computed, nullable=False))
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_school_{name}"), "school", condition)
    op.create_table(
        "school_version",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("school_code", sa.Text(collation="C"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("printed_code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grades_from", sa.SmallInteger(), nullable=True),
        sa.Column("grades_to", sa.SmallInteger(), nullable=True),
        *_value_columns(),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_school_version_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "school_code", "version", name=op.f("pk_school_version")),
    )
    op.execute(KEEP_CURRENT_VERSIONS)
    op.execute(PROTECT)
    op.execute(GRANT)


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("school_version")
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_school_{name}"), "school", type_="check")
    for column in ("search_text", *(column.name for column in _value_columns()), "version"):
        op.drop_column("school", column)
    op.execute("DROP FUNCTION school_name_patterns(text)")
    op.execute("DROP FUNCTION school_search_text(text)")
