"""Addresses of answering."""

from django.urls import path

from kortet.answers import views

urlpatterns = [
    path("svar/naal/<str:word>/", views.answer_pin, name="answer_pin"),
    path("svar/omraade/", views.answer_area, name="answer_area"),
    path("svar/<str:word>/", views.area_answer, name="area_answer"),
]
