"""What a route demands of its caller."""

from dataclasses import dataclass

from shared.access.authentication import Authenticated
from shared.access.errors import ScopeMissing
from shared.access.principals import Principal
from shared.access.scopes import check_scopes


@dataclass(frozen=True, slots=True)
class RequireScope:
    """A dependency that lets only callers with the scope pass, and gives the route its Principal."""

    scope: str

    async def __call__(self, principal: Authenticated) -> Principal:
        """Return the caller, or raise ScopeMissing."""
        if self.scope not in principal.scopes:
            raise ScopeMissing(
                f"У вашего ключа нет права {self.scope}, без него это действие закрыто. "
                "Попросите администратора выдать его."
            )
        return principal


def require(scope: str) -> RequireScope:
    """Demand a scope: `CanRead = Annotated[Principal, Depends(require("identification:read"))]`."""
    check_scopes(frozenset({scope}))
    return RequireScope(scope)
