"""Addresses of what a citizen does with pins."""

from django.urls import path

from kortet.pins import views, views_support

urlpatterns = [
    path("naale/ny/", views.drop, name="drop"),
    path("naale/kvittering/<str:token>/", views.receipt, name="receipt"),
    path("naal/<str:word>/stoet/", views_support.support, name="support"),
]
