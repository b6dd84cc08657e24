"""Evidence: documents that confirm the answers of a campaign, and what of them is missing."""
