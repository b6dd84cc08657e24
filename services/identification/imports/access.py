"""Who may import what, and who may read a receipt."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports.queries import IMPORTER, Reach
from shared.access.clients import get_principal
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.imports import use_cases as imports
from shared.models import Receipt

CanImport = Annotated[Principal, Depends(require("identification:write"))]


async def get_reach(session: AsyncSession, client_id: UUID | None) -> Reach:
    """Return what the sender of an import may write; the command line works alone on its database, so everything."""
    if client_id is None:
        return Reach(everywhere=True)
    principal = await get_principal(session, client_id)
    return Reach(
        everywhere=principal.sees_everything,
        regions=principal.codes("region"),
        oktmos=principal.codes("municipality"),
        schools=principal.codes("school"),
    )


async def get_own_receipt(session: AsyncSession, receipt_id: UUID, principal: Principal) -> Receipt:
    """Return a receipt of this client; another client's does not exist for it."""
    return await imports.get_own_receipt(session, IMPORTER.service, receipt_id, principal.client_id)
