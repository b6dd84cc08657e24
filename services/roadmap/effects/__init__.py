"""What became of criteria and indicators where measures were done, and where they were not; no causes are claimed."""
