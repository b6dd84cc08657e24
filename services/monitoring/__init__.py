"""Monitoring: what the indicators say, who has not answered, what is recommended."""
