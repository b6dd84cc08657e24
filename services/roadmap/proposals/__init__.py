"""Measures that follow from reports and from last year's plan, for people to decide."""
