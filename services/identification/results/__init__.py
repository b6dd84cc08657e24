"""Results of assessment procedures."""
