"""What the routes of imports are made of: terms, bodies that stream in, issues that stream out."""

from shared.imports.router.issues import TABLE_OF_ISSUES, answer_issues
from shared.imports.router.spooling import (
    PROBLEMS_OF_FILES,
    PROBLEMS_OF_REPEATING,
    SpooledBody,
    describe_file_body,
    spool_body,
)
from shared.imports.router.terms import PROBLEMS_OF_TERMS, DeclaredTotal, Terms

__all__ = [
    "PROBLEMS_OF_FILES",
    "PROBLEMS_OF_REPEATING",
    "PROBLEMS_OF_TERMS",
    "TABLE_OF_ISSUES",
    "DeclaredTotal",
    "SpooledBody",
    "Terms",
    "answer_issues",
    "describe_file_body",
    "spool_body",
]
