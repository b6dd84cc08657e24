"""Campaigns: one set of indicators monitored in one municipality for one period, from its order to its report."""
