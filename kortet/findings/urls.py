"""Addresses of what surveys gave: `/u/<word>/resultat/…` for all, `/forloeb/<slug>/undersoegelser/<word>/svar/…` for
those who run the process.
"""

from django.urls import path

from kortet.findings import views, views_staff
from kortet.findings.urls_map import urlpatterns as maps

STAFF = "forloeb/<slug:slug>/undersoegelser/<slug:word>/svar/"

urlpatterns = [
    path("u/<slug:word>/resultat/", views.results, name="survey_results"),
    path("u/<slug:word>/resultat/metode/", views.method, name="survey_method"),
    path(STAFF, views_staff.answers, name="survey_answers"),
    path(f"{STAFF}kryds/", views_staff.crossed, name="survey_crossed"),
    *maps,
]
