"""Addresses of what people can read, take home and have erased."""

from django.urls import path

from kortet.privacy import views, views_mine

urlpatterns = [
    path("privatliv/", views.privacy, name="privacy"),
    path("privatliv/fortegnelse/", views.processing_record, name="processing_record"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("mine-data/", views_mine.my_data, name="my_data"),
    path("mine-data/hent.zip", views_mine.take_home, name="my_data_zip"),
    path("mine-data/<str:word>/", views_mine.door, name="my_data_door"),
]
