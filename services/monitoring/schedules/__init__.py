"""Schedules: campaigns that begin by themselves every year, by the calendar of a pack."""
