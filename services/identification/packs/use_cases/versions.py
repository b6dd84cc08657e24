"""Versions of packs: put in, read, compared, approved."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.packs import queries
from services.identification.packs.errors import PackFilesRefused, PackNotFound, PackVersionNotFound
from services.identification.packs.rules import count_cases, find_obstacle, list_differences, list_rules
from services.identification.packs.schemas import (
    PackComparison,
    PackFiles,
    PackRead,
    PackState,
    PackVersionDetails,
    PackVersionRead,
    VersionDifference,
)
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest
from shared.http.orders import Order
from shared.models import Pack, PackCheck
from shared.packs import installing
from shared.packs.issues import PackRefused
from shared.packs.loading import read_pack
from shared.reference.academic_years import format_academic_year

PACK = "pack"
"""Kind of object under which changes of versions are recorded."""


def name_version(pack: Pack) -> str:
    """Return the natural key under which changes of a version are recorded."""
    return f"{pack.code}/{pack.version}"


async def install_pack(session: AsyncSession, wanted: PackFiles, client_id: UUID) -> tuple[Pack, bool]:
    """Put in a version from its files; return it, and whether it is new. Runs use it once it is approved.

    Raises PackFilesRefused with every fault, or VersionPublished where the version says something else already.
    """
    try:
        # Pure computation of up to seconds, beside which this process goes on answering.
        pack = await asyncio.to_thread(read_pack, wanted.files)
    except PackRefused as refusal:
        raise PackFilesRefused(refusal.issues) from refusal
    stored, is_new = await installing.install_pack(session, pack, client_id)
    if is_new:
        await record_change(session, Changed(PACK, name_version(stored), "installed"), client_id)
    return stored, is_new


async def list_packs(session: AsyncSession, page: PageRequest) -> Page[PackRead]:
    """List the packs with their newest versions."""
    codes = await queries.list_pack_codes(session, page)
    versions = await queries.list_versions_of(session, codes.items)
    ordered = sorted(versions, key=lambda pack: [int(number) for number in pack.version.split(".")])
    return codes.map(lambda code: _summarise([pack for pack in ordered if pack.code == code]))


def _summarise(versions: Sequence[Pack]) -> PackRead:
    newest = versions[-1]
    approved = [pack.version for pack in versions if pack.state == PackState.approved]
    return PackRead(
        code=newest.code,
        title=newest.title,
        newest_version=newest.version,
        approved_version=approved[-1] if approved else None,
        versions=len(versions),
    )


async def list_pack_versions(session: AsyncSession, code: str, page: PageRequest) -> Page[Pack]:
    """List the versions of a pack or raise PackNotFound."""
    if not await queries.list_versions_of(session, [code]):
        raise PackNotFound
    return await queries.list_versions(session, code, page)


async def get_pack_version(session: AsyncSession, code: str, version: str) -> Pack:
    """Return a version of a pack or raise PackVersionNotFound."""
    stored = await queries.find_version(session, code, version)
    if stored is None:
        raise PackVersionNotFound
    return stored


async def compare_pack_versions(session: AsyncSession, code: str, versions: tuple[str, str]) -> PackComparison:
    """Return how the second version differs from the first."""
    before, after = [await get_pack_version(session, code, version) for version in versions]
    found = list_differences(before.definition, after.definition)
    differences = [VersionDifference(path=path, before=left, after=right) for path, left, right in found]
    return PackComparison(code=code, from_version=before.version, to_version=after.version, differences=differences)


async def approve_pack(session: AsyncSession, key: tuple[str, str], order: Order, client_id: UUID) -> Pack:
    """Let runs use a version from now on, on the ground of an order.

    Raises PackApproved, PackCasesMissing or PackCasesNotPassed where it is approved or not proven.
    """
    stored = await queries.lock_version(session, *key)
    if stored is None:
        raise PackVersionNotFound
    obstacle = find_obstacle(stored, (await queries.find_latest_checks(session, [stored])).get(key))
    if obstacle is not None:
        raise obstacle
    stored.state, stored.approved_at = PackState.approved.value, utc_now()
    stored.order_number, stored.order_date, stored.order_title = order.number, order.date, order.title
    stored.order_parties = [party.model_dump() for party in order.parties]
    await record_change(session, Changed(PACK, name_version(stored), "approved", ("state", "order")), client_id)
    return stored


async def describe_pack_version(session: AsyncSession, pack: Pack, *, may_configure: bool) -> PackVersionDetails:
    """Return a version as people read it, with what it says."""
    [described] = await describe_pack_versions(session, [pack], may_configure=may_configure)
    return PackVersionDetails(**dict(described), definition=pack.definition)


async def describe_pack_versions(
    session: AsyncSession, packs: Sequence[Pack], *, may_configure: bool
) -> list[PackVersionRead]:
    """Return versions as people read them, with what the caller may do with each now."""
    latest = await queries.find_latest_checks(session, packs)
    return [_describe(pack, latest.get((pack.code, pack.version)), may_configure=may_configure) for pack in packs]


def _describe(pack: Pack, latest: PackCheck | None, *, may_configure: bool) -> PackVersionRead:
    actions = ["check", "approve"] if find_obstacle(pack, latest) is None else ["check"]
    return PackVersionRead.model_validate(
        {
            "code": pack.code,
            "version": pack.version,
            "title": pack.title,
            "state": pack.state,
            "built_in": pack.built_in,
            "valid_from": format_academic_year(pack.valid_from),
            "rules": list_rules(pack),
            "cases": count_cases(pack),
            "content_hash": pack.content_hash,
            "installed_at": pack.installed_at,
            "approved_at": pack.approved_at,
            "order": _read_order(pack),
            "allowed_actions": actions if may_configure else [],
        }
    )


def _read_order(pack: Pack) -> dict[str, Any] | None:
    if pack.order_number is None:
        return None
    return {
        "number": pack.order_number,
        "date": pack.order_date,
        "title": pack.order_title,
        "parties": pack.order_parties,
    }
