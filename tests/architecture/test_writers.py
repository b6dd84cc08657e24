"""Each table has one writer: the one its model names."""

import pytest

from tests.architecture.sources import PRODUCT, parse, read_sources
from tests.architecture.writers import Write, WriteFinder, read_writers

# Modules of shared that write for somebody else; `test_who_writes_for_another…` says who may call them.
_WRITES_FOR = {
    "shared.packs.installing": "identification",
    "shared.reference.installing": "migrate",
    "shared.rules.compiling.statement": "identification",
}
_MAY_IMPORT = {
    "shared.packs.installing": {
        "opora.migration",
        "services.identification.packs.router",
        "services.identification.packs.use_cases.versions",
    },
    "shared.reference.installing": {"opora.migration"},
    # Golden cases are judged by the very statement that runs use.
    "shared.rules.judging": {"services.identification.runs.use_cases.execution", "shared.packs.case_running"},
}
# Table and module → why. An entry that is no longer needed fails, so the list can only shrink.
_GOLDEN_CASES = "what golden cases write is rolled back, under a municipality of their own"
_EXCEPTIONS = {
    Write("assessment_result", "shared.packs.case_running"): _GOLDEN_CASES,
    Write("context_value", "shared.packs.case_running"): _GOLDEN_CASES,
    Write("municipality", "shared.packs.case_running"): _GOLDEN_CASES,
    Write("region", "shared.packs.case_running"): _GOLDEN_CASES,
    Write("school", "shared.packs.case_running"): _GOLDEN_CASES,
    Write("procedure_session", "shared.reference.installing"): "what the build knows; what a person edited stays",
    Write("assessment_result", "shared.packs.indicator_case_rows"): _GOLDEN_CASES,
    Write("context_value", "shared.packs.indicator_case_rows"): _GOLDEN_CASES,
    Write("monitoring_value", "shared.packs.indicator_case_rows"): _GOLDEN_CASES,
    Write("municipality", "shared.packs.indicator_case_rows"): _GOLDEN_CASES,
    Write("region", "shared.packs.indicator_case_rows"): _GOLDEN_CASES,
    Write("school", "shared.packs.indicator_case_rows"): _GOLDEN_CASES,
    Write("region", "shared.reference.installing"): "official names; imports only add a code that none has",
}


def _writer_of(module: str) -> str:
    if module in _WRITES_FOR:
        return _WRITES_FOR[module]
    parts = module.split(".")
    return parts[1] if parts[0] == "services" else ".".join(parts[:2])


def test_every_model_names_its_writer() -> None:
    writers = read_writers()

    known = {"identification", "monitoring", "roadmap", "migrate"}
    known |= {"shared.access", "shared.changes", "shared.filing", "shared.http", "shared.imports", "shared.queue"}

    assert writers
    assert {table: writer for table, writer in writers.items() if writer not in known} == {}


def test_nobody_else_writes_a_table() -> None:
    writers = read_writers()

    writes = WriteFinder(read_sources(*PRODUCT)).list_writes()

    foreign = {write for write in writes if writers[write.table] != _writer_of(write.module)}
    assert foreign == set(_EXCEPTIONS)


def test_every_table_is_written_by_the_writer_it_names() -> None:
    writers = read_writers()

    writes = WriteFinder(read_sources(*PRODUCT)).list_writes()

    own = {write.table for write in writes if writers[write.table] == _writer_of(write.module)}
    assert sorted(own) == sorted(writers)


@pytest.mark.parametrize("module", sorted(_MAY_IMPORT))
def test_who_writes_for_another_is_called_by_nobody_else(module: str) -> None:
    package, _, name = module.rpartition(".")
    import_lines = (f"from {module} import", f"import {module}", f"from {package} import {name}")

    sources = read_sources(*PRODUCT)
    callers = {source.module for source in sources if any(line in source.text for line in import_lines)}

    assert callers == _MAY_IMPORT[module]


@pytest.mark.parametrize(
    "lines",
    [
        "WRITE = 'UPDATE school SET name = upper(name)'",
        "WRITE = f'INSERT INTO school ({columns}) SELECT 1'",
        "WRITE = f'DELETE FROM {table} WHERE true'\nrun(table='school')",
        "WRITE = 'WITH gone AS (TRUNCATE school) SELECT 1'",
        "from sqlalchemy import update\nfrom shared.models import School\nWRITE = update(School)",
        "from sqlalchemy import insert as put\nfrom shared.models import School as S\nWRITE = put(S)",
        "from sqlalchemy import delete\nfrom shared.models import School\ntable = School.__table__\ndelete(table)",
        "from shared.models import School\nadd(School(code='edu240001'))",
        "from shared.models import School\ndef rename(school: School): school.name = 'x'",
        "from shared.models import School\nasync def f(s):\n    found = await s.get(School, 1)\n    found.name = 'x'",
        "from shared.models import School\ndef age(school: School): school.grades_to += 1",
        "copy_rows(session, 'school', columns, rows)",
    ],
)
def test_a_foreign_write_is_seen(lines: str) -> None:
    source = parse(lines, "services/monitoring/values/queries.py")

    writes = WriteFinder([source]).list_writes()

    assert writes == {Write("school", "services.monitoring.values.queries")}


@pytest.mark.parametrize(
    "lines",
    [
        "READ = 'SELECT name FROM school FOR UPDATE OF school'",
        "READ = 'INSERT INTO value SELECT 1 FROM school ON CONFLICT DO UPDATE SET name = 1'",
        "from shared.models import School\nfrom sqlalchemy import select\nREAD = select(School)",
        '"""INSERT INTO school is what this module never does."""',
    ],
)
def test_reading_is_no_writing(lines: str) -> None:
    source = parse(lines, "services/monitoring/values/queries.py")

    assert WriteFinder([source]).list_writes() == set()


def test_a_table_that_a_service_hands_to_shared_is_written_by_shared() -> None:
    shared = parse("WRITE = f'DELETE FROM {dataset.staging} WHERE true'", "shared/imports/queries/merging.py")
    service = parse("DATASET = Dataset(staging='staged_school')", "services/monitoring/imports/queries.py")

    writes = WriteFinder([shared, service]).list_writes()

    assert writes == {Write("staged_school", "shared.imports.queries.merging")}


def test_a_target_that_nobody_can_tell_is_refused() -> None:
    source = parse("WRITE = f'DELETE FROM {table} WHERE true'", "services/monitoring/values/queries.py")

    with pytest.raises(LookupError, match="nobody can tell"):
        WriteFinder([source]).list_writes()
