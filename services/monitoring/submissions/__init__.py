"""Submissions: what schools and the municipality answer in a campaign, from the first draft to acceptance."""
