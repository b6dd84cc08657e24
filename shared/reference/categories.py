"""The categories of schools that need support."""

from enum import StrEnum


class Category(StrEnum):
    """Why a school is on a list; how a municipality prints it stands in its pack (B24)."""

    low_results = "low_results"
    """ШНОР (ШНРО): школы с низкими образовательными результатами."""
    disadvantaged = "disadvantaged"
    """ШНСУ: школы, функционирующие в неблагоприятных социальных условиях; by document only (B22)."""
    at_risk = "at_risk"
    """Рисковая школа: школа в зоне риска снижения образовательных результатов."""
