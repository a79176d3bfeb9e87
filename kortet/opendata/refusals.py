"""Why a question is not answered: told as a problem document (RFC 9457), never as a failure of ours."""


class RefusedError(Exception):
    """The question cannot be answered as it was asked; the message says what is wrong and what would be right."""

    status = 400


class NothingThereError(RefusedError):
    """There is nothing at the address, or nothing that anybody may see."""

    status = 404
