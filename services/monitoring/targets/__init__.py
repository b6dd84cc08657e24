"""Targets: what a municipality means to reach in its indicators."""
