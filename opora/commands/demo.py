"""`opora demo`: the whole cycle once on a synthetic municipality."""


def demo() -> None:
    """Run the whole cycle once on a synthetic municipality."""
