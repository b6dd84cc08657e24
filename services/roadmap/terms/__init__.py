"""Terms of measures (сроки): what people write, and the dates that it means."""
