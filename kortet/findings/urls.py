"""Addresses of what surveys gave: `/u/<word>/resultat/…` for all, `/forloeb/<slug>/undersoegelser/<word>/svar/…` for
those who run the process."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
