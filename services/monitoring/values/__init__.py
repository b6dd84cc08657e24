"""Values: what schools and municipalities answer for a period, and the indicators computed from it."""
