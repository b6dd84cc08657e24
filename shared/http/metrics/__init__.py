"""What a service tells Prometheus."""
