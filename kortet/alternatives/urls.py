"""Addresses of what is drawn in a process."""

from django.urls import path

from kortet.alternatives import views, views_design

urlpatterns = [
    path("forloeb/<slug:slug>/paa-kortet/", views.alternatives, name="alternatives"),
    path("forloeb/<slug:slug>/paa-kortet.geojson", views.geojson, name="alternatives_geojson"),
    path("forloeb/<slug:slug>/paa-kortet/ret/", views_design.design, name="alternatives_design"),
    path("forloeb/<slug:slug>/paa-kortet/ret/ny/", views_design.draw, name="draw_alternative"),
    path("forloeb/<slug:slug>/paa-kortet/ret/<str:word>/", views_design.draw, name="redraw_alternative"),
    path("forloeb/<slug:slug>/paa-kortet/kommentarer/", views_design.moderate, name="alternatives_moderate"),
    path("forloeb/<slug:slug>/paa-kortet/<str:word>/", views.react, name="react"),
]
