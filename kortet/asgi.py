"""The door for ASGI servers. Pages and tiles are served by WSGI (docs/decisions/0004): use this only where you must."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kortet.settings")
application = get_asgi_application()
