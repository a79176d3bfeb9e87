"""Addresses of what associations do."""

from django.urls import path

from kortet.partners import views, views_invitations

urlpatterns = [
    path("foreninger/ny/", views.join, name="join"),
    path("foreninger/<slug:slug>/ret/", views.profile, name="profile"),
    path("foreninger/<slug:slug>/folk/", views.members, name="partner_members"),
    path("mine-foreninger/", views.mine, name="mine"),
    path("invitation/<str:word>/", views_invitations.invitation, name="invitation"),
]
