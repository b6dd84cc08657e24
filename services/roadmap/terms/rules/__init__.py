"""Reads terms of measures; pure functions."""

from services.roadmap.terms.rules.plan_years import PlanYear, parse_plan_year
from services.roadmap.terms.rules.reading import read_term

__all__ = ["PlanYear", "parse_plan_year", "read_term"]
