"""`opora indicators`: files in, values of indicators out, through the same code as the service."""
