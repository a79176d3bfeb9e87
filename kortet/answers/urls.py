"""Addresses of answering."""

from django.urls import path

from kortet.answers import views

urlpatterns = [
    path("svar/naal/<str:word>/", views.answer_pin, name="answer_pin"),
]
