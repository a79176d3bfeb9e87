"""Addresses of what associations take on."""

from django.urls import path

from kortet.links import views

urlpatterns = [
    path("naal/<str:word>/tag-paa/", views.offer, name="offer"),
    path("naal/<str:word>/forbind/", views.decide, name="decide_link"),
    path("overdragelse/<str:word>/", views.handover, name="handover"),
    path("overdragelse/<str:word>/tak/", views.thank, name="thank"),
    path("overdragelse/<str:word>/hjaelp/", views.help_out, name="help_out"),
    path("overdragelse/<str:word>/<str:key>/", views.handover, name="handover_of_author"),
    path("frivillig/<str:word>/", views.volunteer, name="volunteer"),
]
