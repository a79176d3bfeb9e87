"""Addresses of the planners' pages."""

from django.urls import path

from kortet.insight import views, views_reports

urlpatterns = [
    path("indsigt/", views.insight, name="insight"),
    path("indsigt/rapporter/", views_reports.reports, name="insight_reports"),
    path("indsigt/rapporter/lav/<slug:what>/", views_reports.make, name="insight_make"),
    path("indsigt/rapporter/<str:word>/", views_reports.fetch, name="insight_report"),
    path("indsigt/<slug:code>/", views.insight, name="insight_page"),
    path("indsigt/kort/<slug:code>.geojson", views.shapes, name="insight_shapes"),
    path("indsigt/tabel/<slug:code>.xlsx", views.xlsx, name="insight_xlsx"),
    path("indsigt/tabel/<str:code>.csv", views.csv, name="insight_csv"),
]
