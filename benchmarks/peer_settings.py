"""The peer: the same Django, driver, role and database, without any middleware but that which allauth wants to start."""

from kortet.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.peer"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
