"""Imports: files come in, receipts say what became of every row."""
