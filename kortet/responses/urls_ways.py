"""Addresses of the ways in to a survey: codes, sharing, tablets, paper, and keeping an eye on them."""

from django.urls import path

from kortet.responses import views_codes, views_entry, views_kiosk, views_paper, views_share, views_watch

HERE = "u/<slug:word>/"
DESIGN = "forloeb/<slug:slug>/undersoegelser/<slug:word>/"

urlpatterns = [
    path(f"{HERE}kode/", views_codes.door, name="survey_code"),
    path(f"{HERE}indlejret/", views_share.embedded, name="survey_embedded"),
    path(f"{HERE}tablet/", views_kiosk.tablet, name="survey_tablet"),
    path(f"{DESIGN}del/", views_share.share, name="survey_share"),
    path(f"{DESIGN}del/qr.<slug:kind>", views_share.qr, name="survey_qr"),
    path(f"{DESIGN}del/plakat.pdf", views_share.poster_pdf, name="survey_poster"),
    path(f"{DESIGN}koder/", views_codes.codes, name="survey_codes"),
    path(f"{DESIGN}tablets/", views_kiosk.tablets, name="survey_tablets"),
    path(f"{DESIGN}papir/", views_paper.paper, name="survey_paper"),
    path(f"{DESIGN}papir/skema.pdf", views_paper.paper_pdf, name="survey_paper_pdf"),
    path(f"{DESIGN}indtast/", views_entry.entry, name="survey_enter"),
    path(f"{DESIGN}tilsyn/", views_watch.watch, name="survey_watch"),
    path(f"{DESIGN}tilsyn/paamindelser-<int:package>.pdf", views_watch.reminder_cards, name="survey_reminders"),
]
