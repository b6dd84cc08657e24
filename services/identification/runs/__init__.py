"""Runs: one rule over one territory for one academic year, every verdict explained."""
