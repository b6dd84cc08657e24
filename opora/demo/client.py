"""The demo's key: made in a database that holds nothing but the demo, ended with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

from opora.demo.municipality import NAME, OKTMO
from opora.running import open_database
from services.identification.schools.queries import find_other_municipality
from shared.access.clients import create_client, revoke_client
from shared.access.principals import Territory
from shared.access.scopes import SCOPES
from shared.clock import utc_now
from shared.errors import Conflict
from shared.settings import Settings

# A demo that is killed cannot end its key; a day is longer than anyone shows it.
_KEY_LIFE = timedelta(days=1)


class OtherMunicipalities(Conflict):
    """В этой базе есть другие муниципалитеты: вымышленные данные в неё не загружаются."""

    code = "other-municipalities"
    title = "The database holds other municipalities"


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[str]:
    """Yield a key that reaches the demo's municipality only; it is revoked afterwards.

    Raises OtherMunicipalities before anything is written.
    """
    async with open_database(settings) as database:
        async with database.transaction() as session:
            other = await find_other_municipality(session, OKTMO)
            if other is not None:
                raise OtherMunicipalities(
                    f"В этой базе есть другой муниципалитет: {other.name} (ОКТМО {other.oktmo}). Показ загружает "
                    f"вымышленные школы ({NAME}), и среди настоящих им не место; ничего не изменено. Запустите "
                    "«opora demo» без OPORA_DATABASE_URL и --data-dir или укажите пустую базу либо папку."
                )
            place = Territory("municipality", OKTMO)
            expires_at = utc_now() + _KEY_LIFE
            client, key = await create_client(session, f"demo-{uuid4().hex}", SCOPES, [place], expires_at)
        try:
            yield key
        finally:
            async with database.transaction() as session:
                await revoke_client(session, client.id)
