"""Addresses that a provider knows: they have no language."""

from django.urls import path

from kortet.accounts import views_oidc

urlpatterns = [
    path("log-ind/hos/<slug:provider_id>/", views_oidc.to_provider, name="openid_connect_login"),
    path("log-ind/hos/<slug:provider_id>/svar/", views_oidc.from_provider, name="openid_connect_callback"),
]
