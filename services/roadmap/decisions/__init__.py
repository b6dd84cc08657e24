"""Decisions: orders on a stated basis, flagged when the basis changes, with a day to check their effect."""
