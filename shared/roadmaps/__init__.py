"""What a programme says of its goals, plans, measures and management cycle: the shapes of roadmap.yaml."""
