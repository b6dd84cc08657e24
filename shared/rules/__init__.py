"""The rule language: text → expression → plan → one set-based SQL statement, and back to words."""
