"""Who may read what became of schools."""

from typing import Annotated

from fastapi import Depends

from shared.access.principals import Principal
from shared.access.requirements import require

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
