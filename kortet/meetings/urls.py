"""Addresses of meetings: for phones in the hall, for the screen, and for those who plan and run them."""

from django.urls import path

from kortet.meetings import (
    views,
    views_console,
    views_hall,
    views_notes,
    views_plan,
    views_report,
    views_screen,
)

OF_PROCESS = "forloeb/<slug:slug>/moeder/"
ONE = f"{OF_PROCESS}<str:word>/"

urlpatterns = [
    path("m/", views_hall.join, name="join_meeting"),
    path("m/bord/<str:secret>/", views_notes.table_notes, name="table_notes"),
    path("m/<str:code>/", views_hall.meet, name="meet"),
    path("m/<str:code>/note/", views_hall.note, name="meet_note"),
    path("m/<str:code>/spoergsmaal/", views_hall.question, name="meet_question"),
    path("m/<str:code>/stem/<int:poll>/", views_hall.vote, name="meet_vote"),
    path(OF_PROCESS, views.meetings, name="meetings"),
    path(f"{OF_PROCESS}nyt/", views_plan.plan, name="plan_meeting"),
    path(ONE, views.meeting, name="meeting"),
    path(f"{ONE}ret/", views_plan.change, name="change_meeting"),
    path(f"{ONE}styring/", views_console.console, name="meeting_console"),
    path(f"{ONE}styring/nu.json", views_console.console_version, name="console_version"),
    path(f"{ONE}bordnoter/", views_notes.staff_notes, name="meeting_notes"),
    path(f"{ONE}skaerm/", views_screen.screen, name="meeting_screen"),
    path(f"{ONE}skaerm/nu/", views_screen.pieces, name="screen_pieces"),
    path(f"{ONE}nu.json", views_hall.now, name="meeting_version"),
    path(f"{ONE}referat/", views_report.report, name="meeting_report"),
]
