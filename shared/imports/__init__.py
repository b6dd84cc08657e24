"""Imports: rows come in, receipts say what became of each; a service brings its datasets, routes and jobs."""
