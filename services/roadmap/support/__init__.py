"""Support actions: what was done for which school, and how many people it reached."""
