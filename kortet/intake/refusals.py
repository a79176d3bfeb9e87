"""Why something is not taken in: the whole file, or one row of it."""


class IntakeError(Exception):
    """The file or the mapping as a whole cannot be used, and nothing is stored; the message says what to do."""


class RowRefusedError(Exception):
    """One row is left out; `column` is the file's, `reason` is in words."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason
