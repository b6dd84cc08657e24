"""Reference data that every programme shares: procedures, sessions not held, regions."""
