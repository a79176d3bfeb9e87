"""Addresses where processes are designed, and of their papers."""

from django.urls import path

from kortet.processes import views

urlpatterns = [
    path("forloeb/nyt/", views.new_process, name="new_process"),
    path("forloeb/<slug:slug>/design/", views.design, name="design"),
    path("forloeb/<slug:slug>/design/offentliggoer/", views.publish_process, name="publish_process"),
    path("forloeb/<slug:slug>/design/<slug:step>/", views.design_step, name="design_step"),
    path("forloeb/<slug:slug>/loeftet-svar/", views.answer_process, name="answer_process"),
    path("forloeb/<slug:slug>/afslut/", views.close_process, name="close_process"),
    path("forloeb/<slug:slug>/dokument/<str:word>/", views.document, name="process_document"),
]
