"""Packs: programmes as data come in, are proven by their golden cases and approved by an order."""
