"""Schools: the register."""
