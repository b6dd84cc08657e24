"""Imports: the answers of a whole municipality from one file, with a receipt for every row."""
