"""Addresses of what belongs to the town itself."""

from django.urls import path

from kortet.municipalities import views

urlpatterns = [
    path("by.css", views.town_css, name="town_css"),
    path("favicon.ico", views.favicon, name="favicon"),
]
