"""Schedules of a service over HTTP: what begins by itself every year, by the calendar of a pack."""
