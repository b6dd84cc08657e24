"""Cycle: which stages of the management cycle are evidenced for a municipality and year, and what is missing."""
