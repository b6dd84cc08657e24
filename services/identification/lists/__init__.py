"""Lists: which schools are listed, on the ground of which order."""
