"""Packs: a programme as data, loaded, checked and hashed."""
