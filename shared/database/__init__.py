"""Everything that knows how Postgres is reached: engines, sessions, the declarative base, paging."""
