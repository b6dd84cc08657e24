"""Callers as the contracts have them."""

from tests.contracts.conftest import make_caller, settings

__all__ = ["make_caller", "settings"]
