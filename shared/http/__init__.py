"""Everything that the three services' HTTP interfaces have in common."""
