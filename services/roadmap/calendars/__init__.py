"""Calendar feeds: tasks as iCalendar (RFC 5545) at an address that only its reader knows."""
