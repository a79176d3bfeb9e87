"""Addresses of kept selections."""

from django.urls import path

from kortet.selections import views

urlpatterns = [path("udvalg/<str:word>/", views.selection, name="selection")]
