"""Who reads procedures, and who may say what holds for all."""

from typing import Annotated

from fastapi import Depends

from shared.access.principals import Principal
from shared.access.requirements import require

_CONFIGURE = require("identification:configure", everywhere=True)
MayRead = Depends(require("identification:read"))
"""For routes that answer every reader alike."""
CanRead = Annotated[Principal, MayRead]
CanConfigure = Annotated[Principal, Depends(_CONFIGURE)]


def list_session_actions(principal: Principal) -> list[str]:
    """Return what the caller may do with a session."""
    return ["update"] if _CONFIGURE.admits(principal) else []
