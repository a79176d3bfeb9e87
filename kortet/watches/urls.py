"""Addresses of what is done to watch a place."""

from django.urls import path

from kortet.watches import feeds, views

urlpatterns = [
    path("hold-oeje/", views.watch, name="watch"),
    path("hold-oeje/nyt/<str:word>.atom", feeds.WatchFeed(), name="watch_feed"),
    path("hold-oeje/<str:word>/", views.watching, name="watching"),
    path("hold-oeje/<str:word>/stop/", views.stop_watching, name="stop_watching"),
]
