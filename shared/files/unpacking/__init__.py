"""The program that takes a workbook or document apart: a process of its own, so that no hostile file harms others."""
