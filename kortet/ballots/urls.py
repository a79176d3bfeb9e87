"""Addresses of voting, and of setting it up."""

from django.urls import path

from kortet.ballots import views, views_design, views_results

HERE = "forloeb/<slug:slug>/afstemning/"
DESIGN = f"{HERE}opsaet/"

urlpatterns = [
    path("stem/<slug:word>/", views.short_vote, name="short_vote"),
    path(HERE, views.ballots, name="ballot"),
    path(DESIGN, views_design.ballots, name="ballots_design"),
    path(f"{DESIGN}<slug:word>/", views_design.ballot, name="ballot_design"),
    path(f"{DESIGN}<slug:word>/proev/", views_design.preview, name="ballot_preview"),
    path(f"{DESIGN}<slug:word>/koder/", views_design.codes, name="ballot_codes"),
    path(f"{DESIGN}<slug:word>/mulighed/<slug:option>/", views_design.option, name="ballot_option"),
    path(f"{HERE}<slug:word>/", views.vote, name="vote"),
    path(f"{HERE}<slug:word>/tak/", views.receipt, name="vote_receipt"),
    path(f"{HERE}<slug:word>/resultat.csv", views_results.result_csv, name="ballot_csv"),
    path(f"{HERE}<slug:word>/resultat.xlsx", views_results.result_xlsx, name="ballot_xlsx"),
]
