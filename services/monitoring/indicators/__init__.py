"""Indicators: what the programmes monitor, in their words, with formula, points, evidence and readings."""
