"""Tasks: what has to be done by whom by when, how far it has come, and what confirms it."""
