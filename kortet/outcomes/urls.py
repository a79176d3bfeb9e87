"""Addresses of what came of processes."""

from django.urls import path

from kortet.outcomes import views, views_write

urlpatterns = [
    path("resultater/", views.all_outcomes, name="all_outcomes"),
    path("forloeb/<slug:slug>/resultat/", views.outcomes, name="outcomes"),
    path("forloeb/<slug:slug>/resultat/ret/", views_write.write, name="outcomes_write"),
    path("forloeb/<slug:slug>/resultat/ret/beslutning/", views_write.decide, name="outcomes_decide"),
    path("forloeb/<slug:slug>/resultat/ret/beslutning/<int:number>/", views_write.decide, name="outcomes_decision"),
    path("forloeb/<slug:slug>/resultat.<slug:ending>", views.paper, name="outcomes_paper"),
]
