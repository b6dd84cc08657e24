"""Unknown query parameters are errors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from shared.http.schemas import RequestModel
from tests.shared.http.conftest import Serve


class Filters(RequestModel):
    year: str | None = None
    state: Annotated[tuple[str, ...], Query()] = ()


def read_region(region: str | None = None) -> str | None:
    return region


router = APIRouter(prefix="/schools")
parent = APIRouter(prefix="/nested")


@router.get("", dependencies=[Depends(read_region)])
async def list_schools(name: Annotated[str | None, Query(alias="school-name")] = None) -> str | None:
    return name


@router.get("/filtered")
async def list_filtered(filters: Annotated[Filters, Query()]) -> tuple[str, ...]:
    return filters.state


@router.post("")
async def create_school(note: str = "") -> str:
    return note


parent.include_router(router, dependencies=[Depends(read_region)])


async def test_a_misspelt_parameter_is_refused_with_its_pointer(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools?regoin=04&limit=1")

    assert answer.status_code == 422
    assert [(issue["pointer"], issue["code"]) for issue in answer.json()["errors"]] == [
        ("/query/regoin", "extra-forbidden"),
        ("/query/limit", "extra-forbidden"),
    ]


async def test_parameters_of_the_route_and_of_its_dependencies_are_known(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools?region=04&school-name=Школа")

    assert (answer.status_code, answer.json()) == (200, "Школа")


async def test_a_parameter_is_known_by_its_public_name_only(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools?name=x")

    assert answer.status_code == 422


async def test_parameters_grouped_in_a_model_are_known_and_others_are_not(serve: Serve) -> None:
    client = await serve(router)

    known = await client.get("/probe/v1/schools/filtered?state=a&state=b&year=2021/2022")
    unknown = await client.get("/probe/v1/schools/filtered?states=a")

    assert known.json() == ["a", "b"]
    assert [issue["pointer"] for issue in unknown.json()["errors"]] == ["/query/states"]


async def test_each_method_of_a_path_knows_its_own_parameters(serve: Serve) -> None:
    client = await serve(router)

    assert (await client.post("/probe/v1/schools?note=x")).status_code == 200
    assert (await client.post("/probe/v1/schools?region=04")).status_code == 422


async def test_a_router_included_in_another_knows_the_parameters_of_that_inclusion(serve: Serve) -> None:
    client = await serve(parent)

    known = await client.post("/probe/v1/nested/schools?region=04")
    unknown = await client.post("/probe/v1/nested/schools?regoin=04")

    assert (known.status_code, unknown.status_code) == (200, 422)


async def test_a_router_included_twice_is_judged_by_the_address_that_was_called(serve: Serve) -> None:
    client = await serve(router, parent)

    plain = await client.post("/probe/v1/schools?region=04")
    nested = await client.post("/probe/v1/nested/schools?region=04")

    assert (plain.status_code, nested.status_code) == (422, 200)


async def test_a_nul_in_the_query_is_refused(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools?region=%00")

    assert [issue["code"] for issue in answer.json()["errors"]] == ["string-unicode"]
