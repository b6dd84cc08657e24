"""Who may make and read schedules of campaigns."""

from typing import Annotated

from fastapi import Depends

from services.monitoring.schedules.use_cases import WORK
from shared.access.principals import Principal
from shared.access.requirements import require

MayConduct = Depends(require(WORK.change_scope))
MayRead = Depends(require("monitoring:read"))
CanConduct = Annotated[Principal, MayConduct]
CanRead = Annotated[Principal, MayRead]
