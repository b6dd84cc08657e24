"""Indicators: defined in packs, computed by one statement, explained down to the schools."""
