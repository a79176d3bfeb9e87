"""The peer's tile inside the product's own Django, behind the same middleware: what the SQL and the bytes alone do."""

from benchmarks.app_settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.peer"
