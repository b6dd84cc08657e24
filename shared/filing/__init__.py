"""Files that people attach to what they say: one mechanism for every service that keeps documents."""
