"""Who may read the catalogue: every key of the service, for programmes belong to nobody."""

from fastapi import Depends

from shared.access.requirements import require

MayRead = Depends(require("roadmap:read"))
