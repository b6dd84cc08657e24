"""The fixtures of the HTTP tests: access is what routes ask for."""

from tests.shared.http.conftest import serve, undone_database

__all__ = ["serve", "undone_database"]
