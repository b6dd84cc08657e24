"""Identification: which schools need support, and why."""
