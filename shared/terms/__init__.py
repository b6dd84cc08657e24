"""Reads terms of measures; pure functions."""

from shared.terms.plan_years import PlanYear, parse_plan_year
from shared.terms.reading import read_term

__all__ = ["PlanYear", "parse_plan_year", "read_term"]
