"""Documents that a department signs: one neutral model, rendered as DOCX and as HTML."""
