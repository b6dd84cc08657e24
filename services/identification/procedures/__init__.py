"""Assessment procedures and their sessions by academic year."""
