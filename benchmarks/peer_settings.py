"""The peer: the same Django, driver, role and database, without middleware but for the one allauth wants."""

from kortet.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.peer"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
