"""Addresses of answering a survey. Its pages stand below `side/`, so that no key of a page is an address of ours."""

from django.urls import path

from kortet.responses import views

HERE = "u/<slug:word>/"

urlpatterns = [
    path(HERE, views.front, name="survey"),
    path(f"{HERE}side/<slug:page>/", views.page, name="survey_page"),
    path(f"{HERE}send/", views.send, name="survey_send"),
    path(f"{HERE}tak/", views.thanks, name="survey_thanks"),
    path(f"{HERE}senere/", views.later, name="survey_later"),
    path(f"{HERE}tegnet/<int:number>/<str:group>.geojson", views.drawn, name="survey_drawn"),
]
