"""The program that takes a workbook apart: a process of its own, so that a hostile file harms nobody else."""
