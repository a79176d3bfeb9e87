"""Addresses of the builder. What citizens answer, and what it gave, have addresses of their own."""

from django.urls import path

from kortet.surveys import views, views_bank, views_build, views_objects

ALL = "forloeb/<slug:slug>/undersoegelser/"
ONE = f"{ALL}<str:word>/"

urlpatterns = [
    path(ALL, views.surveys, name="surveys"),
    path(ONE, views_build.build, name="survey_build"),
    path(f"{ONE}aendr/", views_build.change, name="survey_change"),
    path(f"{ONE}om/", views.settings, name="survey_settings"),
    path(f"{ONE}offentliggoer/", views.publish, name="survey_publish"),
    path(f"{ONE}bank/", views_bank.bank, name="survey_bank"),
    path(f"{ONE}side/<str:key>/", views_build.page, name="survey_build_page"),
    path(f"{ONE}nyt-spoergsmaal/", views_build.new_question, name="survey_new_question"),
    path(f"{ONE}spoergsmaal/<str:key>/", views_build.question, name="survey_question"),
    path(f"{ONE}spoergsmaal/<str:key>/bank/", views_bank.keep, name="survey_keep"),
    path(f"{ONE}tegnet/<str:group>/", views_objects.objects, name="survey_objects"),
    path(f"{ONE}tegnet/<str:group>/alt.geojson", views_objects.geojson, name="survey_objects_geojson"),
    path(f"{ONE}tegnet/<str:group>/nyt/", views_objects.draw, name="survey_draw"),
    path(f"{ONE}tegnet/<str:group>/ret/<str:key>/", views_objects.draw, name="survey_redraw"),
]
