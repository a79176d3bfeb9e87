"""Addresses of the planners' pages."""

from django.urls import path

from kortet.insight import views

urlpatterns = [
    path("indsigt/", views.insight, name="insight"),
    path("indsigt/<slug:code>/", views.insight, name="insight_page"),
    path("indsigt/kort/<slug:code>.geojson", views.shapes, name="insight_shapes"),
    path("indsigt/tabel/<slug:code>.xlsx", views.xlsx, name="insight_xlsx"),
    path("indsigt/tabel/<str:code>.csv", views.csv, name="insight_csv"),
]
