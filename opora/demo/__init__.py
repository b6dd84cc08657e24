"""The demo: a synthetic municipality goes through the whole cycle over the real API."""
