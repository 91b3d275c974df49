"""The one error of devstack: a sentence for people, and the end of the log that explains it."""


class DevstackError(Exception):
    """Something could not be started or has died.

    Args:
        message: One clear line.
        tail: Last lines of the log of the process concerned.
    """

    def __init__(self, message: str, tail: str = ""):
        super().__init__(message)
        if tail:
            self.add_note(tail)
        self.message = message
        self.tail = tail
