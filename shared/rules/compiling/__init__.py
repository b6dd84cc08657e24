"""Compiles a plan to one set-based SQL statement that judges every school of a territory."""
