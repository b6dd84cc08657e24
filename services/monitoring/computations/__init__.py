"""Computations: indicators computed over a territory, kept as they were, opened down to the schools behind them."""
