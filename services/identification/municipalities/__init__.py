"""Municipalities: the tenants of the register."""
