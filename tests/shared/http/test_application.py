"""A service starts only where it can work, and describes itself truthfully."""

from typing import Annotated, Any

import pytest
from asgi_lifespan import LifespanManager
from fastapi import APIRouter, Depends
from fastapi.routing import iter_route_contexts
from sqlalchemy import text

from shared.access.principals import Principal
from shared.access.requirements import require
from shared.database.schema_version import SchemaOutdated, SchemaUnreadable
from shared.errors import NotFound
from shared.http.application import ServiceApplication, ServiceDefinition, ServiceParts, create_service_app
from shared.http.problems import problems
from shared.http.schemas import RequestModel
from shared.http.startup import DatabaseNotConfigured, PrivilegedLogin
from shared.settings import Settings
from tests.shared.http.conftest import Serve

CanRead = Annotated[Principal, Depends(require("identification:read"))]

router = APIRouter()


class NoteNotFound(NotFound):
    """Заметки нет."""

    code = "note-not-found"
    title = "Note not found"


class Note(RequestModel):
    text: str


@router.put("/notes/{number}", responses=problems(NoteNotFound))
async def write_note(number: int, note: Note, principal: CanRead) -> str:
    return f"{number}{note.text}{principal.name}"


@router.get("/open")
async def show_open() -> None:
    """Answer nothing."""


def build(settings: Settings, parts: ServiceParts | None = None) -> ServiceApplication:
    return create_service_app(ServiceDefinition("probe", "Probe", "For tests.", [router]), settings, parts)


async def test_a_service_works_with_its_login_as_the_app_role(database_url: str) -> None:
    app = build(Settings(database_url=database_url, redis_url=None))

    async with LifespanManager(app), app.state.database.transaction() as session:
        role = await session.scalar(text("SELECT current_user"))

    assert role == "opora_app"


async def test_a_service_without_a_database_address_says_what_to_set() -> None:
    app = build(Settings(database_url=None))

    with pytest.raises(DatabaseNotConfigured, match="OPORA_DATABASE_URL"):
        await LifespanManager(app).__aenter__()


async def test_a_service_refuses_to_start_on_a_schema_of_another_build(empty_database_url: str) -> None:
    app = build(Settings(database_url=empty_database_url))

    with pytest.raises(SchemaOutdated, match="opora migrate"):
        await LifespanManager(app).__aenter__()


async def test_a_login_without_the_roles_is_not_told_that_the_schema_is_empty(roleless_database_url: str) -> None:
    app = build(Settings(database_url=roleless_database_url))

    with pytest.raises(SchemaUnreadable, match="opora_app"):
        await LifespanManager(app).__aenter__()


async def test_a_service_refuses_the_login_of_the_schemas_owner(owner_database_url: str) -> None:
    app = build(Settings(database_url=owner_database_url))

    with pytest.raises(PrivilegedLogin, match="OPORA_OWNER_DATABASE_URL"):
        await LifespanManager(app).__aenter__()


async def test_a_throw_away_database_may_have_one_login_for_everything(owner_database_url: str) -> None:
    app = build(Settings(database_url=owner_database_url), ServiceParts(allow_privileged_login=True))

    async with LifespanManager(app), app.state.database.transaction() as session:
        assert await session.scalar(text("SELECT current_user")) == "opora_app"


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


async def test_the_document_stands_at_the_services_own_address_and_names_operations_by_their_verbs(
    serve: Serve,
) -> None:
    client = await serve(router)

    document = (await client.get("/probe/openapi.json")).json()

    assert document["openapi"].startswith("3.1")
    everywhere = {"show_liveness", "show_readiness"}
    everywhere |= {"list_jobs", "get_job", "list_job_changes", "retry_job", "cancel_job", "run_job_now"}
    assert operations(document).keys() == {"write_note", "show_open"} | everywhere
    assert "/probe/v1/notes/{number}" in document["paths"]


async def test_the_documentation_page_is_served(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/docs")

    assert answer.status_code == 200
    assert "/probe/openapi.json" in answer.text


def problem_codes(operation: dict[str, Any]) -> dict[str, set[str]]:
    return {
        status: set(response["content"]["application/problem+json"]["examples"])
        for status, response in operation["responses"].items()
        if "application/problem+json" in response.get("content", {})
    }


def test_every_operation_shows_the_problems_it_can_end_in() -> None:
    found = {name: problem_codes(each) for name, each in operations(build(Settings()).openapi()).items()}

    assert found["write_note"] == {
        "400": {"malformed"},
        "401": {"key-missing", "key-refused"},
        "403": {"scope-missing"},
        "404": {"note-not-found"},
        "413": {"body-too-large"},
        "422": {"invalid-request"},
        "500": {"internal-error"},
        "503": {"database-unavailable"},
    }
    assert found["show_open"].keys() == {"422", "500", "503"}
    assert found["show_readiness"]["503"] == {"not-ready", "database-unavailable"}


def test_the_document_knows_problems_and_nothing_of_the_frameworks_own_errors() -> None:
    document = build(Settings()).openapi()

    assert {"Problem", "ProblemIssue"} <= document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in str(document)


def test_asking_twice_for_the_document_gives_the_same() -> None:
    app = build(Settings())

    first = str(app.openapi())

    assert str(app.openapi()) == first


def test_every_route_stands_under_its_service_or_is_a_probe() -> None:
    paths = [context.path for context in iter_route_contexts(build(Settings()).routes)]

    assert len(paths) == 15
    own = {path for path in paths if not str(path).startswith("/probe/")}
    assert own == {"/health/live", "/health/ready", "/metrics"}
