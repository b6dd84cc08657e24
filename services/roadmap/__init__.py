"""Roadmap: who does what by when, whether it was done, and whether it helped."""
