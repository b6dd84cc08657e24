"""Who may have plans read from files."""

from typing import Annotated

from fastapi import Depends

from shared.access.principals import Principal
from shared.access.requirements import require

CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]
