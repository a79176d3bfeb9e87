"""The product as it is, with its collected files in a folder of the benchmark."""

import os
from pathlib import Path

from kortet.settings import *  # noqa: F403

TRUSTED_PROXIES = 1  # the forms of goal 12 come from as many networks, or floods would be measured
STATIC_ROOT = Path(os.environ["BENCHMARK_STATIC"])
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
