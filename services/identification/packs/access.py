"""Who reads packs, and who may put them in and approve them: what a pack says holds for everybody who runs it."""

from typing import Annotated

from fastapi import Depends

from shared.access.principals import Principal
from shared.access.requirements import require

_CONFIGURE = require("identification:configure", everywhere=True)
MayRead = Depends(require("identification:read"))
"""For routes that answer every reader alike."""
CanRead = Annotated[Principal, MayRead]
CanConfigure = Annotated[Principal, Depends(_CONFIGURE)]


def may_configure(principal: Principal) -> bool:
    """Say whether the caller may put packs in and approve them."""
    return _CONFIGURE.admits(principal)
