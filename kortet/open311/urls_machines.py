"""Addresses of Open311: no language, no cookie."""

from django.urls import re_path

from kortet.open311 import views

FORM = r"\.(?P<form>json|xml)\Z"

urlpatterns = [
    re_path(rf"^open311/discovery{FORM}", views.discovery, name="open311_discovery"),
    re_path(rf"^open311/v2/services{FORM}", views.service_list, name="open311_services"),
    re_path(rf"^open311/v2/services/(?P<code>[a-z0-9-]{{1,50}}){FORM}", views.one_service, name="open311_service"),
    re_path(rf"^open311/v2/requests{FORM}", views.requests, name="open311_requests"),
    re_path(rf"^open311/v2/requests/(?P<number>[0-9-]{{1,20}}){FORM}", views.one_request, name="open311_request"),
]
