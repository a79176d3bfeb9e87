"""The address that a law gives; it has no language."""

from django.urls import path

from kortet.privacy import views

urlpatterns = [path("was", views.was, name="was")]
