"""The storage as a folder and as a bucket of somebody else's service, which runs on this machine for the tests."""

import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from moto.server import ThreadedMotoServer

from shared.settings import Settings


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    # It writes a line a request otherwise.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of either kind of storage; the bucket is new."""
    if request.param == "folder":
        return Settings(storage_url=(tmp_path / "файлы").as_uri())
    address, bucket = request.getfixturevalue("s3_address"), f"opora-{uuid4().hex}"
    httpx.put(f"{address}/{bucket}").raise_for_status()
    return Settings(
        storage_url=f"s3://{bucket}/opora",
        storage_endpoint=address,
        storage_region="us-east-1",
        storage_access_key_id="tests",
        storage_secret_access_key="tests",
    )
