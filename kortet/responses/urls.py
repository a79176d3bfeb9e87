"""Addresses of answering a survey. Its pages stand below `side/`, so that no key of a page is an address of ours."""

from django.urls import path

from kortet.responses import views, views_try

HERE = "u/<slug:word>/"
TRY = "forloeb/<slug:slug>/undersoegelser/<slug:word>/proev/"

urlpatterns = [
    path(HERE, views.front, name="survey"),
    path(f"{HERE}side/<slug:page>/", views.page, name="survey_side"),
    path(f"{HERE}send/", views.send, name="survey_send"),
    path(f"{HERE}tak/", views.thanks, name="survey_thanks"),
    path(f"{HERE}senere/", views.later, name="survey_later"),
    path(f"{HERE}tegnet/<int:number>/<str:group>.geojson", views.drawn, name="survey_drawn"),
    path(TRY, views_try.try_out, name="survey_try"),
    path(f"{TRY}side/<slug:page>/", views_try.try_side, name="survey_try_side"),
    path(f"{TRY}slut/", views_try.try_end, name="survey_try_end"),
]
