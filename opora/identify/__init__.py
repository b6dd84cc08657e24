"""`opora identify`: files in, verdicts out, through the same code as the API."""
