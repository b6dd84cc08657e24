"""What imports do: take a file of values in, merge it into forms, tell what became of it, as `shared.imports` does."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.imports import queries
from services.monitoring.imports.queries import IMPORTER
from services.monitoring.imports.rules import list_asked
from services.monitoring.imports.schemas import SUBMIT, ReceiptRead
from services.monitoring.submissions.errors import AnswersClosed
from services.monitoring.submissions.rules import takes_answers
from services.monitoring.submissions.use_cases import submit_complete
from shared.access.clients import get_principal
from shared.changes import Changed, record_change
from shared.imports import use_cases as imports
from shared.imports.schemas import ImportOutcome
from shared.imports.use_cases import ImportFile, Sending
from shared.models import Campaign, Receipt
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack


async def receive_values(session: AsyncSession, campaign: Campaign, file: ImportFile, sending: Sending) -> Receipt:
    """Stage a file for the forms of a campaign and ask for its merge; raises AnswersClosed."""
    if not takes_answers(campaign.state):
        raise AnswersClosed
    return await imports.receive_import(session, IMPORTER, file, sending)


async def merge_import(session: AsyncSession, receipt: Receipt) -> None:
    """Validate the staged rows and merge the right ones into the forms; a receipt that is done is left alone.

    Where the sender asked for it, forms that are complete then are submitted, unless one of their rows was refused.
    """
    if receipt.state == "done":
        return
    campaign = await queries.get_campaign(session, receipt)
    await queries.hold_submissions(session, campaign)
    parameters = {
        "municipality_id": campaign.municipality_id,
        "campaign_id": campaign.id,
        "takes_answers": takes_answers(campaign.state),
        **await _list_asked(session, campaign),
    }
    await imports.merge_import(session, IMPORTER, receipt, parameters)
    if receipt.outcome != ImportOutcome.merged:
        return
    if receipt.created + receipt.updated:
        fields = (f"receipt={receipt.id}", f"created={receipt.created}", f"updated={receipt.updated}")
        changed = Changed("campaign", str(campaign.id), "values_imported", fields, campaign.municipality_id)
        await record_change(session, changed, receipt.client_id)
    if receipt.options.get(SUBMIT) == "yes" and receipt.client_id is not None:
        codes = await queries.list_right_objects(session, receipt, parameters)
        if codes:
            await submit_complete(session, campaign, codes, await get_principal(session, receipt.client_id))


async def _list_asked(session: AsyncSession, campaign: Campaign) -> dict[str, list[str]]:
    stored = await find_pack(session, campaign.pack_code, campaign.pack_version)
    assert stored is not None, "a campaign refers to its pack by a foreign key"
    monitoring = parse_pack(stored.definition).monitoring
    assert monitoring is not None, "campaigns are planned for packs that have indicators"
    return asdict(list_asked(next(one for one in monitoring.sets if one.code == campaign.set_code)))


async def discard_staging(session: AsyncSession, receipt: Receipt) -> None:
    """Remove the staged rows of a receipt that is done."""
    await imports.discard_staging(session, IMPORTER, receipt)


async def get_receipt(session: AsyncSession, receipt_id: UUID) -> Receipt:
    """Return a receipt of this service or raise ReceiptNotFound."""
    return await imports.get_receipt(session, IMPORTER.service, receipt_id)


async def describe_receipt(session: AsyncSession, receipt: Receipt) -> ReceiptRead:
    """Return the receipt as its sender reads it, with the state of its job."""
    return await imports.describe_receipt(session, receipt, ReceiptRead)
