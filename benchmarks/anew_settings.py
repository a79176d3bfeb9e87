"""The product with no page kept: everybody is the first visitor."""

from benchmarks.app_settings import *  # noqa: F403  (settings are made of settings)

CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # noqa: F405  (as above)
