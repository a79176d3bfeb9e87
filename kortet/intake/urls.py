"""Addresses of taking in what other systems have."""

from django.urls import path

from kortet.intake import views

urlpatterns = [
    path("indlaes/", views.bring, name="take_in"),
    path("indlaes/<str:token>/", views.order, name="take_in_order"),
]
