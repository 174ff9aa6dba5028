"""A person's fault: it ends a run with one sentence and no traceback."""


class Stop(Exception):
    """Expected trouble: one sentence that says what is wrong, and one that says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """The run ends with the exit code for usage."""
        super().__init__(message)
        self.message, self.hint = message, hint
