"""The product as it is, with its collected files in a folder of the benchmark."""

import os
from pathlib import Path

from kortet.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["BENCHMARK_STATIC"])
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
