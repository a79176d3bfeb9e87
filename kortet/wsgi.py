"""The door for WSGI servers: granian --interface wsgi kortet.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kortet.settings")
application = get_wsgi_application()
