"""Addresses for calendars that subscribe: no language, no cookie."""

from django.urls import path

from kortet.events import views_guests

urlpatterns = [path("tilmeldinger/<str:word>.ics", views_guests.guest_ics, name="guest_ics")]
