"""The door for WSGI servers: granian --interface wsgi kortet.wsgi:application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver


def read_ahead() -> None:
    """Reads what each worker reads once, all addresses with their views and all templates, before it answers anybody:
    the first visitor would wait more than a second for it. A broken template stops the worker.
    """
    get_resolver().reverse_dict.keys()  # of whichever addresses the settings name: the benchmarks have others
    folder = settings.BASE_DIR / "templates"
    for page in folder.rglob("*.html"):
        get_template(str(page.relative_to(folder)))


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kortet.settings")
application = get_wsgi_application()
read_ahead()
