"""Who may make and read schedules of runs."""

from typing import Annotated

from fastapi import Depends

from services.identification.schedules.use_cases import WORK
from shared.access.principals import Principal
from shared.access.requirements import require

MayRun = Depends(require(WORK.change_scope))
MayRead = Depends(require("identification:read"))
CanRun = Annotated[Principal, MayRun]
CanRead = Annotated[Principal, MayRead]
