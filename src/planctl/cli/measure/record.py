"""planctl measure record."""


def record() -> None:
    """Not made yet."""
    raise NotImplementedError
