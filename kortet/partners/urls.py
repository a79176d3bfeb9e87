"""Addresses of what associations do."""

from django.urls import path

from kortet.partners import views, views_sign_in

urlpatterns = [
    path("foreninger/ny/", views.join, name="join"),
    path("foreninger/<slug:slug>/ret/", views.profile, name="profile"),
    path("foreninger/<slug:slug>/folk/", views.members, name="partner_members"),
    path("mine-foreninger/", views.mine, name="mine"),
    path("invitation/<str:word>/", views_sign_in.invitation, name="invitation"),
    path("log-ind/", views_sign_in.ask, name="sign_in"),
    path("log-ind/<str:token>/", views_sign_in.signing_in, name="signing_in"),
    path("log-ud/", views_sign_in.sign_out, name="sign_out"),
]
