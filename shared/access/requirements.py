"""What a route demands of its caller."""

from dataclasses import dataclass

from shared.access.authentication import Authenticated
from shared.access.errors import EverywhereMissing, ScopeMissing
from shared.access.principals import Principal
from shared.access.scopes import check_scopes


@dataclass(frozen=True, slots=True)
class RequireScope:
    """A dependency that lets only callers with the scope pass, and gives the route its Principal."""

    scope: str
    everywhere: bool = False
    """Whether the caller must reach the whole federation: for what holds for all at once."""

    async def __call__(self, principal: Authenticated) -> Principal:
        """Return the caller, or raise ScopeMissing or EverywhereMissing."""
        if self.scope not in principal.scopes:
            raise ScopeMissing(
                f"У вашего ключа нет права {self.scope}, без него это действие закрыто. "
                "Попросите администратора выдать его."
            )
        if not self.admits(principal):
            raise EverywhereMissing
        return principal

    def admits(self, principal: Principal) -> bool:
        """Say whether the caller would pass: for `allowed_actions`."""
        return self.scope in principal.scopes and (principal.sees_everything or not self.everywhere)


def require(scope: str, *, everywhere: bool = False) -> RequireScope:
    """Demand a scope: `CanRead = Annotated[Principal, Depends(require("identification:read"))]`."""
    check_scopes(frozenset({scope}))
    return RequireScope(scope, everywhere)
