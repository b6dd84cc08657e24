"""Files of documents: checked by content, stored once, returned as attachments; hostile ones leave nothing behind."""

import asyncio
import resource
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy import func, select

from services.monitoring.app import create_app
from shared.access.principals import Territory
from shared.models import EvidenceDocument, StoredFile
from shared.settings import Settings
from tests import calling
from tests.factories.evidence import NAME, PDF, attach, attach_file, decide, make_points_campaign, put_file
from tests.factories.files import NORILSK, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller

_MEBIBYTE = 1_048_576


@pytest.fixture
async def campaign(caller: Caller, identification: IdentificationCaller) -> str:
    await identification.import_file("schools", make_schools("edu240001", "edu240002"))
    return await make_points_campaign(caller)


def list_files(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


async def count_rows(caller: Caller) -> int:
    async with caller.database.transaction() as session:
        return int(await session.scalar(select(func.count()).select_from(StoredFile)) or 0)


async def test_a_file_comes_back_as_it_was_sent_and_as_an_attachment(caller: Caller, campaign: str) -> None:
    document = await attach_file(caller, campaign)

    answer = await caller.get(f"{campaign}/evidence/{document['id']}/file")

    assert answer.status_code == 200
    assert answer.content == PDF
    assert document["file"] == {
        "name": NAME,
        "media_type": "application/pdf",
        "size_bytes": len(PDF),
        "sha256": sha256(PDF).hexdigest(),
    }
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Length"] == str(len(PDF))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Repr-Digest"] == f"sha-256=:{b64encode(sha256(PDF).digest()).decode()}:"
    kind, _, name = answer.headers["Content-Disposition"].partition("; filename*=UTF-8''")
    assert kind.startswith("attachment; ")
    assert unquote(name) == NAME


async def test_the_same_content_is_stored_once_and_under_its_hash_alone(
    caller: Caller, campaign: str, files_folder: Path
) -> None:
    documents = [await attach_file(caller, campaign, object_code=code) for code in ("edu240001", "edu240002")]
    again = await put_file(caller, campaign, documents[0])

    (stored,) = list_files(files_folder)
    assert stored.name == sha256(PDF).hexdigest()
    assert stored.parent.parent == files_folder
    assert stored.read_bytes() == PDF
    assert await count_rows(caller) == 1
    assert again.status_code == 200


_NO_DIGEST = f"sha-256=:{b64encode(bytes(32)).decode()}:"
REFUSED: list[tuple[bytes, dict[str, str], int, str]] = [
    (b"<html><script>alert(1)</script></html>", {}, 422, "content-refused"),
    (b"", {}, 422, "content-refused"),
    (PDF, {"Content_Type": "image/png"}, 422, "content-refused"),
    (PDF, {"Content_Type": "text/html"}, 415, "file-kind-refused"),
    (PDF, {"Content_Digest": _NO_DIGEST}, 422, "digest-mismatch"),
    (PDF, {"Content_Digest": "sha-256=:nonsense"}, 422, "digest-mismatch"),
    (PDF, {"name": "../../etc/passwd"}, 422, "invalid-request"),
    (PDF, {"name": "..\\1.pdf"}, 422, "invalid-request"),
    (PDF, {"name": ".htaccess"}, 422, "invalid-request"),
    (PDF, {"name": "1\u202efdp.exe"}, 422, "invalid-request"),
    (PDF, {"If_Match": '"7"'}, 412, "version-outdated"),
    (PDF, {"Content_Length": "20971521"}, 413, "body-too-large"),
]


async def test_what_is_refused_leaves_no_file_and_no_row(caller: Caller, campaign: str, files_folder: Path) -> None:
    document = await attach(caller, campaign)

    answers = [await put_file(caller, campaign, document, content, **headers) for content, headers, _, _ in REFUSED]

    found = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert found == [(status, code) for _, _, status, code in REFUSED]
    assert list_files(files_folder) == []
    assert await count_rows(caller) == 0
    assert (await caller.get(f"{campaign}/evidence/{document['id']}")).json()["file"] is None


async def test_a_digest_that_agrees_and_ones_of_other_kinds_are_no_obstacle(caller: Caller, campaign: str) -> None:
    document = await attach(caller, campaign)
    digest = f"md5=:AAAA:, sha-256=:{b64encode(sha256(PDF).digest()).decode()}:"

    answer = await put_file(caller, campaign, document, Content_Digest=digest)

    assert answer.status_code == 200, answer.text


async def test_a_large_file_and_one_without_end_take_no_memory(caller: Caller, campaign: str) -> None:
    document = await attach(caller, campaign)
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield PDF
        while True:
            sent += 1
            yield bytes(_MEBIBYTE)

    before = _peak_bytes()
    refused = await put_file(caller, campaign, document, endless())
    accepted = await put_file(caller, campaign, document, _pieces(PDF, 19))
    answer = await caller.get(f"{campaign}/evidence/{document['id']}/file")

    assert (refused.status_code, refused.json()["code"], sent) == (413, "body-too-large", 20)
    assert accepted.status_code == 200, accepted.text
    assert len(answer.content) == accepted.json()["file"]["size_bytes"] == 19 * _MEBIBYTE + len(PDF)
    # What this test itself holds is the answer, twice: joined, and in pieces before; parts on their way come to 10 MiB.
    assert _peak_bytes() - before < 80 * _MEBIBYTE


async def test_while_a_file_arrives_its_sender_holds_no_connection(caller: Caller, campaign: str) -> None:
    documents = [await attach(caller, campaign) for _ in range(12)]
    arrived, release = asyncio.Semaphore(0), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield PDF[:5]
        arrived.release()
        await release.wait()
        yield PDF[5:]

    sending = [asyncio.create_task(put_file(caller, campaign, document, slow())) for document in documents]
    for _ in documents:
        await arrived.acquire()
    # Twelve senders, ten connections at most: this answer needs one.
    meanwhile = await caller.get(campaign)
    release.set()
    answers = await asyncio.gather(*sending)

    assert meanwhile.status_code == 200
    assert {answer.status_code for answer in answers} == {200}


async def test_what_happened_to_a_document_while_its_file_arrived_counts(
    caller: Caller, campaign: str, files_folder: Path
) -> None:
    document = await attach(caller, campaign)

    async def withdrawn_meanwhile() -> AsyncIterator[bytes]:
        yield PDF
        assert (await decide(caller, campaign, document, "withdrawal")).status_code == 200

    answer = await put_file(caller, campaign, document, withdrawn_meanwhile())

    assert (answer.status_code, answer.json()["code"]) == (409, "evidence-not-editable")
    # The file is there already; no row names it, so it harms nobody.
    assert len(list_files(files_folder)) == 1
    assert await count_rows(caller) == 0


async def test_without_its_storage_a_file_is_neither_taken_nor_lost(
    caller: Caller, campaign: str, files_folder: Path, database_url: str
) -> None:
    filed = await attach_file(caller, campaign)
    (stored,) = list_files(files_folder)
    away = Settings(database_url=database_url, storage_url="file:///proc/opora")
    async with calling.calling(Caller, create_app(away), caller.database) as make:
        other = await make(Territory("municipality", NORILSK))
        refused = await put_file(other, campaign, filed)
    kept = stored.read_bytes()
    stored.unlink()

    lost = await caller.get(f"{campaign}/evidence/{filed['id']}/file")

    assert (refused.status_code, refused.json()["code"]) == (503, "storage-unavailable")
    assert (lost.status_code, lost.json()["code"]) == (503, "stored-file-missing")
    again = await put_file(caller, campaign, filed, kept)
    assert again.status_code == 200
    assert (await caller.get(f"{campaign}/evidence/{filed['id']}/file")).content == PDF


async def test_a_document_without_a_file_has_none_to_return(caller: Caller, campaign: str) -> None:
    document = await attach(caller, campaign, link="https://school.example/order")

    answer = await caller.get(f"{campaign}/evidence/{document['id']}/file")

    assert (answer.status_code, answer.json()["code"]) == (409, "file-not-attached")
    assert document["is_complete"] is True
    async with caller.database.transaction() as session:
        assert await session.scalar(select(EvidenceDocument.sha256)) is None


async def _pieces(start: bytes, count: int) -> AsyncIterator[bytes]:
    yield start
    for _ in range(count):
        yield bytes(_MEBIBYTE)


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
