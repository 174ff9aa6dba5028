"""planctl measure load."""


def load() -> None:
    """Not made yet."""
    raise NotImplementedError
