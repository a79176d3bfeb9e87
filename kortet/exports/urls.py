"""Addresses of the planner's desk."""

from django.urls import path

from kortet.exports import views

urlpatterns = [
    path("udtraek/", views.exports, name="exports"),
    path("udtraek/<str:word>/", views.export, name="export"),
    path("udtraek/<str:word>/fil/", views.export_file, name="export_file"),
]
