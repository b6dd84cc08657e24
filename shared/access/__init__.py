"""Who calls, what they may do, and which territories they may see."""
