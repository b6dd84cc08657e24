"""The composition root: command line, embedded servers, gateway."""
