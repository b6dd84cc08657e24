"""Context of schools: answers and shares."""
