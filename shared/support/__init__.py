"""Support actions: the words of their records, and what the indicators derive from them."""
