"""Goal 11."""


def inserts(web, rounds, seconds):
    yield from ()
