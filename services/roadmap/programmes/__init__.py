"""Programmes of municipalities: goal, tasks, results and years, taken over from a pack, approved by an order."""
