"""Addresses for scripts and other machines: no language, no cookie."""

from django.urls import path

from kortet.atlas import views_machines

urlpatterns = [
    path("omraader/<slug:layer>.geojson", views_machines.areas_geojson, name="areas_geojson"),
    path("steder.json", views_machines.places, name="places"),
    path("her.json", views_machines.here, name="here"),
]
