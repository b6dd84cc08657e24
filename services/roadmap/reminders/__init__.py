"""Reminders: one digest a day for every responsible party, and one for whoever controls what is long overdue."""
