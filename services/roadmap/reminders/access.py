"""Who may read reminders."""

from typing import Annotated

from fastapi import Depends

from shared.access.principals import Principal
from shared.access.requirements import require

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
