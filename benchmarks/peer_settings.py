"""The peer: the same Django, driver, role and database, without any middleware."""

from kortet.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.peer"
MIDDLEWARE = []
