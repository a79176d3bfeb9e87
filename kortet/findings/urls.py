"""Addresses of what surveys gave: `/u/<word>/resultat/…` for all, `/forloeb/<slug>/undersoegelser/<word>/svar/…` for
those who run the process."""

from kortet.findings.urls_map import urlpatterns as maps

urlpatterns = [*maps]
