"""Drafts of support roadmaps for the schools of a list."""
